import type { ArgumentKind, Method } from '../calls.ts'
import type { Core } from '../core.ts'
import { refuse } from '../errors.ts'
import { changeMessage, createMessage, deleteMessage } from '../messages.ts'
import { wireMessage } from '../payloads.ts'
import { contentOf, threadIn } from '../responses.ts'
import type { Channel, Fields, Message } from '../types.ts'
import { longestText, messageFault } from '../validate/surfaces.ts'

const content = {
  text: 'string',
  blocks: 'json',
  attachments: 'json',
  metadata: 'json',
  parse: 'string',
  link_names: 'boolean',
} satisfies Record<string, ArgumentKind>
const posted = {
  ...content,
  channel: 'string!',
  thread_ts: 'string',
  mrkdwn: 'boolean',
  unfurl_links: 'boolean',
  unfurl_media: 'boolean',
  username: 'string',
  icon_emoji: 'string',
  icon_url: 'string',
} satisfies Record<string, ArgumentKind>

/** Refuses a message that says nothing, too much, or something broken. */
function checked(args: Fields, most: number): void {
  const fault = messageFault(args, most)
  if (fault) throw refuse(...fault)
}

/** The channel where our bot may write; the id of a person is their direct channel. */
export function writable(core: Core, id: unknown): Channel {
  const { world, settings } = core
  const person = world.accounts.get(String(id))
  if (person?.hidden || person?.bot) throw refuse('channel_not_found')
  const channel = person ? world.directChannel(person) : world.channels.get(String(id))
  if (channel === undefined) throw refuse('channel_not_found')
  if (!channel.members.has(world.bot.id)) throw refuse(channel.kind === 'public' ? 'not_in_channel' : 'channel_not_found')
  const closed = channel.kind === 'im' && [...channel.members].some((one) => world.accounts.get(one)?.deactivated)
  if (channel.archived || closed) throw refuse('is_archived')
  if (channel.kind === 'im' && !settings.messagesTab) throw refuse('messages_tab_disabled')
  return channel
}

/** The thread of a channel that a message is to go into, where it is to go into one. */
export function threadOf(core: Core, channel: Channel, ts: unknown): { readonly threadTs?: string } {
  if (ts === undefined) return {}
  const root = threadIn(core, channel, ts)
  if (root === undefined) throw refuse('thread_not_found', [`thread_ts: ${channel.name} has no message ${ts} to answer`])
  return { threadTs: root.threadTs ?? root.ts }
}

/** Methods that write. */
export function chatMethods(core: Core): Method[] {
  const { world } = core
  const own = (channel: Channel, ts: unknown, otherwise: string): Message => {
    const message = world.messages.find((one) => one.channel === channel && one.ts === ts && !one.viewer && !one.deleted)
    if (message === undefined) throw refuse('message_not_found')
    if (!message.author.bot) throw refuse(otherwise)
    return message
  }
  return [
    {
      name: 'chat.postMessage',
      args: { ...posted, reply_broadcast: 'boolean' },
      answer: (args) => {
        const channel = writable(core, args['channel'])
        const thread = threadOf(core, channel, args['thread_ts'])
        checked(args, longestText.post)
        const message = createMessage(core, contentOf(args), {
          channel,
          author: world.bot,
          ...thread,
          method: 'chat.postMessage',
        })
        return { channel: channel.id, ts: message.ts, message: wireMessage(world, message) }
      },
    },
    {
      name: 'chat.postEphemeral',
      args: { ...posted, user: 'string!' },
      answer: (args) => {
        const channel = writable(core, args['channel'])
        const viewer = world.accounts.get(String(args['user']))
        if (viewer === undefined || !channel.members.has(viewer.id)) throw refuse('user_not_in_channel')
        const thread = threadOf(core, channel, args['thread_ts'])
        checked(args, longestText.post)
        const method = 'chat.postEphemeral'
        const message = createMessage(core, contentOf(args), { channel, author: world.bot, viewer, ...thread, method })
        return { message_ts: message.ts }
      },
    },
    {
      name: 'chat.update',
      args: { ...content, channel: 'string!', ts: 'string!', reply_broadcast: 'boolean' },
      answer: (args) => {
        const channel = writable(core, args['channel'])
        const message = own(channel, args['ts'], 'cant_update_message')
        checked(args, longestText.update)
        changeMessage(core, message, contentOf(args), 'chat.update')
        return { channel: channel.id, ts: message.ts, text: message.text, message: wireMessage(world, message) }
      },
    },
    {
      name: 'chat.delete',
      args: { channel: 'string!', ts: 'string!' },
      answer: (args) => {
        const channel = writable(core, args['channel'])
        const message = own(channel, args['ts'], 'cant_delete_message')
        deleteMessage(core, message)
        return { channel: channel.id, ts: message.ts }
      },
    },
  ]
}
