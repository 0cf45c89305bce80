import type { Core } from './core.ts'
import { type Choice, callback, type Interaction } from './interactions.ts'
import { flatten, readable } from './readable.ts'
import { type Component, type Fields, flag, kind, type Message, type Modal } from './types.ts'

/** A message as a person sees it at one moment. */
export interface SeenMessage {
  readonly id: string
  readonly channelId: string
  /** Name of the author; `bot` for the bot. */
  readonly author: string
  readonly content: string
  /** All that can be read in it: text, embeds, labels, options. */
  readonly text: string
  readonly flags: number
  readonly ephemeral: boolean
  /** Whether it still says that the bot is thinking. */
  readonly loading: boolean
  readonly edited: boolean
  readonly embeds: readonly Fields[]
  readonly components: readonly Component[]
  readonly files: readonly { readonly filename: string; readonly text: string }[]
  /** Labels of the buttons that can be pressed. */
  readonly buttons: readonly string[]
  readonly repliesTo?: string
}

/** What a person can see after what they did. */
export interface Outcome {
  /** Type of the first answer and how many milliseconds it took; undefined when none came in time. */
  readonly callback?: { readonly type: number; readonly ms: number }
  /** True when the person was told that the application did not respond. */
  readonly failed: boolean
  /** The messages that answer this, oldest first, ephemeral ones too. */
  readonly messages: readonly SeenMessage[]
  readonly ephemerals: readonly SeenMessage[]
  /** The modal that opened. */
  readonly modal?: Modal
  /** The choices offered for the word being typed. */
  readonly choices?: readonly Choice[]
  readonly interactionId?: string
  /** What the person wrote, for messages of their own. */
  readonly sent?: SeenMessage
  /** Waits until the answer is there in full, no longer loading. */
  readonly answer: (within?: number) => Promise<SeenMessage>
  /** What this has become by now. */
  readonly now: () => Outcome
}

/** How a message looks now. */
export function seen(core: Core, message: Message): SeenMessage {
  return {
    id: message.id,
    channelId: message.channel.id,
    author: message.author.id === core.world.bot.user.id ? 'bot' : (core.world.accounts.get(message.author.id)?.name ?? '?'),
    content: message.content,
    text: readable(message),
    flags: message.flags,
    ephemeral: message.viewer !== undefined,
    loading: (message.flags & flag.loading) !== 0,
    edited: message.edited !== null,
    embeds: message.embeds,
    components: message.components,
    files: message.attachments.map(({ filename, text }) => ({ filename: String(filename), text: String(text ?? '') })),
    buttons: flatten(message.components)
      .filter((component) => component.type === kind.button && component['disabled'] !== true)
      .map((component) => component.label ?? ''),
    ...(message.reply && { repliesTo: message.reply.id }),
  }
}

/** The state of an interaction as its person sees it. */
export function outcomeOf(core: Core, interaction: Interaction): Outcome {
  const { acknowledged, original, followups, modal, choices } = interaction
  const changes = original?.changes ?? 0
  const messages = [...(original ? [original] : []), ...followups]
    .filter(({ deleted }) => !deleted)
    .map((message) => seen(core, message))
  return {
    ...(acknowledged && { callback: { type: acknowledged.type, ms: acknowledged.ms } }),
    failed: interaction.failed,
    messages,
    ephemerals: messages.filter(({ ephemeral }) => ephemeral),
    ...(modal && { modal }),
    ...(choices && { choices }),
    interactionId: interaction.id,
    now: () => outcomeOf(core, interaction),
    answer: (within = 10_000) =>
      core.waiting.until(
        () => {
          const first = interaction.original ?? interaction.followups[0]
          if (interaction.failed) throw new Error(`the application did not respond to ${interaction.what}`)
          if (first === undefined || first.deleted || first.flags & flag.loading) return undefined
          if (acknowledged?.type === callback.deferredUpdate && first.changes === changes) return undefined
          return seen(core, first)
        },
        within,
        () => `an answer to ${interaction.what}`,
      ),
  }
}

/** What follows a message that a person wrote. */
export function outcomeOfMessage(core: Core, message: Message): Outcome {
  const answers = () =>
    [...core.world.messages.values()].filter(
      (other) =>
        other.channel === message.channel &&
        other.author.id === core.world.bot.user.id &&
        BigInt(other.id) > BigInt(message.id) &&
        !other.deleted &&
        (other.viewer === undefined || other.viewer === message.author.id),
    )
  return {
    failed: false,
    sent: seen(core, message),
    messages: answers().map((other) => seen(core, other)),
    ephemerals: [],
    now: () => outcomeOfMessage(core, message),
    answer: (within = 10_000) =>
      core.waiting.until(
        () => {
          const first = answers().find(({ flags }) => !(flags & flag.loading))
          return first && seen(core, first)
        },
        within,
        () => `an answer to “${message.content}”`,
      ),
  }
}
