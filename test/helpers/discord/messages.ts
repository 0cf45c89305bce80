import type { Core } from './core.ts'
import { intent } from './gateway.ts'
import { snowflake } from './ids.ts'
import { keep, type Sight } from './ledger.ts'
import { maskedLinks, reachedBy } from './mentions.ts'
import { flatten, linkTexts, readable, textDisplays } from './readable.ts'
import { type Account, type Channel, type Component, type Fields, flag, type Message } from './types.ts'
import { wireMessageEvent } from './wire.ts'

/** What a message is made or changed with: a body that has passed the checks. */
export interface Draft {
  readonly content?: string | null
  readonly embeds?: readonly Fields[] | null
  readonly components?: readonly Component[] | null
  readonly attachments?: readonly Fields[] | null
  readonly poll?: Fields | null
  readonly flags?: number | null
  readonly allowed_mentions?: Fields | null
  readonly nonce?: string | number | null
}

/** What else is known of a new message. */
export interface Circumstances {
  readonly channel: Channel
  readonly author: Account
  readonly type?: number
  readonly flags?: number
  readonly viewer?: string
  readonly webhook?: boolean
  readonly interaction?: Fields
  readonly reply?: Message
}

const kept = 10_000

/** Makes a message, tells the gateway, and writes down who is pinged and who can read it. */
export function createMessage(core: Core, draft: Draft, about: Circumstances): Message {
  const { channel, author, viewer, webhook, interaction, reply } = about
  const message: Message = {
    id: snowflake(),
    channel,
    author: author.user,
    type: about.type ?? (reply ? 19 : 0),
    at: new Date().toISOString(),
    content: draft.content ?? '',
    embeds: (draft.embeds ?? []).map((embed) => ({ type: 'rich', ...embed })),
    components: numbered(draft.components ?? []),
    attachments: draft.attachments ?? [],
    ...(draft.poll && { poll: draft.poll }),
    flags: about.flags ?? draft.flags ?? 0,
    edited: null,
    changes: 0,
    deleted: false,
    mentions: [],
    mentionRoles: [],
    mentionEveryone: false,
    ...(draft.nonce !== undefined && draft.nonce !== null && { nonce: draft.nonce }),
    ...(viewer !== undefined && { viewer }),
    ...(webhook && { webhook }),
    ...(interaction && { interaction }),
    ...(reply && { reply }),
  }
  core.world.messages.set(message.id, message)
  for (const id of core.world.messages.keys()) {
    if (core.world.messages.size <= kept) break
    core.world.messages.delete(id)
  }
  if (!(message.flags & flag.loading)) publish(core, message, draft, author, 'message')
  tell(core, 'MESSAGE_CREATE', message)
  return message
}

/** Changes a message; what the draft does not name stays. The first edit of a loading message is its real beginning. */
export function editMessage(core: Core, message: Message, draft: Draft): void {
  const loading = (message.flags & flag.loading) !== 0
  if (draft.content !== undefined) message.content = draft.content ?? ''
  if (draft.embeds !== undefined) message.embeds = (draft.embeds ?? []).map((embed) => ({ type: 'rich', ...embed }))
  if (draft.components !== undefined) message.components = numbered(draft.components ?? [])
  if (draft.attachments !== undefined) {
    // A body names those it keeps by id alone.
    const before = message.attachments
    message.attachments = (draft.attachments ?? []).map(
      (attachment) => before.find(({ id }) => id === attachment['id']) ?? attachment,
    )
  }
  if (draft.poll) message.poll = draft.poll
  const changeable = flag.suppressEmbeds | flag.componentsV2
  if (draft.flags !== undefined && draft.flags !== null) {
    const settled = message.flags & ~flag.suppressEmbeds
    message.flags = settled | (draft.flags & changeable)
  }
  message.flags &= ~flag.loading
  message.changes += 1
  if (!loading) message.edited = new Date().toISOString()
  const author = core.world.accounts.get(message.author.id) ?? core.world.bot
  publish(core, message, draft, author, loading ? 'message' : 'edit')
  tell(core, 'MESSAGE_UPDATE', message)
}

/** Takes a message away. */
export function deleteMessage(core: Core, message: Message): void {
  message.deleted = true
  tell(core, 'MESSAGE_DELETE', message)
}

/** The people who can read a message. */
export function readers(core: Core, message: Pick<Message, 'channel' | 'viewer'>): Account[] {
  return [...core.world.accounts.values()].filter(
    (account) =>
      account !== core.world.bot &&
      (message.viewer === undefined ? core.world.sees(account, message.channel) : account.user.id === message.viewer),
  )
}

/** Writes down that this person could read something. */
export function recordSight(core: Core, account: Account, sight: Omit<Sight, 'at'>): void {
  const sights = core.ledger.sights.get(account.user.id) ?? []
  core.ledger.sights.set(account.user.id, sights)
  keep(sights, { ...sight, at: Date.now() })
}

function publish(core: Core, message: Message, draft: Draft, author: Account, as: 'message' | 'edit'): void {
  const { world, ledger } = core
  const texts = [message.content, ...textDisplays(message.components)]
  const source = message.webhook ? 'interaction' : 'ordinary'
  const reached = reachedBy(world, message.channel, author, texts, draft.allowed_mentions, source, message.reply)
  Object.assign(message, {
    mentions: reached.users.map(({ user }) => user.id),
    mentionRoles: reached.roles.map(({ id }) => id),
    mentionEveryone: reached.everyone,
  })
  const text = readable(message)
  const place = { channelId: message.channel.id, id: message.id }
  for (const account of readers(core, message))
    recordSight(core, account, { kind: as, ...place, ephemeral: message.viewer !== undefined, text })
  if (author !== world.bot) return
  for (const masked of linkTexts(message).flatMap(maskedLinks))
    keep(ledger.links, { ...masked, messageId: message.id, channelId: message.channel.id })
  // An edit notifies nobody, and of an ephemeral message nobody but its reader hears.
  if (as === 'edit' || message.viewer !== undefined) return
  const roles = reached.roles.map(({ name }) => name)
  const users = reached.users.map(({ name }) => name)
  if (users.length + roles.length > 0 || reached.everyone)
    keep(ledger.pings, { messageId: message.id, channelId: message.channel.id, users, roles, everyone: reached.everyone, text })
}

/** Ephemeral messages are between Discord and their reader: the gateway does not carry them. */
function tell(core: Core, event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE' | 'MESSAGE_DELETE', message: Message): void {
  core.waiting.changed()
  if (message.viewer !== undefined) return
  if (message.channel.kind === 'guild' && !core.world.sees(core.world.bot, message.channel)) return
  const needed = message.channel.kind === 'dm' ? intent.directMessages : intent.guildMessages
  const guild = message.channel.kind === 'guild' ? { guild_id: core.world.guild.id } : {}
  const cut = ({ intents }: { readonly intents: number }) => {
    if (!(intents & needed)) return undefined
    if (event === 'MESSAGE_DELETE') return { id: message.id, channel_id: message.channel.id, ...guild }
    return wireMessageEvent(core.world, message, !(intents & intent.messageContent))
  }
  core.gateway.dispatch(event, cut, message.author.id !== core.world.bot.user.id)
}

/** Gives every component without a number the next free one, as Discord does. */
export function numbered(components: readonly Component[]): Component[] {
  const taken = new Set(flatten(components).flatMap(({ id }) => (id ? [id] : [])))
  let last = 0
  const next = () => {
    do last += 1
    while (taken.has(last))
    return last
  }
  const number = (component: Component): Component => ({
    ...component,
    id: component.id || next(),
    ...(component.components && { components: component.components.map(number) }),
    ...(component.component && { component: number(component.component) }),
    ...(component.accessory && { accessory: number(component.accessory) }),
  })
  return components.map(number)
}
