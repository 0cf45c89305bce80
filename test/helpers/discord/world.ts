import { snowflake } from './ids.ts'
import { everything, may, ordinary, permissionsIn } from './permissions.ts'
import type { ChannelSettings, DiscordSettings, PersonChange, PersonSettings, RoleSettings } from './settings.ts'
import type { Account, Channel, Message, Overwrite, Role, User } from './types.ts'

/** Everything that exists in the fake: one guild, its people, strangers, channels, messages. */
export interface World {
  readonly application: { readonly id: string; readonly name: string; readonly flags: number }
  readonly bot: Account
  readonly guild: {
    readonly id: string
    readonly name: string
    readonly locale: string
    readonly owner: Account
    readonly at: string
  }
  readonly roles: readonly Role[]
  readonly accounts: ReadonlyMap<string, Account>
  readonly channels: Map<string, Channel>
  readonly messages: Map<string, Message>
  /** Somebody by name or id. */
  readonly account: (nameOrId: string) => Account
  /** A channel by name or id, with or without `#`. */
  readonly channel: (nameOrId: string) => Channel
  readonly directChannel: (account: Account) => Channel
  /** What somebody may do in a channel, or in the guild as such. */
  readonly permissions: (account: Account, channel?: Channel) => bigint
  readonly sees: (account: Account, channel: Channel) => boolean
  readonly addPerson: (settings: PersonSettings) => Account
  /** Changes how somebody stands to the guild. */
  readonly changePerson: (name: string, change: PersonChange) => void
  /** Makes or changes a channel of the guild. */
  readonly setChannel: (settings: ChannelSettings) => Channel
}

/** Builds the world from the settings. */
export function createWorld(settings: Required<DiscordSettings>): World {
  const guildId = snowflake()
  const at = new Date().toISOString()
  const bot: Account = {
    name: 'bot',
    user: user('ventanilla', 'Ventanilla', true),
    locale: 'en-US',
    member: true,
    dms: true,
    nick: null,
    roles: [],
    joined: at,
  }
  const botRole = role('Ventanilla', 1, ordinary | (settings.mayMentionEveryone ? may.mentionEveryone : 0n), { managed: true })
  const roles: Role[] = [
    { ...role('@everyone', 0, ordinary), id: guildId },
    botRole,
    ...settings.roles.map((wanted: RoleSettings, index) =>
      role(wanted.name, index + 2, ordinary | (wanted.permissions ?? 0n), { mentionable: wanted.mentionable ?? false }),
    ),
  ]
  const botAccount: Account = { ...bot, roles: [botRole.id] }
  const accounts = new Map<string, Account>([[botAccount.user.id, botAccount]])
  const channels = new Map<string, Channel>()
  const named = <Item>(items: Iterable<Item>, name: string, what: string, is: (item: Item) => boolean): Item => {
    for (const item of items) if (is(item)) return item
    throw new Error(`the fake Discord has no ${what} ${name}`)
  }
  const roleIds = (names: readonly string[] = []) =>
    names.map((name) => named(roles, name, 'role', (candidate) => candidate.name === name || candidate.id === name).id)

  const addPerson = (wanted: PersonSettings): Account => {
    const account: Account = {
      name: wanted.name,
      user: user(wanted.name, wanted.displayName ?? wanted.name.charAt(0).toUpperCase() + wanted.name.slice(1), false),
      locale: wanted.locale ?? 'en-US',
      member: wanted.member ?? true,
      dms: wanted.dms ?? true,
      nick: wanted.nick ?? null,
      roles: roleIds(wanted.roles),
      joined: at,
    }
    accounts.set(account.user.id, account)
    return account
  }

  const overwritesOf = (wanted: ChannelSettings): Overwrite[] => {
    const allow = (id: string, type: 0 | 1, bits: bigint): Overwrite => ({ id, type, allow: `${bits}`, deny: '0' })
    const deny = (id: string, type: 0 | 1, bits: bigint): Overwrite => ({ id, type, allow: '0', deny: `${bits}` })
    const access = wanted.bot ?? 'full'
    const overwrites = access === 'none' ? [deny(bot.user.id, 1, may.view)] : []
    if (access === 'read') overwrites.push({ id: bot.user.id, type: 1, allow: `${may.view}`, deny: `${may.send}` })
    if (wanted.roles === undefined) return overwrites
    if (access === 'full') overwrites.push(allow(bot.user.id, 1, may.view))
    return [deny(guildId, 0, may.view), ...roleIds(wanted.roles).map((id) => allow(id, 0, may.view)), ...overwrites]
  }

  const setChannel = (wanted: ChannelSettings): Channel => {
    const known = [...channels.values()].find(({ kind, name }) => kind === 'guild' && name === wanted.name)
    const channel = known ?? { id: snowflake(), name: wanted.name, kind: 'guild', overwrites: [] }
    channel.overwrites = overwritesOf(wanted)
    channels.set(channel.id, channel)
    return channel
  }

  for (const wanted of settings.people) addPerson(wanted)
  for (const wanted of settings.channels) setChannel(wanted)
  const owner = named(accounts.values(), 'owner', 'member for', ({ member, user: { bot } }) => member && !bot)

  const account = (name: string) =>
    accounts.get(name) ?? named(accounts.values(), name, 'person', (candidate) => candidate.name === name)
  const permissions = (who: Account, channel?: Channel) => {
    if (channel?.kind !== 'dm' && !who.member) return 0n
    return who === owner ? everything : permissionsIn(channel, guildId, roles, who)
  }

  return {
    application: { id: botAccount.user.id, name: 'Ventanilla', flags: applicationFlags(settings) },
    bot: botAccount,
    guild: { id: guildId, name: settings.guildName, locale: settings.guildLocale, owner, at },
    roles,
    accounts,
    channels,
    messages: new Map(),
    account,
    channel: (name) =>
      channels.get(name) ??
      named(channels.values(), name, 'channel', (channel) => channel.kind === 'guild' && channel.name === name.replace(/^#/, '')),
    directChannel: (who) => {
      const known = [...channels.values()].find((channel) => channel.kind === 'dm' && channel.recipient?.id === who.user.id)
      if (known) return known
      const channel: Channel = { id: snowflake(), name: who.name, kind: 'dm', overwrites: [], recipient: who.user }
      channels.set(channel.id, channel)
      return channel
    },
    permissions,
    sees: (who, channel) =>
      channel.kind === 'dm'
        ? channel.recipient?.id === who.user.id || who === botAccount
        : (permissions(who, channel) & may.view) !== 0n,
    addPerson,
    changePerson: (name, { member, dms, locale, roles: names }) => {
      const who = account(name)
      if (member !== undefined) who.member = member
      if (dms !== undefined) who.dms = dms
      if (locale !== undefined) who.locale = locale
      if (names !== undefined) who.roles = roleIds(names)
    },
    setChannel,
  }
}

/** Limited use of the privileged intents, as small applications get them. */
function applicationFlags(settings: Required<DiscordSettings>): number {
  return (settings.messageContent ? 1 << 19 : 0) | (settings.guildMembers ? 1 << 15 : 0)
}

function user(username: string, displayName: string, bot: boolean): User {
  return {
    id: snowflake(),
    username,
    global_name: bot ? null : displayName,
    discriminator: '0',
    avatar: null,
    bot,
    public_flags: 0,
  }
}

function role(name: string, position: number, permissions: bigint, { managed = false, mentionable = false } = {}): Role {
  return {
    id: snowflake(),
    name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    position,
    permissions: `${permissions}`,
    managed,
    mentionable,
    flags: 0,
  }
}
