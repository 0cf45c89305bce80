import type { Act } from './acts.ts'
import type { Core } from './core.ts'
import type { Parcel } from './deliveries.ts'
import { Refusal } from './errors.ts'
import { keep } from './ledger.ts'
import { sight } from './messages.ts'
import { readable } from './mrkdwn.ts'
import { actor, blocksOf, common, nameOf, wireMessage, wireView } from './payloads.ts'
import { answerInAck } from './responses.ts'
import type { Placed } from './state.ts'
import type { Account, Channel, Fields, Message, View } from './types.ts'
import { optionsProblems } from './validate/surfaces.ts'
import { clearViews, popView, pushView, updateView } from './views.ts'

type OnAck = NonNullable<Parcel['onAck']>

const fieldsOf = (payload: unknown): Fields =>
  typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? (payload as Fields) : {}
const isNothing = (payload: unknown) =>
  payload === undefined ||
  payload === null ||
  payload === '' ||
  (typeof payload === 'object' && Object.keys(payload).length === 0)

/** Where something that came with an acknowledgement is noted as broken. */
interface Result {
  failed?: string
  errors?: Readonly<Record<string, string>>
}

function tried(core: Core, what: string, result: Result, run: () => void): void {
  try {
    run()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    result.failed = 'invalid_response'
    const problems = error.problems.length > 0 ? error.problems : [error.code]
    for (const problem of problems) keep(core.ledger.faults, `ack of ${what}: ${problem}`)
  }
}

/** A command may be answered in its acknowledgement. */
export const commandAcked =
  (core: Core, act: Act, channel: Channel): OnAck =>
  (payload) => {
    if (isNothing(payload)) return
    const fields = typeof payload === 'string' ? { text: payload } : fieldsOf(payload)
    tried(core, 'command', {}, () => answerInAck(core, act, channel, fields))
  }

/** Presses, shortcuts and closed views are acknowledged and nothing else. */
export const nothingExpected =
  (core: Core, what: string): OnAck =>
  (payload) => {
    if (!isNothing(payload))
      keep(core.ledger.faults, `ack of ${what}: takes nothing, but got ${JSON.stringify(payload).slice(0, 200)}`)
  }

/** A submitted view: closed, changed, covered by another, or sent back with words beside its inputs. */
export const submissionAcked =
  (core: Core, view: View, result: Result): OnAck =>
  (payload) => {
    const what = `submit ${view.content['callback_id'] ?? view.id}`
    // Sent once more after it was taken the first time: there is nothing left to close or change.
    if (!view.open) return
    if (isNothing(payload)) return popView(core, view.owner)
    const fields = fieldsOf(payload)
    const action = fields['response_action']
    const takes = action === 'errors' ? ['errors'] : action === 'clear' ? [] : ['view']
    for (const name of Object.keys(fields))
      if (name !== 'response_action' && !takes.includes(name))
        keep(core.ledger.faults, `ack of ${what}: ${name}: no such field here`)
    const next = fieldsOf(fields['view'])
    if (action === 'update') return tried(core, what, result, () => updateView(core, view, next, `ack of ${what}`))
    if (action === 'push') return tried(core, what, result, () => pushView(core, view.owner, next, `ack of ${what}`))
    if (action === 'clear') return clearViews(core, view.owner)
    if (action === 'errors') return showErrors(core, view, fieldsOf(fields['errors']), what, result)
    result.failed = 'invalid_response'
    keep(core.ledger.faults, `ack of ${what}: response_action: Slack knows no ${JSON.stringify(action)}`)
  }

function showErrors(core: Core, view: View, errors: Fields, what: string, result: Result): void {
  const inputs = blocksOf(view).flatMap((block) => (block['type'] === 'input' ? [block['block_id']] : []))
  const problems = Object.entries(errors).flatMap(([block, text]) => [
    ...(inputs.includes(block) ? [] : [`errors.${block}: the view has no input block of this id`]),
    ...(typeof text === 'string' && text !== '' ? [] : [`errors.${block}: must be words`]),
  ])
  if (inputs.length === 0 || Object.keys(errors).length === 0) problems.push('errors: at least one is needed')
  if (problems.length > 0) {
    result.failed = 'invalid_response'
    for (const problem of problems) keep(core.ledger.faults, `ack of ${what}: ${problem}`)
    return
  }
  result.errors = errors as Record<string, string>
  const text = Object.values(result.errors).join('\n')
  sight(core, view.owner.id, { kind: 'errors', channelId: '', id: view.id, ephemeral: true, text })
}

/** Options for what somebody typed into a menu, or undefined where the app sent none that Slack would take. */
export const optionsOffered =
  (core: Core, account: Account, offer: (options: readonly Fields[] | undefined) => void): OnAck =>
  (payload) => {
    const fields = fieldsOf(payload)
    const problems = optionsProblems(fields)
    for (const problem of problems) keep(core.ledger.faults, `ack of suggest: ${problem}`)
    if (problems.length > 0) return offer(undefined)
    const groups = (fields['option_groups'] ?? []) as Fields[]
    const options = [...((fields['options'] ?? []) as Fields[]), ...groups.flatMap((group) => group['options'] as Fields[])]
    sight(core, account.id, { kind: 'options', channelId: '', id: '', ephemeral: true, text: readable(core.world, options) })
    offer(options)
  }

/** What goes to the app while somebody types into a menu that asks it for options. */
export function suggestion(core: Core, account: Account, placed: Placed, value: string, view?: View, message?: Message): Fields {
  const { world } = core
  const at = view
    ? { container: { type: 'view', view_id: view.id }, view: wireView(world, view) }
    : message && {
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: message.channel.id,
          is_ephemeral: message.viewer !== undefined,
        },
        channel: { id: message.channel.id, name: nameOf(message.channel) },
        ...(message.viewer === undefined && { message: wireMessage(world, message) }),
      }
  return {
    type: 'block_suggestion',
    user: actor(account),
    ...common(world, account),
    ...at,
    action_id: placed.actionId,
    block_id: placed.blockId,
    value,
  }
}
