import type { Core } from './core.ts'
import { nameOf } from './elements.ts'
import { read, readable } from './mrkdwn.ts'
import { blocksOf } from './payloads.ts'
import { elementsOf, type Placed, stateOf } from './state.ts'
import type { Account, Fields, Message, View } from './types.ts'
import { stackOf } from './views.ts'

/** A file as a person gets it who opens it. */
export interface SeenFile {
  readonly name: string
  readonly title: string
  readonly bytes: Uint8Array
}

/** A message as a person sees it at one moment. */
export interface SeenMessage {
  /** The message's `ts`. */
  readonly id: string
  readonly channelId: string
  /** Name of the author; `bot` for the bot. */
  readonly author: string
  /** All that can be read of it on the screen: its blocks, or its text where it has none, and the titles of its files. */
  readonly text: string
  /** What notifications and screen readers say. */
  readonly spoken: string
  readonly blocks: readonly Fields[]
  readonly files: readonly SeenFile[]
  readonly ephemeral: boolean
  readonly edited: boolean
  readonly threadTs?: string
  /** Words on the buttons. */
  readonly buttons: readonly string[]
}

/** A modal or Home tab as a person sees it at one moment. */
export interface SeenView {
  readonly id: string
  readonly type: 'modal' | 'home'
  readonly title: string
  readonly text: string
  readonly callbackId: string
  readonly metadata: string
  readonly hash: string
  /** Whether it is still open. */
  readonly open: boolean
  readonly blocks: readonly Fields[]
  readonly buttons: readonly string[]
  readonly inputs: readonly { readonly blockId: string; readonly label: string; readonly state: Fields }[]
  /** Words on the button that submits it. */
  readonly submit?: string
}

/** What a person can see after what they did. */
export interface Outcome {
  /** How many milliseconds the acknowledgement took, and what came with it; undefined when none came in time. */
  readonly ack?: { readonly ms: number; readonly payload?: unknown }
  /** True when the person was told that it failed. */
  readonly failed: boolean
  /** `timeout`, `not_connected`, `refused`, or `invalid_response`. */
  readonly why?: string
  /** What the bot said or changed since, where this person sees it, oldest first; ephemeral messages too. */
  readonly messages: readonly SeenMessage[]
  readonly ephemerals: readonly SeenMessage[]
  /** The modal that is on top now. */
  readonly view?: SeenView
  readonly home?: SeenView
  /** Words beside inputs of a view that was not accepted, by block. */
  readonly errors?: Readonly<Record<string, string>>
  /** Options that were offered for what was typed. */
  readonly options?: readonly Fields[]
  /** What the person wrote, for messages of their own. */
  readonly sent?: SeenMessage
  /** Waits until the bot has said something. */
  readonly answer: (within?: number) => Promise<SeenMessage>
  /** Waits until a modal has opened or changed, or the Home tab. */
  readonly opened: (within?: number) => Promise<SeenView>
  /** What this has become by now. */
  readonly now: () => Outcome
}

/** Something done, as far as what follows it is concerned. */
export interface Done {
  readonly account: Account
  readonly order: number
  /** Of the act, where Slack knows which answers belong to it. */
  readonly id?: string
  readonly what: string
  readonly sent?: Message
  /** How the delivery stands. */
  readonly delivery: () => {
    readonly ack?: { readonly ms: number; readonly payload?: unknown }
    readonly failed?: string
    readonly errors?: Readonly<Record<string, string>>
    readonly options?: readonly Fields[]
  }
}

const buttonsOf = (blocks: readonly Fields[]) =>
  elementsOf(blocks)
    .filter(({ element }) => element['type'] === 'button')
    .map((placed) => nameOf(placed) ?? '')

const wordsOf = (value: unknown) => (typeof value === 'object' && value !== null ? String((value as Fields)['text']) : '')

/** How a message looks now. */
export function seen({ world }: Core, message: Message): SeenMessage {
  const { ts, channel, author, text, blocks, attachments, files, viewer, edited, threadTs } = message
  const spoken = read(world, text)
  const own = blocks.length > 0 ? readable(world, blocks) : spoken
  const shown = [own, readable(world, attachments), ...files.map(({ title }) => title)]
  return {
    id: ts,
    channelId: channel.id,
    author: author.bot ? 'bot' : author.name,
    text: shown.filter((part) => part !== '').join('\n'),
    spoken,
    blocks,
    files: files.map(({ name, title, bytes }) => ({ name, title, bytes })),
    ephemeral: viewer !== undefined,
    edited: edited !== undefined,
    ...(threadTs !== undefined && { threadTs }),
    buttons: buttonsOf(blocks),
  }
}

/** How a view looks now. */
export function seenView({ world }: Core, view: View): SeenView {
  const { id, type, content, hash, open, state } = view
  const blocks = blocksOf(view)
  const inputs = elementsOf(blocks).filter(({ block }) => block['type'] === 'input')
  const input = (placed: Placed) => ({
    blockId: placed.blockId,
    label: nameOf(placed) ?? '',
    state: stateOf(placed, state) ?? {},
  })
  return {
    id,
    type,
    title: wordsOf(content['title']),
    text: readable(world, blocks),
    callbackId: String(content['callback_id'] ?? ''),
    metadata: String(content['private_metadata'] ?? ''),
    hash,
    open,
    blocks,
    buttons: buttonsOf(blocks),
    inputs: inputs.map(input),
    ...(content['submit'] !== undefined && { submit: wordsOf(content['submit']) }),
  }
}

/** All messages that somebody sees now, oldest first. */
export const visible = ({ world }: Core, account: Account): Message[] =>
  world.messages.filter(
    (message) =>
      !message.deleted && (message.viewer === undefined ? world.sees(account, message.channel) : message.viewer === account.id),
  )

/** What somebody can see after what they did. */
export function outcomeOf(core: Core, done: Done): Outcome {
  const { account, order, id, what, sent } = done
  const { world, waiting } = core
  const since = () =>
    visible(core, account).filter(
      (message) =>
        message.author.bot &&
        message.changed > order &&
        (message.origin === undefined || id === undefined || message.origin === id),
    )
  const messages = since().map((message) => seen(core, message))
  const modal = stackOf(core, account).at(-1)
  const home = world.homes.get(account.id)
  const { ack, failed, errors, options } = done.delivery()
  return {
    ...(ack && failed === undefined && { ack }),
    failed: failed !== undefined,
    ...(failed !== undefined && { why: failed }),
    messages,
    ephemerals: messages.filter(({ ephemeral }) => ephemeral),
    ...(modal && { view: seenView(core, modal) }),
    ...(home && { home: seenView(core, home) }),
    ...(errors && { errors }),
    ...(options && { options }),
    ...(sent && { sent: seen(core, sent) }),
    answer: (within = 10_000) =>
      waiting.until(
        () => {
          const [first] = since()
          return first && seen(core, first)
        },
        within,
        () => `an answer to ${what}`,
      ),
    opened: (within = 10_000) =>
      waiting.until(
        () => {
          const views = [stackOf(core, account).at(-1), world.homes.get(account.id)]
          const changed = views.find((view) => view !== undefined && view.changed > order)
          return changed && seenView(core, changed)
        },
        within,
        () => `a view after ${what}`,
      ),
    now: () => outcomeOf(core, done),
  }
}
