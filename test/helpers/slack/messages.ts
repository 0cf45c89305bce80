import type { Core } from './core.ts'
import { blockId, timestamp } from './ids.ts'
import { keep, type Sight } from './ledger.ts'
import { read, readable, scan, scanAll } from './mrkdwn.ts'
import { eventPayload, wireMessage } from './payloads.ts'
import { keepState } from './state.ts'
import type { Account, Channel, Fields, Message, StoredFile } from './types.ts'

/** What a message says. */
export interface Content {
  readonly text: string
  readonly blocks?: readonly Fields[]
  readonly attachments?: readonly Fields[]
  readonly files?: readonly StoredFile[]
  readonly metadata?: Fields
}

/** Where a message goes, and from whom. */
export interface Sending {
  readonly channel: Channel
  readonly author: Account
  /** The only person who sees it. */
  readonly viewer?: Account
  readonly threadTs?: string
  readonly origin?: string
  /** The call it came with; undefined for what people write. */
  readonly method?: string
}

const mostMessages = 20_000

/** Blocks as Slack keeps them: every block and element has an id, every text its defaults. */
export const kept = (blocks: readonly Fields[]): readonly Fields[] =>
  blocks.map((block) => ({ ...(filled(block) as Fields), block_id: block['block_id'] ?? blockId() }))

/** Types of elements that have an `action_id`. */
const acting =
  /^(?:button|workflow_button|feedback_buttons|icon_button|radio_buttons|checkboxes|overflow|\w+(?:picker|_input|_select))$/

function filled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filled)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.fromEntries(Object.entries(value).map(([name, child]) => [name, filled(child)]))
  const type = String(fields['type'])
  if (type === 'plain_text') return { emoji: true, ...fields }
  if (type === 'mrkdwn') return { verbatim: false, ...fields }
  return acting.test(type) ? { action_id: blockId(), ...fields } : fields
}

/** Everybody who sees a message. */
export const viewersOf = (core: Core, { channel, viewer }: Message): string[] =>
  viewer === undefined ? [...channel.members].filter((id) => !core.world.accounts.get(id)?.bot) : [viewer]

/** Writes down that somebody could see something. */
export function sight(core: Core, person: string, seen: Omit<Sight, 'at'>): void {
  const sights = core.ledger.sights.get(person) ?? []
  core.ledger.sights.set(person, sights)
  keep(sights, { ...seen, at: Date.now() })
}

/** Everything of a message that can be read, on the screen, by a screen reader or in a notification. */
export const allOf = (core: Core, { text, blocks, attachments, files }: Message): string =>
  [
    read(core.world, text),
    readable(core.world, blocks),
    readable(core.world, attachments),
    ...files.flatMap(({ title, name, altText = '' }) => [title, name === title ? '' : name, altText]),
  ]
    .filter((part) => part !== '')
    .join('\n')

function show(core: Core, message: Message, kind: 'message' | 'edit'): void {
  const { channel, ts, viewer } = message
  for (const person of viewersOf(core, message))
    sight(core, person, { kind, channelId: channel.id, id: ts, ephemeral: viewer !== undefined, text: allOf(core, message) })
  core.waiting.changed()
}

function scanContent(core: Core, method: string, { text, blocks, attachments }: Content): void {
  scan(core.ledger, method, { where: 'text', text, plain: false })
  scanAll(core.ledger, method, blocks ?? [], 'blocks')
  scanAll(core.ledger, method, attachments ?? [], 'attachments')
}

/** Puts a message into the world, and tells the app of it where it is subscribed. */
export function createMessage(core: Core, content: Content, sending: Sending): Message {
  const { channel, author, viewer, threadTs, origin, method } = sending
  const made = core.world.next()
  const message: Message = {
    ts: timestamp(),
    channel,
    author,
    text: content.text,
    blocks: kept(content.blocks ?? []),
    attachments: content.attachments ?? [],
    files: content.files ?? [],
    ...(content.metadata && { metadata: content.metadata }),
    ...(threadTs !== undefined && { threadTs }),
    ...(viewer && { viewer: viewer.id }),
    deleted: false,
    made,
    changed: made,
    ...(origin !== undefined && { origin }),
    state: new Map(),
  }
  core.world.messages.push(message)
  if (core.world.messages.length > mostMessages) core.world.messages.shift()
  if (method !== undefined) scanContent(core, method, content)
  show(core, message, 'message')
  if (author.bot && viewer === undefined) tell(core, message, author)
  return message
}

/** Changes what a message says. */
export function changeMessage(core: Core, message: Message, content: Content, method: string, origin?: string): void {
  message.text = content.text
  if (content.blocks) message.blocks = kept(content.blocks)
  if (content.attachments) message.attachments = content.attachments
  if (content.metadata) message.metadata = content.metadata
  if (origin !== undefined) message.origin = origin
  keepState(message.blocks, message.state)
  message.edited = timestamp()
  message.changed = core.world.next()
  scanContent(core, method, content)
  show(core, message, 'edit')
  if (message.viewer === undefined)
    tell(core, message, message.author, {
      subtype: 'message_changed',
      message: wireMessage(core.world, message),
      ts: message.edited,
    })
}

/** Takes a message away. */
export function deleteMessage(core: Core, message: Message): void {
  message.deleted = true
  message.changed = core.world.next()
  core.waiting.changed()
  if (message.viewer === undefined)
    tell(core, message, message.author, { subtype: 'message_deleted', deleted_ts: message.ts, ts: timestamp() })
}

const subscription = { im: 'message.im', public: 'message.channels', private: 'message.groups', mpim: undefined } as const

/** The event of a message, as far as the app is subscribed to it and its bot is there. */
export function tell(core: Core, message: Message, by: Account, change?: Fields, extra?: Fields) {
  const { world, settings, deliveries } = core
  const { channel } = message
  const wanted = subscription[channel.kind]
  if (wanted === undefined || !settings.events.includes(wanted) || !channel.members.has(world.bot.id)) return undefined
  const type = { im: 'im', public: 'channel', private: 'group', mpim: 'mpim' }[channel.kind]
  const body = change ? { type: 'message', hidden: true, ...change } : { ...wireMessage(world, message), ...extra }
  const event = {
    ...body,
    channel: channel.id,
    channel_type: type,
    event_ts: change ? change['ts'] : message.ts,
  }
  return deliveries.deliver({
    kind: 'events_api',
    payload: eventPayload(world, event, by),
    what: `event ${wanted}`,
    person: by.name,
    own: by.bot,
  })
}
