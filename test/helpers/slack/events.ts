import { randomUUID } from 'node:crypto'
import type { Core } from './core.ts'
import type { Delivery } from './deliveries.ts'
import { blockId } from './ids.ts'
import { createMessage, tell } from './messages.ts'
import { eventPayload, wireMessage } from './payloads.ts'
import type { Account, Channel, Fields, Message } from './types.ts'

/** A person's words as rich text, which events carry beside the text. */
const rich = (text: string): Fields[] => [
  {
    type: 'rich_text',
    block_id: blockId(),
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  },
]

/** Somebody writes a message; the events that follow go to the app: `app_mention` first, both with the same `ts`. */
export function write(
  core: Core,
  account: Account,
  text: string,
  channel: Channel,
  thread?: Message,
): { readonly message: Message; readonly delivery?: Delivery } {
  const { world, settings, deliveries } = core
  if (channel.archived) throw new Error(`${channel.name} is archived`)
  const root = thread && { threadTs: thread.threadTs ?? thread.ts }
  const message = createMessage(core, { text }, { channel, author: account, ...root })
  const extra = { client_msg_id: randomUUID(), blocks: rich(text) }
  const mentioned = channel.kind !== 'im' && channel.members.has(world.bot.id) && text.includes(`<@${world.bot.id}`)
  const event = { ...wireMessage(world, message), ...extra, type: 'app_mention', channel: channel.id, event_ts: message.ts }
  const mention =
    mentioned && settings.events.includes('app_mention')
      ? deliveries.deliver({
          kind: 'events_api',
          payload: eventPayload(world, event, account),
          what: 'event app_mention',
          person: account.name,
        })
      : undefined
  const told = tell(core, message, account, undefined, extra)
  const delivery = mention ?? told
  return { message, ...(delivery && { delivery }) }
}
