import type { Core } from './core.ts'
import { blocksOf } from './payloads.ts'
import { type SeenMessage, type SeenView, seen, seenView, visible } from './seen.ts'
import type { Account, Channel, Fields, Message, View } from './types.ts'
import { stackOf } from './views.ts'

/** What somebody looks for: words, a pattern, or any other sign. */
export type Sought<Seen> = string | RegExp | ((seen: Seen) => boolean)

/** A message or view as somebody sees it. */
export interface Target {
  readonly id: string
}

interface Patience {
  readonly within?: number
  /** Only what came after this message. */
  readonly after?: Target
}

/** What somebody can look at. */
export interface Sees {
  /** Waits until a message of somebody else that this person can see fits; within five seconds unless told. */
  readonly sees: (sought: Sought<SeenMessage>, patience?: Patience) => Promise<SeenMessage>
  /** Waits until their top modal or Home tab fits. */
  readonly seesView: (sought: Sought<SeenView>, patience?: Pick<Patience, 'within'>) => Promise<SeenView>
  /** All messages this person sees now, oldest first, everywhere or in one channel. */
  readonly messages: (channel?: string) => readonly SeenMessage[]
  readonly modal: () => SeenView | undefined
  readonly home: () => SeenView | undefined
}

/** Somebody's eyes, and what their hands can reach. */
export interface Eyes extends Sees {
  /** A channel this person is in; `dm` is the direct one with the bot, and without a name it is their first. */
  readonly place: (name: string | undefined) => Channel
  readonly messageOf: (id: string) => Message
  readonly viewOf: (id: string) => View
  readonly targetOf: (target: Target) => Reached
}

/** A message or view within reach. */
export interface Reached {
  readonly view?: View
  readonly message?: Message
  readonly blocks: readonly Fields[]
  readonly state: Map<string, Fields>
}

const fitting =
  <Seen extends { readonly text: string }>(sought: Sought<Seen>) =>
  (shown: Seen) =>
    typeof sought === 'string' ? shown.text.includes(sought) : sought instanceof RegExp ? sought.test(shown.text) : sought(shown)

/** Builds the eyes of a person. */
export function createEyes(core: Core, account: Account): Eyes {
  const { world, waiting } = core

  const place = (name: string | undefined): Channel => {
    const rooms = [...world.channels.values()].filter(({ kind }) => kind === 'public' || kind === 'private')
    const first = rooms.find(({ members }) => members.has(account.id))
    const direct = name === 'dm' || (name === undefined && first === undefined)
    const channel = direct ? world.directChannel(account) : name === undefined ? first : world.channel(name)
    if (channel === undefined || !world.sees(account, channel)) throw new Error(`${account.name} is not in ${name}`)
    return channel
  }
  const messageOf = (id: string): Message => {
    const message = visible(core, account).find(({ ts }) => ts === id)
    if (message === undefined) throw new Error(`${account.name} does not see the message ${id}`)
    return message
  }
  const viewOf = (id: string): View => {
    const home = world.homes.get(account.id)
    const view = home?.id === id ? home : stackOf(core, account).at(-1)
    if (view?.id !== id) throw new Error(`${account.name} does not see the view ${id} on top`)
    return view
  }

  return {
    place,
    messageOf,
    viewOf,
    targetOf: ({ id }) => {
      if (!id.startsWith('V')) {
        const message = messageOf(id)
        return { message, blocks: message.blocks, state: message.state }
      }
      const view = viewOf(id)
      return { view, blocks: blocksOf(view), state: view.state }
    },
    sees: (sought, { within = 5000, after } = {}) => {
      const candidates = () =>
        visible(core, account)
          .filter(({ author, ts }) => author !== account && (after === undefined || ts > after.id))
          .map((message) => seen(core, message))
      const there = () => JSON.stringify(candidates().map(({ text }) => text.slice(0, 200)))
      return waiting.until(
        () => candidates().findLast(fitting(sought)),
        within,
        () => `${account.name} seeing ${sought}; there was ${there()}`,
      )
    },
    seesView: (sought, { within = 5000 } = {}) => {
      const candidates = () =>
        [stackOf(core, account).at(-1), world.homes.get(account.id)].flatMap((view) => (view ? [seenView(core, view)] : []))
      return waiting.until(
        () => candidates().find(fitting(sought)),
        within,
        () => `${account.name} seeing a view ${sought}; there was ${JSON.stringify(candidates().map(({ text }) => text))}`,
      )
    },
    messages: (where) => {
      const channel = where === undefined ? undefined : place(where)
      return visible(core, account)
        .filter((message) => channel === undefined || message.channel === channel)
        .map((message) => seen(core, message))
    },
    modal: () => {
      const view = stackOf(core, account).at(-1)
      return view && seenView(core, view)
    },
    home: () => {
      const view = world.homes.get(account.id)
      return view && seenView(core, view)
    },
  }
}
