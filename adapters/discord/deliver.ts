import { createHash } from 'node:crypto'
import { type Client, MessageFlags, type SendableChannels } from 'discord.js'
import type { CardReply, Document } from '#engine'
import { discord } from './limits.ts'
import { messagesOf } from './render.ts'

/** Sends a card to a channel. Sent again by the library when an answer was lost, it still appears once: its nonce says what caused it. */
export async function toChannel(channel: SendableChannels, card: CardReply, cause: string): Promise<void> {
  for (const [at, components] of messagesOf(card).entries())
    await channel.send({
      components,
      flags: MessageFlags.IsComponentsV2,
      nonce: createHash('sha256').update(`${cause} ${at}`).digest('base64url').slice(0, discord.nonce),
      enforceNonce: true,
    })
  if (card.file) await channel.send({ files: [attachmentOf(card.file)] })
}

/** A document as a file of a message. */
export const attachmentOf = ({ name, content }: Document) => ({ attachment: Buffer.from(content, 'base64'), name })

/** Sends a card to somebody's direct messages. */
export async function toPerson(client: Client, user: string, card: CardReply): Promise<void> {
  const person = await client.users.fetch(user)
  await toChannel(await person.createDM(), card, JSON.stringify(card))
}
