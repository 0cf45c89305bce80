import type { Core } from '../core.ts'
import { type Problem, refuse } from '../errors.ts'
import { createMessage, type Draft, deleteMessage, editMessage } from '../messages.ts'
import { may } from '../permissions.ts'
import type { Call, Route } from '../server.ts'
import type { Channel, Fields, Message } from '../types.ts'
import { accept } from '../validate/accept.ts'
import { wireChannel, wireMessage } from '../wire.ts'

/** How long Discord remembers a nonce for `enforce_nonce`; a few minutes by its documentation. */
const nonceLife = 5 * 60_000

/** Channels, direct channels, their messages, typing. */
export function channelRoutes(core: Core): Route[] {
  const { world } = core

  const channelOf = (call: Call, needed: bigint): Channel => {
    const channel = world.channels.get(call.at['channel'] ?? '')
    if (channel === undefined) throw refuse('unknownChannel')
    const permissions = world.permissions(world.bot, channel)
    if (!(permissions & may.view)) throw refuse('missingAccess')
    if ((permissions & needed) !== needed) throw refuse('missingPermissions')
    return channel
  }
  const messageOf = (call: Call, channel: Channel): Message => {
    const message = world.messages.get(call.at['message'] ?? '')
    // Nobody reaches an ephemeral message through its channel.
    if (message === undefined || message.deleted || message.channel !== channel || message.viewer !== undefined)
      throw refuse('unknownMessage')
    return message
  }
  const shown = (message: Message) => wireMessage(world, message, { guarded: !core.settings.messageContent })

  const mayWriteTo = (channel: Channel) => {
    if (channel.kind !== 'dm' || channel.recipient === undefined) return
    const account = world.account(channel.recipient.id)
    if (!account.dms || !(account.member || channel.opened)) throw refuse('closedMessages')
  }

  const replyOf = (channel: Channel, body: Fields): { reply?: Message; problems: Problem[] } => {
    const reference = body['message_reference'] as Fields | null | undefined
    if (!reference) return { problems: [] }
    const reply = world.messages.get(String(reference['message_id']))
    if (reply && !reply.deleted && reply.channel === channel && reply.viewer === undefined) return { reply, problems: [] }
    if (reference['fail_if_not_exists'] === false) return { problems: [] }
    return { problems: [{ path: ['message_reference'], code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }] }
  }

  return [
    { path: 'GET /channels/{channel}', answer: (call) => ({ body: wireChannel(world, channelOf(call, 0n)) }) },
    {
      path: 'POST /channels/{channel}/typing',
      answer: (call) => {
        channelOf(call, may.send)
        return {}
      },
    },
    {
      path: 'POST /users/@me/channels',
      answer: (call) => {
        const body = accept(core, call, 'directChannel', call.body)
        const recipient = world.accounts.get(String(body['recipient_id']))
        if (recipient === undefined || recipient === world.bot) throw refuse('unknownUser')
        return { body: wireChannel(world, world.directChannel(recipient)) }
      },
    },
    {
      path: 'GET /channels/{channel}/messages',
      answer: (call) => {
        const channel = channelOf(call, may.readHistory)
        const before = call.query.get('before')
        const after = call.query.get('after')
        const limit = Number(call.query.get('limit') ?? 50)
        const messages = [...world.messages.values()]
          .filter((message) => message.channel === channel && !message.deleted && message.viewer === undefined)
          .filter(({ id }) => (before === null || BigInt(id) < BigInt(before)) && (after === null || BigInt(id) > BigInt(after)))
        const chosen = after === null ? messages.slice(-limit) : messages.slice(0, limit)
        return { body: chosen.reverse().map(shown) }
      },
    },
    {
      path: 'GET /channels/{channel}/messages/{message}',
      answer: (call) => ({ body: shown(messageOf(call, channelOf(call, may.readHistory))) }),
    },
    {
      path: 'POST /channels/{channel}/messages',
      answer: (call) => {
        const channel = channelOf(call, may.send)
        const { reply, problems } = replyOf(channel, (call.body ?? {}) as Fields)
        const body = accept(core, call, 'message', call.body, { problems })
        mayWriteTo(channel)
        const { nonce } = body
        const twin = [...world.messages.values()].find(
          (message) =>
            body['enforce_nonce'] === true &&
            nonce !== undefined &&
            nonce !== null &&
            message.nonce === nonce &&
            message.channel === channel &&
            Date.now() - Date.parse(message.at) < nonceLife,
        )
        if (twin) return { body: wireMessage(world, twin) }
        return {
          body: wireMessage(world, createMessage(core, body as Draft, { channel, author: world.bot, ...(reply && { reply }) })),
        }
      },
    },
    {
      path: 'PATCH /channels/{channel}/messages/{message}',
      answer: (call) => {
        const message = messageOf(call, channelOf(call, 0n))
        if (message.author.id !== world.bot.user.id) throw refuse('notTheAuthor')
        editMessage(core, message, accept(core, call, 'edit', call.body, { message }) as Draft)
        return { body: wireMessage(world, message) }
      },
    },
    {
      path: 'DELETE /channels/{channel}/messages/{message}',
      answer: (call) => {
        const channel = channelOf(call, 0n)
        const message = messageOf(call, channel)
        const own = message.author.id === world.bot.user.id
        if (!own && channel.kind === 'dm') throw refuse('directChannel')
        if (!own && !(world.permissions(world.bot, channel) & may.manageMessages)) throw refuse('missingPermissions')
        deleteMessage(core, message)
        return {}
      },
    },
  ]
}
