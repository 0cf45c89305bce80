import { onTestFinished } from 'vitest'
import type { Clerk, Seen } from '../conversation/dialogues.ts'
import { learntFolder } from '../helpers/learnt.ts'
import { freePort } from '../helpers/port.ts'
import { type Service, startService } from '../helpers/service.ts'
import type { Person } from '../helpers/slack/person.ts'
import type { Outcome, SeenMessage, SeenView } from '../helpers/slack/seen.ts'
import { openSlack, type Slack } from '../helpers/slack/slack.ts'
import type { Fields } from '../helpers/slack/types.ts'

/** A Slack on loopback and the real service connected to it. */
export interface Stage {
  readonly slack: Slack
  readonly service: () => Service
  /** Kills the service and starts it again. */
  readonly restart: () => Promise<void>
}

/** @param overHttp Slack brings everything to a port of the service, in place of Socket Mode */
export async function openStage(environment: Readonly<Record<string, string>> = {}, overHttp = false): Promise<Stage> {
  const slack = await openSlack({ shortcuts: { log_case: 'global', guidance: 'message' } })
  const settings = {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.api,
    VENTANILLA_DATA: learntFolder(),
    VENTANILLA_SUPERVISORS: `slack:${slack.groupId('supervisors')}`,
    ...environment,
  }
  const port = overHttp ? await freePort() : undefined
  const start = () => startService(port === undefined ? settings : { ...settings, VENTANILLA_SLACK_PORT: String(port) })
  let service = start()
  // Also after a test that failed: nothing of it goes on running.
  onTestFinished(async () => {
    await service.end('SIGTERM')
    await slack.close()
  })
  await service.says('Slack: ')
  if (port !== undefined) await slack.deliverTo(`http://127.0.0.1:${port}/slack/events`)
  return {
    slack,
    service: () => service,
    restart: async () => {
      await service.end('SIGKILL')
      service = start()
      await service.says('Slack: ')
      if (port === undefined) await slack.connected()
    },
  }
}

/** What is written, without Slack's marks. */
export const plain = (text: string): string => text.replace(/^\s*(?:•|→) /gm, '').replaceAll('*', '')

/** Somebody who uses the command in a channel, or writes direct messages; forms and what they lead to are modals. */
export function clerkIn(stage: Stage, person: Person, where: 'commands' | 'direct'): Clerk {
  let last: SeenMessage | SeenView | undefined
  let form: SeenView | undefined

  /** What there is to see after an act: a form, a modal that shows a card, errors beside the fields, or a message. */
  async function look(outcome: Outcome): Promise<Seen> {
    if (outcome.failed) throw new Error(`the act failed: ${outcome.why ?? ''}`)
    if (outcome.errors) return { text: [...Object.values(outcome.errors), reopening].join('\n') }
    const view = await soonest(outcome)
    if (view?.open && view.type === 'modal') {
      form = view.submit === undefined ? undefined : view
      if (form)
        return { text: form.title, form: Object.fromEntries(form.inputs.map(({ blockId, state }) => [blockId, standing(state)])) }
      last = view
      return { text: plain(view.text) }
    }
    last = await outcome.answer()
    return { text: plain(last.text) }
  }
  /** The modal that an act opened or changed; undefined when it was answered by a message. */
  const soonest = (outcome: Outcome): Promise<SeenView | undefined> =>
    Promise.race([outcome.opened().catch(() => undefined), outcome.answer().then(() => undefined)])

  return {
    says: async (text) => {
      // Whoever types has closed what was open.
      const open = person.modal()
      if (open) await person.closeView(open, true)
      return look(await (where === 'direct' ? person.dm(text) : person.command('/ventanilla', text, 'front-desk')))
    },
    presses: async (label) => {
      // The form is still open beside its errors: nothing has to be opened again.
      if (form?.open && reopenings.includes(label)) {
        const open = person.modal()
        form = open
        return {
          text: open?.title ?? '',
          form: Object.fromEntries((open?.inputs ?? []).map(({ blockId, state }) => [blockId, standing(state)])),
        }
      }
      const found = last?.buttons.find((button) => button.startsWith(label))
      if (!last || found === undefined) throw new Error(`no button "${label}" among ${last?.buttons.join(', ')}`)
      return look(await person.press(last, found))
    },
    picks: async (label) => {
      const menu = elementsIn(last?.blocks ?? []).find(({ type }) => type === 'static_select')
      const options = (menu?.['options'] ?? []) as readonly { readonly text: { readonly text: string }; readonly value: string }[]
      const chosen = options.find((option) => option.text.text.startsWith(label))
      if (!last || !menu || !chosen) throw new Error(`nothing to choose that begins with "${label}"`)
      return look(await person.press(last, String(menu['action_id']), chosen.text.text))
    },
    chooses: async (at) => {
      if (!last) throw new Error('nothing to choose from')
      return look(await person.press(last, String(at)))
    },
    fills: async (values) => {
      if (!form) throw new Error('no form is open')
      return look(await person.submit(form, values))
    },
    restarts: stage.restart,
  }
}

const reopenings = ['Open the form again', 'Abrir el formulario de nuevo']
/** Slack keeps the form open beside its errors; the other platforms say so and offer to open it again. */
const reopening = ['Not saved yet', 'Todavía no se guardó', ...reopenings].join('\n')

const elementsIn = (blocks: readonly Fields[]): Fields[] =>
  blocks.flatMap((block) => (block['elements'] as Fields[] | undefined) ?? [])

const standing = (state: Fields): string => {
  const option = state['selected_option'] as { readonly value: string } | null | undefined
  return String(option?.value ?? state['value'] ?? '')
}
