import type { Core } from './core.ts'
import type { Interaction } from './interactions.ts'
import { resolved } from './payloads.ts'
import { may } from './permissions.ts'
import type { Command, CommandOption, Commands } from './routes/commands.ts'
import type { Account, Channel, Fields } from './types.ts'

/** What a person types after the name of a command. */
export interface Invocation {
  readonly group?: string
  readonly sub?: string
  /** People, roles and channels by name or id. */
  readonly options?: Readonly<Record<string, string | number | boolean>>
}

/** A command in somebody's list. */
export interface Offered {
  readonly name: string
  readonly type: number
  /** Name and description in their language. */
  readonly shown: string
  readonly description: string
}

/** All commands that Discord's client would list for this person here; what is registered twice stands there twice. */
export function offeredTo(core: Core, commands: Commands, who: Account, channel: Channel): Offered[] {
  const all = [...(channel.kind === 'guild' ? commands.registered(core.world.guild.id) : []), ...commands.registered()]
  const local = (command: Command, field: string) => {
    const texts = (command[`${field}_localizations`] ?? {}) as Fields
    const english = who.locale === 'en-US' ? 'en-GB' : who.locale === 'en-GB' ? 'en-US' : undefined
    const related = who.locale === 'es-419' ? 'es-ES' : english
    return String(texts[who.locale] ?? (related && texts[related]) ?? command[field] ?? '')
  }
  return all
    .filter((command) => barred(core, command, who, channel) === undefined)
    .map((command) => ({
      name: command.name,
      type: command.type,
      shown: local(command, 'name'),
      description: local(command, 'description'),
    }))
}

/** Why a command is not there for this person here; undefined when it is. */
function barred(core: Core, command: Command, who: Account, channel: Channel): string | undefined {
  const contexts = command.contexts ?? (command['dm_permission'] === false ? [0] : [0, 1, 2])
  if (command.guild_id === undefined && !contexts.includes(channel.kind === 'guild' ? 0 : 1))
    return `it is not offered in ${channel.kind === 'guild' ? 'the guild' : 'direct messages'}`
  if (channel.kind !== 'guild') return undefined
  const permissions = core.world.permissions(who, channel)
  const needed = command.default_member_permissions
  const lacks =
    needed === '0' ? !(permissions & may.administrator) : needed !== null && (permissions & BigInt(needed)) !== BigInt(needed)
  return !(permissions & may.useCommands) || lacks ? `${who.name} may not use it in ${channel.name}` : undefined
}

/** The command a person would choose here, as Discord's own client offers it. */
export function findCommand(core: Core, commands: Commands, name: string, type: number, who: Account, channel: Channel): Command {
  const { world } = core
  const fits = (command: Command) => command.name === name && command.type === type
  const inGuild = channel.kind === 'guild' ? commands.registered(world.guild.id).find(fits) : undefined
  const command = inGuild ?? commands.registered().find(fits)
  if (command === undefined) throw new Error(`${who.name} finds no command “${name}” of type ${type} here`)
  const bar = barred(core, command, who, channel)
  if (bar) throw new Error(`“${name}”: ${bar}`)
  return command
}

/** The data of a chat command; `focused` makes it the data of an autocomplete. */
export function commandData(
  core: Core,
  command: Command,
  { group, sub, options = {} }: Invocation,
  place: Pick<Interaction, 'channel'>,
  focused?: string,
): Fields {
  const path = [group, sub].filter((name) => name !== undefined)
  let level = command.options ?? []
  for (const [depth, name] of path.entries()) {
    const next = level.find((option) => option.name === name && option.type === (path.length - depth === 2 ? 2 : 1))
    if (next === undefined) throw new Error(`“${command.name}” has no ${name}`)
    level = next.options ?? []
  }
  if (level.some(({ type }) => type <= 2)) throw new Error(`“${command.name} ${path.join(' ')}” needs a subcommand`)
  for (const name of Object.keys(options))
    if (!level.some((option) => option.name === name))
      throw new Error(`“${command.name} ${path.join(' ')}” has no option ${name}`)
  const ids = { users: [] as string[], roles: [] as string[], channels: [] as string[] }
  const values = level.flatMap((option) => {
    const value = options[option.name]
    if (focused === option.name) {
      if (!option.autocomplete) throw new Error(`option ${option.name} has no autocomplete`)
      return [{ name: option.name, type: option.type, value: String(value ?? ''), focused: true }]
    }
    if (value === undefined) {
      if (option.required && focused === undefined) throw new Error(`option ${option.name} is required`)
      return []
    }
    return [{ name: option.name, type: option.type, value: typed(core, option, value, ids) }]
  })
  const nested = path
    .toReversed()
    .reduce<readonly Fields[]>((inner, name, height) => [{ name, type: height === 0 ? 1 : 2, options: inner }], values)
  const known = resolved(core, place, ids)
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id !== undefined && { guild_id: command.guild_id }),
    ...(nested.length > 0 && { options: nested }),
    ...(Object.keys(known).length > 0 && { resolved: known }),
  }
}

/** The value as Discord would send it; what its client would not let through is an error of the test. */
function typed(
  core: Core,
  option: CommandOption,
  value: string | number | boolean,
  ids: { readonly users: string[]; readonly roles: string[]; readonly channels: string[] },
): string | number | boolean {
  const not = (why: string) => new Error(`option ${option.name} does not take “${value}”: ${why}`)
  const named = (list: string[], id: string) => {
    list.push(id)
    return id
  }
  if (option.choices?.length && !option.choices.some((choice) => choice.value === value)) throw not('it is none of the choices')
  switch (option.type) {
    case 3: {
      if (typeof value !== 'string') throw not('it is no text')
      if (value.length > Number(option['max_length'] ?? 6000)) throw not('it is too long')
      if (value.length < Number(option['min_length'] ?? 0)) throw not('it is too short')
      return value
    }
    case 4:
    case 10: {
      if (typeof value !== 'number' || (option.type === 4 && !Number.isInteger(value))) throw not('it is no such number')
      if (value > Number(option['max_value'] ?? Number.POSITIVE_INFINITY)) throw not('it is too large')
      if (value < Number(option['min_value'] ?? Number.NEGATIVE_INFINITY)) throw not('it is too small')
      return value
    }
    case 5: {
      if (typeof value !== 'boolean') throw not('it is neither true nor false')
      return value
    }
    case 6:
      return named(ids.users, core.world.account(String(value)).user.id)
    case 7:
      return named(ids.channels, core.world.channel(String(value)).id)
    case 8: {
      const role = core.world.roles.find(({ id, name }) => id === value || name === value)
      if (role === undefined) throw not('there is no such role')
      return named(ids.roles, role.id)
    }
    default:
      throw not(`the fake does not know options of type ${option.type}`)
  }
}
