import type { Waiting } from '../waiting.ts'
import { type Refusal, refuse } from './errors.ts'
import { secret, snowflake } from './ids.ts'
import { keep, type Late, type Ledger } from './ledger.ts'
import type { DiscordSettings } from './settings.ts'
import type { Account, Channel, Fields, Message, Modal } from './types.ts'

/** Types of interactions. */
export const interactionType = { ping: 1, command: 2, component: 3, autocomplete: 4, modal: 5 } as const
/** Types of first answers. */
export const callback = { pong: 1, message: 4, deferred: 5, deferredUpdate: 6, update: 7, choices: 8, modal: 9 } as const

/** A choice of an autocomplete answer. */
export interface Choice {
  readonly name: string
  readonly value: string | number
}

/** Something a person did, and what has become of it. */
export interface Interaction {
  readonly id: string
  readonly token: string
  readonly type: number
  readonly what: string
  readonly account: Account
  readonly channel: Channel
  readonly at: number
  /** Command, component, modal: what the callback and the messages refer to. */
  readonly data: Fields
  /** The message whose component was used, directly or for the modal that is submitted. */
  readonly source?: Message
  acknowledged?: { readonly type: number; readonly ms: number; readonly ephemeral: boolean }
  /** Set once the person was told that the application did not respond. */
  failed: boolean
  original?: Message
  readonly followups: Message[]
  modal?: Modal
  choices?: readonly Choice[]
}

/** The interactions under way. */
export interface Interactions {
  readonly begin: (
    about: Pick<Interaction, 'type' | 'what' | 'account' | 'channel' | 'data'> & { source?: Message },
  ) => Interaction
  /** The interaction of a callback; refuses what is unknown, late, or acknowledged already. */
  readonly toAcknowledge: (id: string, token: string) => Interaction
  /** Takes the first answer as given. */
  readonly acknowledge: (interaction: Interaction, type: number, ephemeral: boolean) => void
  /** The interaction of a token; refuses an unknown or expired token and one that nobody has answered yet. */
  readonly byToken: (application: string, token: string) => Interaction
  /** Marks the token as expired now, as after fifteen minutes. */
  readonly expire: (interaction: { readonly id: string }) => void
}

const kept = 10_000

/** Builds the book of interactions. */
export function createInteractions(
  applicationId: string,
  settings: Required<DiscordSettings>,
  ledger: Ledger,
  waiting: Waiting,
): Interactions {
  const byId = new Map<string, Interaction>()
  const byToken = new Map<string, Interaction>()
  const expired = new Set<string>()
  const lateOnes = new Map<string, Late>()

  const giveUp = (interaction: Interaction): Late => {
    const known = lateOnes.get(interaction.id)
    if (known) return known
    interaction.failed = true
    const late = keep<Late>(ledger.late, {
      interactionId: interaction.id,
      what: interaction.what,
      person: interaction.account.name,
    })
    lateOnes.set(interaction.id, late)
    waiting.changed()
    return late
  }

  return {
    begin: (about) => {
      const interaction: Interaction = {
        ...about,
        id: snowflake(),
        token: secret(64),
        at: Date.now(),
        failed: false,
        followups: [],
      }
      byId.set(interaction.id, interaction)
      byToken.set(interaction.token, interaction)
      for (const [id, { token }] of byId) {
        if (byId.size <= kept) break
        byId.delete(id)
        byToken.delete(token)
        expired.delete(id)
        lateOnes.delete(id)
      }
      waiting.after(settings.deadline, () => {
        if (interaction.acknowledged === undefined) giveUp(interaction)
      })
      return interaction
    },
    toAcknowledge: (id, token): Interaction => {
      const interaction = byId.get(id)
      if (interaction === undefined || interaction.token !== token) throw refuse('unknownInteraction')
      if (interaction.acknowledged) throw refuse('acknowledged')
      const ms = Date.now() - interaction.at
      if (interaction.failed || ms > settings.deadline) {
        giveUp(interaction).answeredAfter ??= ms
        throw refuse('unknownInteraction')
      }
      return interaction
    },
    acknowledge: (interaction, type, ephemeral) => {
      interaction.acknowledged = { type, ms: Date.now() - interaction.at, ephemeral }
    },
    byToken: (application, token): Interaction => {
      const interaction = byToken.get(token)
      const refusal = interaction && tokenRefusal(interaction, expired, settings.tokenLife)
      if (refusal) throw refusal
      if (application !== applicationId || interaction?.acknowledged === undefined) throw refuse('unknownWebhook')
      return interaction
    },
    expire: ({ id }) => {
      expired.add(id)
    },
  }
}

function tokenRefusal(interaction: Interaction, expired: ReadonlySet<string>, life: number): Refusal | undefined {
  return expired.has(interaction.id) || Date.now() - interaction.at > life ? refuse('expiredToken') : undefined
}
