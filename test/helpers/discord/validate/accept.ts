import type { Core } from '../core.ts'
import { invalidForm, type Problem, refuse } from '../errors.ts'
import { snowflake } from '../ids.ts'
import { callback, type Interaction } from '../interactions.ts'
import { keep } from '../ledger.ts'
import type { Call, SentFile } from '../server.ts'
import { type Fields, flag, type Message } from '../types.ts'
import { commandProblems } from './commands.ts'
import { empty, messageProblems } from './messages.ts'
import { modalProblems } from './modals.ts'
import { lengthOf, listOf, type Path, when } from './problems.ts'
import { shapeProblems } from './shape.ts'

/** The kinds of bodies that the API takes. */
export type Form =
  | 'message'
  | 'edit'
  | 'callback'
  | 'followup'
  | 'webhookEdit'
  | 'command'
  | 'commandEdit'
  | 'commands'
  | 'directChannel'

/** What else a body must fit. */
export interface Fitting {
  /** Problems found beforehand. */
  readonly problems?: readonly Problem[]
  /** The message that is changed. */
  readonly message?: Message
  readonly interaction?: Interaction
  /** The command that is changed. */
  readonly command?: Fields
}

const created = flag.suppressEmbeds | flag.suppressNotifications | flag.componentsV2
const changed = flag.suppressEmbeds | flag.componentsV2
const longestChoice = 100

/** The body if it keeps all rules; otherwise the faults are written down and it is refused, with 50035 as a rule. */
export function accept(core: Core, call: Call, form: Form, body: unknown, fitting: Fitting = {}): Fields {
  const problems = [...(fitting.problems ?? []), ...problemsOf(form, body, fitting)]
  const note = (found: readonly Problem[]) => {
    for (const problem of found) keep(core.ledger.faults, { ...problem, route: call.route, where: written(problem.path), body })
  }
  if (problems.length > 0) {
    note(problems)
    throw invalidForm(problems)
  }
  const fields = body as Fields
  const nothing = nothingToShow(form, fields, fitting)
  if (nothing) {
    note([{ path: nothing, code: 'EMPTY_MESSAGE', message: 'Cannot send an empty message' }])
    throw refuse('emptyMessage')
  }
  return call.files.length === 0 ? fields : withFiles(form, fields, call.files)
}

/** The message with its files as Discord describes them; the text is kept for those who read it here. */
function withFiles(form: Form, body: Fields, files: readonly SentFile[]): Fields {
  const target = (form === 'callback' ? body['data'] : body) as Fields
  // New files are numbered from 0; whatever has a longer id is on the message already.
  const before = listOf(target['attachments']).filter(({ id }) => String(id).length > 10)
  const sent = files.map((file) => {
    const url = `https://cdn.discordapp.com/attachments/${file.filename}`
    return { id: snowflake(), url, proxy_url: url, ...file }
  })
  const attachments = [...before, ...sent]
  return form === 'callback' ? { ...body, data: { ...target, attachments } } : { ...body, attachments }
}

function problemsOf(form: Form, body: unknown, fitting: Fitting): Problem[] {
  if (form === 'commands') {
    if (!Array.isArray(body))
      return [{ path: [], code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' }]
    return body.flatMap((command: Fields, index) => {
      const shape = shapeProblems('commandOfList', command, [index])
      return shape.length > 0 ? shape : commandProblems(command, [index])
    })
  }
  const shape = shapeProblems(form, body)
  return shape.length > 0 ? shape : ruleProblems(form, body as Fields, fitting)
}

function ruleProblems(form: Form, body: Fields, { message, interaction, command }: Fitting): Problem[] {
  switch (form) {
    case 'message':
      return messageProblems(body, { path: [], flags: created })
    case 'followup': {
      // The first message after a deferral changes the loading one, whose privacy is settled.
      const loading = interaction?.original && !interaction.original.deleted && (interaction.original.flags & flag.loading) !== 0
      const settled = loading && interaction.original?.viewer === undefined
      return messageProblems(body, { path: [], flags: settled ? created : created | flag.ephemeral })
    }
    case 'edit':
    case 'webhookEdit':
      return messageProblems(body, { path: [], flags: changed, ...(message && { before: message }) })
    case 'callback':
      return callbackProblems(body, interaction)
    case 'command':
      return commandProblems(body, [])
    case 'commandEdit':
      return commandProblems({ ...(command && { type: command['type'] }), ...body }, [], true)
    default:
      return []
  }
}

function callbackProblems(body: Fields, interaction: Interaction | undefined): Problem[] {
  const data = (body['data'] ?? {}) as Fields
  const path: Path = ['data']
  switch (body['type']) {
    case callback.message:
      return messageProblems(data, { path, flags: created | flag.ephemeral })
    case callback.update:
      return messageProblems(data, { path, flags: changed, ...(interaction?.source && { before: interaction.source }) })
    case callback.deferred: {
      const others = Object.entries(data).filter(
        ([name, value]) => name !== 'flags' && value !== undefined && value !== null && value !== false,
      )
      const flags = Number(data['flags'] ?? 0) & ~flag.ephemeral
      return [
        ...others.map(([name]) => ({
          path: [...path, name],
          code: 'DEFERRED_DATA',
          message: 'A deferred answer carries nothing but flags',
        })),
        ...when(flags !== 0, [...path, 'flags'], 'BASE_TYPE_FLAGS', `A deferred answer can be ephemeral only, not ${flags}`),
      ]
    }
    case callback.modal:
      return modalProblems(data, path)
    case callback.choices:
      return choiceProblems(data, path, interaction)
    default:
      return []
  }
}

function focusedType(options: readonly Fields[]): number | undefined {
  for (const option of options) {
    const type = option['focused'] === true ? Number(option['type']) : focusedType(listOf(option['options']))
    if (type !== undefined) return type
  }
  return undefined
}

function choiceProblems(data: Fields, path: Path, interaction: Interaction | undefined): Problem[] {
  const type = focusedType(listOf(interaction?.data['options']))
  return [
    ...shapeProblems(type === 4 ? 'integerChoices' : type === 10 ? 'numberChoices' : 'textChoices', data, path),
    ...listOf(data['choices']).flatMap((choice, index) =>
      when(
        lengthOf(choice['value']) > longestChoice,
        [...path, 'choices', index, 'value'],
        'BASE_TYPE_MAX_LENGTH',
        `Must be ${longestChoice} or fewer in length.`,
      ),
    ),
  ]
}

/** Where a message would be without anything to show; undefined when there is something. */
function nothingToShow(form: Form, body: Fields, { message, interaction }: Fitting): Path | undefined {
  if (form === 'message' || form === 'followup') return empty(body) ? [] : undefined
  if (form === 'edit' || form === 'webhookEdit') return empty(body, message) ? [] : undefined
  if (form !== 'callback') return undefined
  const data = (body['data'] ?? {}) as Fields
  if (body['type'] === callback.message) return empty(data) ? ['data'] : undefined
  return body['type'] === callback.update && empty(data, interaction?.source) ? ['data'] : undefined
}

const written = (path: Path) =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
