import type { webApi } from '@slack/bolt'
import type { CardReply, Document } from '#engine'
import { messageOf } from './render.ts'
import { patiently, platformCode, respondAt } from './web.ts'

/** Where a card can go so that one person reads it, best first. */
export interface Way {
  readonly user: string
  readonly channel?: string | undefined
  readonly thread?: string | undefined
  readonly responseUrl?: string | undefined
  /** Whether a button of a message was pressed there: a card that goes on in place takes its place. */
  readonly pressed?: boolean
}

/** Codes with which Slack says that a person or we are not where the card should go. */
const notThere = new Set(['user_not_in_channel', 'not_in_channel', 'channel_not_found', 'is_archived', 'messages_tab_disabled'])

const isDirect = (channel: string | undefined): boolean => channel?.startsWith('D') ?? false

/** Shows a card to one person and nobody else: in their direct messages, or for their eyes only in the channel where they asked. A document always goes to their direct messages. */
export async function deliver(client: webApi.WebClient, way: Way, card: CardReply): Promise<void> {
  await show(client, way, card)
  if (card.file) await hand(client, way.user, card.file)
}

/** Puts a document into somebody's direct messages: nothing else is private. */
export async function hand(client: webApi.WebClient, user: string, { name, title, content }: Document): Promise<void> {
  const channel = await directChannel(client, user)
  const file = Buffer.from(content, 'base64')
  await patiently(() => client.files.uploadV2({ channel_id: channel, file, filename: name, title }))
}

async function show(
  client: webApi.WebClient,
  { user, channel, thread, responseUrl, pressed = false }: Way,
  card: CardReply,
): Promise<void> {
  const message = { ...messageOf(card), unfurl_links: false, unfurl_media: false }
  const inThread = thread === undefined ? {} : { thread_ts: thread }
  if (card.inPlace && pressed && responseUrl !== undefined) {
    try {
      return await respondAt(responseUrl, { ...messageOf(card), replace_original: true })
    } catch (error) {
      if (!('statusCode' in (error as object))) throw error
    }
  }
  if (channel !== undefined && isDirect(channel)) {
    await patiently(() => client.chat.postMessage({ channel, ...message, ...inThread }))
    return
  }
  if (responseUrl !== undefined) {
    try {
      return await respondAt(responseUrl, {
        ...messageOf(card),
        response_type: 'ephemeral',
        replace_original: false,
        ...inThread,
      })
    } catch (error) {
      // Used up or expired: there are other ways. An answer that was lost may have been read.
      if (!('statusCode' in (error as object))) throw error
    }
  }
  if (channel !== undefined) {
    try {
      await patiently(() => client.chat.postEphemeral({ channel, user, ...message, ...inThread }))
      return
    } catch (error) {
      if (!notThere.has(platformCode(error) ?? '')) throw error
    }
  }
  await toPerson(client, user, card)
}

/** Sends a card to somebody's direct messages. */
export async function toPerson(client: webApi.WebClient, user: string, card: CardReply): Promise<void> {
  const channel = await directChannel(client, user)
  await patiently(() => client.chat.postMessage({ channel, ...messageOf(card), unfurl_links: false, unfurl_media: false }))
}

async function directChannel(client: webApi.WebClient, user: string): Promise<string> {
  const { channel } = await patiently(() => client.conversations.open({ users: user }))
  if (channel?.id === undefined) throw new Error('Slack opened no conversation')
  return channel.id
}
