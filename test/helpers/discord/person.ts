import type { Core } from './core.ts'
import { chosen, type Filled, filled } from './fill.ts'
import { type Interaction, interactionType } from './interactions.ts'
import { commandData, findCommand, type Invocation, type Offered, offeredTo } from './invoke.ts'
import { createMessage } from './messages.ts'
import { interactionPayload, resolved } from './payloads.ts'
import { may } from './permissions.ts'
import { flatten } from './readable.ts'
import type { Commands } from './routes/commands.ts'
import { type Outcome, outcomeOf, outcomeOfMessage, type SeenMessage, seen } from './seen.ts'
import { type Account, type Channel, type Component, type Fields, kind, type Message, type Modal } from './types.ts'
import { wireMessage } from './wire.ts'

/** What somebody looks for: words in a message, a pattern, or any other sign. */
export type Sought = string | RegExp | ((message: SeenMessage) => boolean)

/**
 * Somebody who uses Discord. Channels are given by name; `dm` is the direct channel with the bot, and the default for
 * strangers; others are in the first channel by default. Every act resolves with what they then see: interactions
 * once they are acknowledged or have failed, messages at once.
 */
export interface Person {
  readonly id: string
  readonly name: string
  readonly account: Account
  /** The commands in this person's list, in their language. */
  readonly offered: (channel?: string) => readonly Offered[]
  readonly command: (name: string, invocation?: Invocation, channel?: string) => Promise<Outcome>
  readonly autocomplete: (
    name: string,
    invocation: Invocation & { readonly focused: string },
    channel?: string,
  ) => Promise<Outcome>
  /** A command of the menu on a message, or on a person. */
  readonly contextMenu: (
    name: string,
    target: { readonly id: string } | { readonly user: string },
    channel?: string,
  ) => Promise<Outcome>
  readonly press: (message: { readonly id: string }, customIdOrLabel: string) => Promise<Outcome>
  readonly select: (
    message: { readonly id: string },
    customIdOrPlaceholder: string,
    values: readonly string[],
  ) => Promise<Outcome>
  readonly submit: (modal: Modal, values: Readonly<Record<string, Filled>>) => Promise<Outcome>
  readonly dm: (text: string) => Promise<Outcome>
  readonly mention: (text: string, channel?: string) => Promise<Outcome>
  readonly say: (text: string, channel?: string, replyTo?: { readonly id: string }) => Promise<Outcome>
  /** Waits until a message of somebody else that this person can see fits; within five seconds unless told. */
  readonly sees: (
    sought: Sought,
    options?: { readonly within?: number; readonly after?: { readonly id: string } },
  ) => Promise<SeenMessage>
  /** All messages this person sees now, oldest first, everywhere or in one channel. */
  readonly messages: (channel?: string) => readonly SeenMessage[]
}

/** Builds a person. */
export function createPerson(core: Core, commands: Commands, account: Account): Person {
  const { world, waiting, interactions, gateway } = core

  const place = (name: string | undefined): Channel => {
    const first = [...world.channels.values()].find((channel) => channel.kind === 'guild' && world.sees(account, channel))
    const channel =
      name === 'dm' || (name === undefined && first === undefined)
        ? world.directChannel(account)
        : name === undefined
          ? first
          : world.channel(name)
    if (channel === undefined || !world.sees(account, channel)) throw new Error(`${account.name} does not see ${name}`)
    return channel
  }
  const visible = (): Message[] =>
    [...world.messages.values()].filter(
      (message) =>
        !message.deleted &&
        (message.viewer === undefined ? world.sees(account, message.channel) : message.viewer === account.user.id),
    )
  const look = (id: string): Message => {
    const message = visible().find((candidate) => candidate.id === id)
    if (message === undefined) throw new Error(`${account.name} does not see the message ${id}`)
    return message
  }

  const act = (type: number, what: string, channel: Channel, data: Fields, source?: Message): Promise<Outcome> => {
    const interaction: Interaction = interactions.begin({ type, what, account, channel, data, ...(source && { source }) })
    if (channel.kind === 'dm') channel.opened = true
    const payload = interactionPayload(core, interaction, data)
    gateway.dispatch('INTERACTION_CREATE', () => payload, true)
    return waiting.until(
      () => (interaction.acknowledged || interaction.failed ? outcomeOf(core, interaction) : undefined),
      core.settings.deadline + 5000,
      () => `an end of ${what}`,
    )
  }

  const component = (message: Message, type: (component: Component) => boolean, name: string, label: string): Component => {
    const all = flatten(message.components).filter(type)
    const found = all.find(({ custom_id }) => custom_id === name) ?? all.find((candidate) => candidate[label] === name)
    if (found === undefined) {
      const there = all.map((candidate) => `“${candidate[label] ?? candidate.custom_id}”`)
      throw new Error(`the message has no “${name}”, but ${there.join(', ') || 'nothing of the kind'}`)
    }
    if (found['disabled'] === true) throw new Error(`“${name}” is disabled`)
    if (found.custom_id === undefined) throw new Error(`“${name}” is a link and sends nothing`)
    return found
  }
  const use = (message: Message, used: Component, more: Fields) =>
    act(
      interactionType.component,
      `${used.type === kind.button ? 'button' : 'select'} ${used.custom_id}`,
      message.channel,
      { id: used.id, component_type: used.type, custom_id: used.custom_id, ...more },
      message,
    )

  const say = async (text: string, channel: Channel, replyTo?: { readonly id: string }): Promise<Outcome> => {
    if (!(world.permissions(account, channel) & may.send)) throw new Error(`${account.name} may not write in ${channel.name}`)
    if (text === '' || text.length > 4000) throw new Error('a message of a person has 1 to 4000 characters')
    if (channel.kind === 'dm') channel.opened = true
    const reply = replyTo && look(replyTo.id)
    return outcomeOfMessage(core, createMessage(core, { content: text }, { channel, author: account, ...(reply && { reply }) }))
  }

  return {
    id: account.user.id,
    name: account.name,
    account,
    offered: (where) => offeredTo(core, commands, account, place(where)),
    command: async (name, invocation = {}, where) => {
      const channel = place(where)
      const command = findCommand(core, commands, name, 1, account, channel)
      const words = [name, invocation.group, invocation.sub].filter((word) => word !== undefined)
      return act(
        interactionType.command,
        `command ${words.join(' ')}`,
        channel,
        commandData(core, command, invocation, { channel }),
      )
    },
    autocomplete: async (name, { focused, ...invocation }, where) => {
      const channel = place(where)
      const command = findCommand(core, commands, name, 1, account, channel)
      const options = { ...invocation.options, [focused]: invocation.options?.[focused] ?? '' }
      const data = commandData(core, command, { ...invocation, options }, { channel }, focused)
      return act(interactionType.autocomplete, `autocomplete ${name} ${focused}`, channel, data)
    },
    contextMenu: async (name, target, where) => {
      if ('user' in target) {
        const channel = place(where)
        const command = findCommand(core, commands, name, 2, account, channel)
        const id = world.account(target.user).user.id
        const data = { id: command.id, name, type: 2, target_id: id, resolved: resolved(core, { channel }, { users: [id] }) }
        return act(interactionType.command, `user menu ${name}`, channel, data)
      }
      const message = look(target.id)
      const command = findCommand(core, commands, name, 3, account, message.channel)
      const guild = command.guild_id === undefined ? {} : { guild_id: command.guild_id }
      const messages = { [message.id]: wireMessage(world, message) }
      const data = { id: command.id, name, type: 3, ...guild, target_id: message.id, resolved: { messages } }
      return act(interactionType.command, `message menu ${name}`, message.channel, data)
    },
    press: async ({ id }, name) => {
      const message = look(id)
      return use(
        message,
        component(message, ({ type }) => type === kind.button, name, 'label'),
        {},
      )
    },
    select: async ({ id }, name, values) => {
      const message = look(id)
      const selects: readonly number[] = [
        kind.select,
        kind.userSelect,
        kind.roleSelect,
        kind.mentionableSelect,
        kind.channelSelect,
      ]
      const used = component(message, ({ type }) => selects.includes(type), name, 'placeholder')
      const ids = { users: [], roles: [], channels: [] }
      const data = { values: chosen(world, used, values, ids) }
      const known = resolved(core, message, ids)
      return use(message, used, { ...data, ...(used.type !== kind.select && { resolved: known }) })
    },
    submit: async (modal, values) => {
      if (!modal.open) throw new Error(`the modal “${modal.title}” is closed`)
      const ids = { users: [], roles: [], channels: [] }
      const components = filled(world, modal, values, ids)
      const known = resolved(core, modal, ids)
      const data = { custom_id: modal.custom_id, components, ...(Object.keys(known).length > 0 && { resolved: known }) }
      const outcome = await act(interactionType.modal, `modal ${modal.custom_id}`, modal.channel, data, modal.message)
      // A modal whose submission failed stays open with what was typed.
      modal.open = outcome.failed
      return outcome
    },
    dm: (text) => say(text, place('dm')),
    mention: (text, where) => say(`<@${world.bot.user.id}> ${text}`, place(where)),
    say: (text, where, replyTo) => say(text, place(where), replyTo),
    sees: (sought, { within = 5000, after } = {}) => {
      const fits = (message: SeenMessage) =>
        typeof sought === 'string'
          ? message.text.includes(sought)
          : sought instanceof RegExp
            ? sought.test(message.text)
            : sought(message)
      const candidates = () =>
        visible()
          .filter(({ author, id }) => author.id !== account.user.id && (after === undefined || BigInt(id) > BigInt(after.id)))
          .map((message) => seen(core, message))
      return waiting.until(
        () => candidates().findLast(fits),
        within,
        () => `${account.name} seeing ${sought}; there was ${JSON.stringify(candidates().map(({ text }) => text.slice(0, 200)))}`,
      )
    },
    messages: (where) => {
      const channel = where === undefined ? undefined : place(where)
      return visible()
        .filter((message) => channel === undefined || message.channel === channel)
        .map((message) => seen(core, message))
    },
  }
}
