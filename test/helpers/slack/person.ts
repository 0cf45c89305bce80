import type { Act } from './acts.ts'
import type { Core } from './core.ts'
import type { Parcel } from './deliveries.ts'
import { type Chosen, complete, fillIn, findElement, held } from './elements.ts'
import { write } from './events.ts'
import { createEyes, type Reached, type Sees, type Target } from './eyes.ts'
import { timestamp } from './ids.ts'
import { typed } from './mrkdwn.ts'
import { actionsPayload, blocksOf, commandPayload, eventPayload, shortcutPayload, viewPayload, wireView } from './payloads.ts'
import { commandAcked, nothingExpected, optionsOffered, submissionAcked, suggestion } from './replies.ts'
import { type Done, type Outcome, outcomeOf } from './seen.ts'
import { type Placed, setState } from './state.ts'
import type { Account, Channel, Fields } from './types.ts'
import { clearViews, popView } from './views.ts'

/**
 * Somebody who uses Slack. Channels are given by name or id; `dm` is the direct channel with the bot, and the default where
 * somebody is in no channel; others are in their first channel by default. Every act resolves with what they then see, once
 * it is acknowledged or has failed.
 */
export interface Person extends Sees {
  readonly id: string
  readonly name: string
  readonly account: Account
  readonly command: (name: string, text?: string, channel?: string) => Promise<Outcome>
  readonly dm: (text: string, thread?: Target) => Promise<Outcome>
  readonly mention: (text: string, channel?: string, thread?: Target) => Promise<Outcome>
  readonly say: (text: string, channel?: string, thread?: Target) => Promise<Outcome>
  /** Uses a button, menu or picker, by its id or words; menus need what is chosen. */
  readonly press: (target: Target, name: string, chosen?: Chosen) => Promise<Outcome>
  /** Types into an input that sends what is typed at Enter. */
  readonly enter: (target: Target, name: string, text: string) => Promise<Outcome>
  /** Types into inputs, by block, element or label, and sends nothing yet. */
  readonly fill: (target: Target, values: Readonly<Record<string, Chosen>>) => void
  /** Types into a menu that asks the app for its options. */
  readonly suggest: (target: Target, name: string, text: string) => Promise<Outcome>
  readonly submit: (view: Target, values?: Readonly<Record<string, Chosen>>) => Promise<Outcome>
  /** Closes the top modal, or with `all` every one. */
  readonly closeView: (view: Target, all?: boolean) => Promise<Outcome>
  readonly messageShortcut: (callbackId: string, message: Target) => Promise<Outcome>
  readonly globalShortcut: (callbackId: string) => Promise<Outcome>
  readonly openHome: (tab?: 'home' | 'messages') => Promise<Outcome>
}

/** Elements that somebody presses or chooses from, rather than types into. */
const pressable = ({ block, element }: Placed) =>
  block['type'] !== 'input' || (block['dispatch_action'] === true && !String(element['type']).endsWith('_input'))

/** Builds a person. */
export function createPerson(core: Core, account: Account): Person {
  const { world, waiting, acts, deliveries, settings } = core
  const offered = new Map<string, readonly Fields[]>()
  const eyes = createEyes(core, account)
  const { place, messageOf, viewOf, targetOf } = eyes

  /** Sends something to the app; resolves once it was acknowledged or failed. */
  const act = async (
    done: Omit<Done, 'account' | 'delivery'>,
    kind: Parcel['kind'],
    payload: Fields,
    onAck: Parcel['onAck'],
    more = {},
  ) => {
    const delivery = deliveries.deliver({ kind, payload, what: done.what, person: account.name, ...(onAck && { onAck }) })
    const outcome = () =>
      outcomeOf(core, {
        ...done,
        account,
        delivery: () => ({
          ...(delivery.ack && { ack: delivery.ack }),
          ...(delivery.failed && { failed: delivery.failed }),
          ...more,
        }),
      })
    return waiting.until(
      () => (delivery.ack || delivery.failed ? outcome() : undefined),
      settings.deadline + 5000,
      () => `an end of ${done.what}`,
    )
  }
  const use = (placed: Placed, fields: Fields, { view, message }: Reached) => {
    const { element, actionId, blockId } = placed
    const { type, text, value, style, placeholder, url } = element
    const shown = Object.fromEntries(
      Object.entries({ text, value, style, placeholder, url }).filter(([, one]) => one !== undefined),
    )
    const used = { action_id: actionId, block_id: blockId, ...(type === 'button' ? shown : {}), ...fields, type }
    const at = message ? { channel: message.channel, source: message, kind: 'actions' as const } : {}
    const begun: Act = acts.begin(account, at)
    return act(
      { id: begun.id, order: begun.order, what: `press ${actionId}` },
      'interactive',
      actionsPayload(world, begun, used, view),
      nothingExpected(core, `press ${actionId}`),
    )
  }
  const say = async (text: string, channel: Channel, thread?: Target): Promise<Outcome> => {
    if (text === '' || text.length > 40_000) throw new Error('a message of a person has 1 to 40000 characters')
    if (channel.kind === 'im' && !settings.messagesTab) throw new Error('sending messages to this app has been turned off')
    const { message, delivery } = write(core, account, typed(world, text), channel, thread && messageOf(thread.id))
    const done: Done = {
      account,
      order: message.made,
      what: `“${text}”`,
      sent: message,
      delivery: () => (delivery?.ack ? { ack: delivery.ack } : {}),
    }
    const end = () => (!delivery || delivery.ack || delivery.failed ? outcomeOf(core, done) : undefined)
    return waiting.until(end, settings.deadline + 5000, () => `an end of “${text}”`)
  }

  return {
    id: account.id,
    name: account.name,
    account,
    command: async (name, text = '', where) => {
      const known = settings.commands[name]
      if (known === undefined) throw new Error(`${name} is not a valid command`)
      const channel = place(where)
      const begun = acts.begin(account, { channel })
      const words = typed(world, text.trim(), known.shouldEscape ? 'named' : 'as typed')
      const payload = commandPayload(world, begun, name, words, channel)
      return act({ ...begun, what: `command ${name}` }, 'slash_commands', payload, commandAcked(core, begun, channel))
    },
    dm: (text, thread) => say(text, place('dm'), thread),
    mention: (text, where, thread) => say(`@${world.bot.name} ${text}`, place(where), thread),
    say: (text, where, thread) => say(text, place(where), thread),
    press: async (target, name, chosen) => {
      const on = targetOf(target)
      const placed = findElement(on.blocks, name, pressable)
      if (placed.element['type'] === 'button') return use(placed, {}, on)
      if (chosen === undefined) throw new Error(`“${name}” needs a choice`)
      const value = held(world, placed, chosen, offered.get(placed.actionId))
      const { type: _, ...state } = setState(placed, on.state, value)
      return use(placed, placed.element['type'] === 'overflow' ? { selected_option: value } : state, on)
    },
    enter: async (target, name, text) => {
      const on = targetOf(target)
      const placed = findElement(on.blocks, name, ({ block }) => block['type'] === 'input')
      const config = placed.element['dispatch_action_config'] as { trigger_actions_on?: string[] } | undefined
      const triggers = config?.trigger_actions_on ?? ['on_enter_pressed']
      setState(placed, on.state, held(world, placed, text))
      if (placed.block['dispatch_action'] !== true || !triggers.includes('on_enter_pressed'))
        throw new Error(`“${name}” sends nothing`)
      return use(placed, { value: text }, on)
    },
    fill: (target, values) => {
      const { blocks, state } = targetOf(target)
      fillIn(world, blocks, state, values, offered)
    },
    suggest: async (target, name, text) => {
      const { view, message, blocks } = targetOf(target)
      const placed = findElement(blocks, name, ({ element }) => String(element['type']).endsWith('external_select'))
      const more: { options?: readonly Fields[]; failed?: string } = {}
      const onAck = optionsOffered(core, account, (options) => {
        if (options === undefined) more.failed = 'invalid_response'
        else more.options = options
        offered.set(placed.actionId, options ?? [])
      })
      const payload = suggestion(core, account, placed, text, view, message)
      return act({ order: world.next(), what: `suggest ${placed.actionId}` }, 'interactive', payload, onAck, more)
    },
    submit: async ({ id }, values = {}) => {
      const view = viewOf(id)
      if (view.type !== 'modal' || view.content['submit'] === undefined) throw new Error('the view has no button to submit it')
      fillIn(world, blocksOf(view), view.state, values, offered)
      complete(blocksOf(view), view.state)
      const begun = acts.begin(account)
      const more: { errors?: Readonly<Record<string, string>>; failed?: string } = {}
      const payload = viewPayload(world, begun, view, { type: 'view_submission', response_urls: [] })
      const what = `submit ${view.content['callback_id'] ?? id}`
      return act({ ...begun, what }, 'interactive', payload, submissionAcked(core, view, more), more)
    },
    closeView: async ({ id }, all = false) => {
      const view = viewOf(id)
      const begun = acts.begin(account)
      const cleared = all || view.content['clear_on_close'] === true
      const payload = viewPayload(world, begun, view, { type: 'view_closed', is_cleared: cleared })
      if (cleared) clearViews(core, account)
      else popView(core, account)
      const what = `close ${view.content['callback_id'] ?? id}`
      if (view.content['notify_on_close'] !== true) return outcomeOf(core, { ...begun, what, delivery: () => ({}) })
      return act({ ...begun, what }, 'interactive', payload, nothingExpected(core, what))
    },
    messageShortcut: async (callbackId, { id }) => {
      if (settings.shortcuts[callbackId] !== 'message') throw new Error(`the app has no shortcut ${callbackId} on messages`)
      const message = messageOf(id)
      if (message.viewer !== undefined) throw new Error('there are no shortcuts on ephemeral messages')
      const begun = acts.begin(account, { channel: message.channel, source: message, kind: 'app' })
      const what = `shortcut ${callbackId}`
      return act({ ...begun, what }, 'interactive', shortcutPayload(world, begun, callbackId), nothingExpected(core, what))
    },
    globalShortcut: async (callbackId) => {
      if (settings.shortcuts[callbackId] !== 'global') throw new Error(`the app has no global shortcut ${callbackId}`)
      const begun = acts.begin(account)
      const what = `shortcut ${callbackId}`
      return act({ ...begun, what }, 'interactive', shortcutPayload(world, begun, callbackId), nothingExpected(core, what))
    },
    openHome: async (tab = 'home') => {
      const order = world.next()
      const home = world.homes.get(account.id)
      const what = `open the ${tab} tab`
      if (!settings.events.includes('app_home_opened') || (tab === 'home' && !settings.homeTab))
        return outcomeOf(core, { account, order, what, delivery: () => ({}) })
      const event = {
        type: 'app_home_opened',
        user: account.id,
        channel: world.directChannel(account).id,
        tab,
        ...(home && tab === 'home' && { view: wireView(world, home) }),
        event_ts: timestamp(),
      }
      return act({ order, what }, 'events_api', eventPayload(world, event, account), undefined)
    },
    sees: eyes.sees,
    seesView: eyes.seesView,
    messages: eyes.messages,
    modal: eyes.modal,
    home: eyes.home,
  }
}
