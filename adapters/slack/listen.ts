import { setTimeout as wait } from 'node:timers/promises'
import type { App, BlockAction, SlackViewAction, types, webApi } from '@slack/bolt'
import { type Actor, type CardReply, type Context, faultsCard, type Reply, type Request, sayIn } from '#engine'
import { deliver, hand, type Way } from './deliver.ts'
import { slack } from './limits.ts'
import { type Part, placeOf, typed, valuesOf } from './parse.ts'
import type { People } from './people.ts'
import { cardView, errorsOf, formView, homeView } from './render.ts'
import { patiently, platformCode } from './web.ts'

/** Who we are on this workspace, and how we reach it. */
export interface Line {
  readonly client: webApi.WebClient
  readonly people: People
  readonly bot: string | undefined
}

/** Milliseconds after which a modal opens with a line to wait: what opens it holds for three seconds. */
const openBy = 1_500

/** Wires everything that Slack sends: acknowledged at once, then handled and answered for one person's eyes. */
export function listen(app: App, context: Context, { client, people, bot }: Line): void {
  const { desk, log, busy, settings } = context
  const office = () => settings.language ?? desk.guide.playbook().office?.languages[0] ?? 'en'

  /** Handles a request of somebody; a card that says so when Slack would not tell who they are. */
  async function ask(part: Part, user: string, team: string | undefined): Promise<Reply | undefined> {
    let actor: Actor
    try {
      actor = await people.actor(user, team)
    } catch (error) {
      log.error('slack: who is this', error)
      return trouble()
    }
    return desk.handle({ ...part, actor, at: new Date().toISOString() } as Request)
  }

  function trouble(sentence: 'trouble.text' | 'trouble.late' = 'trouble.text', language = office()): CardReply {
    const say = sayIn(language)
    return { kind: 'card', language, title: say('trouble.title'), blocks: [{ kind: 'text', text: say(sentence), tone: 'plain' }] }
  }

  /** A reply as a card: faults too, where no form is open. */
  const asCard = (reply: Exclude<Reply, { kind: 'form' }>): CardReply => (reply.kind === 'faults' ? faultsCard(reply) : reply)
  const closeOf = (language: string) => sayIn(language)('log.cancel')
  const viewOf = (reply: Reply, place: string): types.ModalView =>
    reply.kind === 'form' ? formView(reply, { place }) : cardView(asCard(reply), closeOf(reply.language), { place })
  const waiting = (place: string): types.ModalView => {
    const language = office()
    const card = { kind: 'card' as const, language, title: '…', blocks: [] }
    return cardView(card, closeOf(language), { place })
  }

  /** Answers somebody where they asked. */
  async function answer(way: Way, part: Part, team: string | undefined): Promise<void> {
    const reply = await ask(part, way.user, team)
    if (reply && reply.kind !== 'form') await deliver(client, way, asCard(reply))
  }

  /** Opens a modal with the reply while what opens it still holds; says so where it no longer does. */
  async function openModal(trigger: string, way: Way, place: string, work: Promise<Reply | undefined>): Promise<void> {
    const open = async (view: types.ModalView, language = office()) => {
      try {
        return await patiently(() => client.views.open({ trigger_id: trigger, view }))
      } catch (error) {
        // It is open: only the answer to the first try was lost.
        if (platformCode(error) === 'exchanged_trigger_id') return undefined
        await deliver(client, way, trouble('trouble.late', language))
        throw error
      }
    }
    const first = await Promise.race([work, wait(openBy, 'late' as const, { ref: false })])
    if (first !== 'late') {
      if (first) await open(viewOf(first, place), first.language)
      return
    }
    const opened = await open(waiting(place))
    const reply = await work
    if (!reply) return
    if (opened?.view?.id !== undefined) await update(opened.view.id, viewOf(reply, place))
    else if (reply.kind !== 'form') await deliver(client, way, asCard(reply))
  }

  const update = (id: string, view: types.ModalView) => patiently(() => client.views.update({ view_id: id, view }))

  async function publishHome(user: string, team: string | undefined, event: string): Promise<void> {
    const part = { kind: 'act' as const, id: `slack:home:${event}`, token: 'v1:home', place: `home:${user}` }
    const reply = await ask(part, user, team)
    if (reply?.kind !== 'card') return
    const say = sayIn(reply.language)
    const view = homeView(reply, { label: say('home.ask'), button: say('home.askButton') })
    await patiently(() => client.views.publish({ user_id: user, view }))
  }

  app.command(/.*/, async ({ ack, body }) => {
    await ack()
    const { user_id: user, channel_id: place, response_url: responseUrl, trigger_id: trigger, text, team_id: team } = body
    const part = { kind: 'say' as const, id: `slack:command:${trigger}`, place, text: typed(text ?? '') }
    busy(answer({ user, channel: place, responseUrl }, part, team))
  })

  app.message(async ({ message, body }) => {
    if (
      message.channel_type !== 'im' ||
      (message.subtype !== undefined && message.subtype !== 'file_share') ||
      ('bot_id' in message && message.bot_id) ||
      !message.user
    )
      return
    const { user, channel, ts, text = '', thread_ts: thread } = message
    const part = { kind: 'say' as const, id: `slack:message:${channel}:${ts}`, place: channel, text: typed(text, bot) }
    busy(answer({ user, channel, thread }, part, body.team_id))
  })

  app.event('app_mention', async ({ event, body }) => {
    const { user, channel, ts, text, thread_ts: thread } = event
    if (!user || event.bot_id !== undefined) return
    const part = { kind: 'say' as const, id: `slack:message:${channel}:${ts}`, place: channel, text: typed(text, bot) }
    busy(answer({ user, channel, thread }, part, body.team_id))
  })

  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab === 'home') busy(publishHome(event.user, body.team_id, body.event_id))
  })

  app.shortcut(/.*/, async ({ ack, body }) => {
    await ack()
    const { user, trigger_id: trigger, callback_id: name } = body
    const team = body.team?.id ?? user.team_id
    if (body.type === 'message_action') {
      const place = body.channel.id
      const text = typed(body.message.text ?? '')
      const part = { kind: 'say' as const, id: `slack:shortcut:${trigger}`, place, text, literal: true }
      busy(answer({ user: user.id, channel: place, responseUrl: body.response_url }, part, team))
    } else {
      const place = `home:${user.id}`
      const token = name === 'log_case' ? 'v1:log' : 'v1:gone'
      const act = { kind: 'act' as const, id: `slack:shortcut:${trigger}`, place, token }
      busy(openModal(trigger, { user: user.id }, place, ask(act, user.id, team)))
    }
  })

  app.action(/.*/s, async ({ ack, body, action }) => {
    await ack()
    if (body.type === 'block_actions' && 'action_ts' in action) busy(press(body as BlockAction))
  })

  async function press(body: BlockAction): Promise<void> {
    const [action] = body.actions
    if (!action || !('action_id' in action)) return
    const { user, trigger_id: trigger, view } = body
    const team = body.team?.id ?? user.team_id
    const id = `slack:press:${user.id}:${action.action_ts}`
    const channel = body.channel?.id ?? (body.container['channel_id'] as string | undefined)
    const place = channel ?? placeOf(view?.private_metadata ?? '', `home:${user.id}`)
    const thread = (body.message as { thread_ts?: string } | undefined)?.thread_ts
    const way: Way = { user: user.id, channel, thread, responseUrl: body.response_url }
    if (view?.type === 'home' && action.action_id.startsWith('ask')) {
      const text = valuesOf({ ask: view.state.values['ask'] ?? {} })['ask'] ?? ''
      return openModal(trigger, way, place, ask({ kind: 'say', id, place, text }, user.id, team))
    }
    const value = 'selected_option' in action ? action.selected_option?.value : undefined
    const act = { kind: 'act' as const, id, place, token: action.action_id, ...(value === undefined ? {} : { value }) }
    if (view?.type === 'home') return openModal(trigger, way, place, ask(act, user.id, team))
    const reply = await ask(act, user.id, team)
    if (!reply) return
    // A modal goes on in its place: views pile up three high and no more.
    if (view) {
      await update(view.id, viewOf(reply, place))
      if (reply.kind === 'card' && reply.file) await hand(client, user.id, reply.file)
    } else if (reply.kind === 'form') await openModal(trigger, way, place, Promise.resolve(reply))
    else await deliver(client, { ...way, pressed: true }, asCard(reply))
  }

  app.view(/.*/s, async ({ ack, body, view }) => {
    const { user } = body as SlackViewAction
    const team = body.team?.id ?? user.team_id
    const place = placeOf(view.private_metadata, `home:${user.id}`)
    const values = valuesOf(view.state.values)
    const part = { kind: 'submit' as const, id: `slack:view:${view.id}:${view.hash}`, place, token: view.callback_id, values }
    const work = ask(part, user.id, team)
    busy(work)
    const first = await Promise.race([work, wait(slack.submission, 'late' as const, { ref: false })])
    if (first === 'late') {
      await ack({ response_action: 'update', view: waiting(place) })
      busy(
        work.then(async (reply) => {
          if (reply) await update(view.id, viewOf(reply, place))
        }),
      )
    } else if (first?.kind === 'faults') await ack({ response_action: 'errors', errors: errorsOf(first, Object.keys(values)) })
    else if (first) await ack({ response_action: 'update', view: viewOf(first, place) })
    else await ack()
    if (place.startsWith('home:')) busy(work.then(() => publishHome(user.id, team, `${view.id}:${view.hash}`)))
  })

  app.error(async (error) => log.error('slack', error))
}
