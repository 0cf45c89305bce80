import { setTimeout as wait } from 'node:timers/promises'
import {
  type ApplicationCommandOptionChoiceData,
  type AutocompleteInteraction,
  type Client,
  DiscordAPIError,
  Events,
  type Interaction,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type RepliableInteraction,
} from 'discord.js'
import { type CardReply, type Context, faultsCard, opensForm, type Reply, type Request, sayIn } from '#engine'
import { attachmentOf, toChannel } from './deliver.ts'
import { discord } from './limits.ts'
import { meaningOf, typed, valuesOf } from './parse.ts'
import type { People } from './people.ts'
import { messagesOf, modalOf } from './render.ts'

/** Codes of an interaction that is over or was answered already: nothing more can be said to it. */
const over = new Set<number | string>([10_062, 40_060, 10_015, 50_027])
/** Codes of a person who takes no direct messages. */
const closedToUs = new Set<number | string>([50_007, 50_278])

type Part = Request extends infer Kind ? (Kind extends Request ? Omit<Kind, 'id' | 'actor' | 'place' | 'at'> : never) : never

/** Wires everything that Discord sends: acknowledged at once and in private, then handled and answered. */
export function listen(client: Client<true>, { desk, log, busy, settings }: Context, people: People): void {
  client.on(Events.InteractionCreate, (interaction) => busy(take(interaction).catch(quietly)))
  client.on(Events.MessageCreate, (message) => busy(hear(message)))
  client.on(Events.Error, (error) => log.error('discord', error))

  /** An interaction that is over is nobody's fault: Discord retried, or the person was faster. */
  function quietly(error: unknown): void {
    if (error instanceof DiscordAPIError && over.has(error.code)) log.warn('discord: too late', error)
    else throw error
  }

  async function take(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) return suggest(interaction)
    if (interaction.isChatInputCommand()) {
      const meaning = meaningOf(interaction)
      return answer(interaction, meaning, meaning.kind === 'act' && opensForm(meaning.token))
    }
    if (interaction.isMessageContextMenuCommand()) return guide(interaction)
    if (interaction.isModalSubmit()) return submit(interaction)
    if (interaction.isMessageComponent()) {
      const value = interaction.isStringSelectMenu() ? interaction.values[0] : undefined
      const act = { kind: 'act' as const, token: interaction.customId, ...(value === undefined ? {} : { value }) }
      return answer(interaction, act, opensForm(interaction.customId))
    }
    if (interaction.isRepliable()) return answer(interaction, { kind: 'act', token: 'v1:gone' }, false)
  }

  /** Handles a request of somebody; a card that says so when Discord would not tell who they are. */
  async function ask(interaction: RepliableInteraction, part: Part): Promise<Reply | undefined> {
    const id = `discord:interaction:${interaction.id}`
    const place = interaction.channelId ?? `user:${interaction.user.id}`
    try {
      const actor = await people.ofInteraction(interaction)
      return await desk.handle({ ...part, id, place, actor, at: interaction.createdAt.toISOString() } as Request)
    } catch (error) {
      log.error('discord: who is this', error)
      return trouble(interaction.locale.slice(0, 2))
    }
  }

  function trouble(language: string): CardReply {
    const say = sayIn(language)
    return {
      kind: 'card',
      language,
      title: say('trouble.title'),
      blocks: [{ kind: 'text', text: say('trouble.text'), tone: 'plain' }],
    }
  }

  /**
   * A card that is ready soon is the first answer, for one person's eyes. One that takes longer is announced by a private acknowledgement and put in its
   * place: that edit would have to queue with everything else, the first answer has not. A form can only be the first answer.
   */
  async function answer(interaction: RepliableInteraction, part: Part, asForm: boolean): Promise<void> {
    const work = ask(interaction, part)
    if (!asForm && (await Promise.race([work, wait(discord.patience, 'late' as const, { ref: false })])) === 'late')
      await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const reply = await work
    if (reply === undefined) {
      if (interaction.deferred) await interaction.deleteReply()
      return
    }
    if (reply.kind !== 'form') return show(interaction, reply.kind === 'faults' ? faultsCard(reply) : reply)
    if (interaction.replied || interaction.deferred || interaction.isModalSubmit()) return
    await interaction.showModal(modalOf(reply))
  }

  async function submit(interaction: ModalSubmitInteraction): Promise<void> {
    await answer(interaction, { kind: 'submit', token: interaction.customId, values: valuesOf(interaction) }, false)
  }

  async function guide(interaction: MessageContextMenuCommandInteraction): Promise<void> {
    await answer(interaction, { kind: 'say', text: interaction.targetMessage.content, literal: true }, false)
  }

  /** Shows a card to whoever acted, and nobody else. */
  async function show(interaction: RepliableInteraction, card: CardReply): Promise<void> {
    const [first = [], ...rest] = messagesOf(card)
    const flags = MessageFlags.IsComponentsV2
    if (interaction.deferred) await interaction.editReply({ components: first, flags })
    else if (card.inPlace && interaction.isMessageComponent()) await interaction.update({ components: first, flags })
    else await interaction.reply({ components: first, flags: [MessageFlags.Ephemeral, flags] })
    for (const components of rest) await interaction.followUp({ components, flags: [MessageFlags.Ephemeral, flags] })
    if (card.file) await interaction.followUp({ files: [attachmentOf(card.file)], flags: [MessageFlags.Ephemeral] })
  }

  async function suggest(interaction: AutocompleteInteraction): Promise<void> {
    const { name, value } = interaction.options.getFocused(true)
    const actor = await people.ofInteraction(interaction)
    const found = await desk.suggest(name === 'number' ? 'case' : 'office', actor, value, interaction.locale.slice(0, 2))
    const choices = found
      .filter(({ value }) => value.length <= discord.suggestion)
      .slice(0, discord.suggestions)
      .map(
        ({ text, value }): ApplicationCommandOptionChoiceData => ({
          name: text.slice(0, discord.suggestion).replace(/[\uD800-\uDBFF]$/, ''),
          value,
        }),
      )
    await interaction.respond(choices)
  }

  /** A direct message, or a message that speaks to us: answered in direct messages, since nothing else is private. */
  async function hear(message: Message): Promise<void> {
    const { author, channel, mentions, content, id } = message
    if (author.bot || author.system || message.system) return
    const direct = channel.isDMBased()
    if (!direct && !mentions.users.has(client.user.id)) return
    let reply: Reply | undefined
    try {
      const actor = await people.ofMessage(message)
      const text = typed(content, client.user.id)
      const at = message.createdAt.toISOString()
      reply = await desk.handle({ kind: 'say', id: `discord:message:${id}`, place: message.channelId, actor, at, text })
    } catch (error) {
      log.error('discord: who is this', error)
      reply = trouble(settings.language ?? 'en')
    }
    if (reply?.kind !== 'card') return
    try {
      const where = direct ? channel : await author.createDM()
      if (!where.isSendable()) throw new Error('a channel that takes no messages')
      await toChannel(where, reply, id)
    } catch (error) {
      if (direct || !(error instanceof DiscordAPIError && closedToUs.has(error.code))) throw error
      await message.reply({
        content: sayIn(reply.language)('discord.closed'),
        allowedMentions: { parse: [], repliedUser: false },
      })
    }
  }
}
