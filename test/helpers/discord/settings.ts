/** A person to live in the fake. */
export interface PersonSettings {
  readonly name: string
  /** A Discord locale such as `es-ES`; `en-US` unless given. */
  readonly locale?: string
  /** Names of roles. */
  readonly roles?: readonly string[]
  /** False for a stranger: an account that is not in the guild. */
  readonly member?: boolean
  /** False for somebody who takes no direct messages. */
  readonly dms?: boolean
  readonly nick?: string
  /** What is shown for the name, as somebody may choose it themselves. */
  readonly displayName?: string
}

/** What may change about a person. */
export type PersonChange = Partial<Pick<PersonSettings, 'locale' | 'roles' | 'member' | 'dms'>>

/** A role to exist in the guild. */
export interface RoleSettings {
  readonly name: string
  readonly mentionable?: boolean
  /** Permissions beyond everyone's. */
  readonly permissions?: bigint
}

/** How much the bot may do in a channel: all it needs, read only, or not even see it. */
export type BotAccess = 'full' | 'read' | 'none'

/** A text channel to exist in the guild. */
export interface ChannelSettings {
  readonly name: string
  /** Names of the only roles that see it; everybody unless given. */
  readonly roles?: readonly string[]
  readonly bot?: BotAccess
}

/** What may be chosen about the fake; each has a default. */
export interface DiscordSettings {
  readonly token?: string
  readonly guildName?: string
  /** Language of the guild; `en-US` unless given. */
  readonly guildLocale?: string
  readonly people?: readonly PersonSettings[]
  readonly roles?: readonly RoleSettings[]
  readonly channels?: readonly ChannelSettings[]
  /** Whether the message content intent is switched on for the application: asking for it closes with 4014 otherwise. */
  readonly messageContent?: boolean
  /** Whether the members intent is switched on for the application. */
  readonly guildMembers?: boolean
  /** Whether the bot may mention everyone and every role. */
  readonly mayMentionEveryone?: boolean
  /** Milliseconds within which an interaction must be acknowledged; 3000 unless given. */
  readonly deadline?: number
  /** Milliseconds for which an interaction's token works; 15 minutes unless given. */
  readonly tokenLife?: number
  /** Milliseconds between heartbeats; 41250 unless given. */
  readonly heartbeat?: number
}

/** An office: a clerk, a colleague, a supervisor, the owner, and two strangers. */
export const defaults = {
  token: 'MTE.fake.token-of-a-bot-on-loopback',
  guildName: 'Town Hall',
  guildLocale: 'en-US',
  people: [
    { name: 'olga', roles: ['Supervisor'] },
    { name: 'ana', locale: 'es-ES', roles: ['Clerk'] },
    { name: 'ben', roles: ['Clerk'] },
    { name: 'sam', locale: 'en-GB', roles: ['Supervisor'] },
    { name: 'dora', locale: 'de', dms: false },
    { name: 'zoe', member: false },
    { name: 'yuri', locale: 'ru', member: false },
  ],
  roles: [{ name: 'Supervisor', mentionable: true }, { name: 'Clerk' }],
  channels: [
    { name: 'front-desk' },
    { name: 'back-office', roles: ['Supervisor'] },
    { name: 'read-only', bot: 'read' },
    { name: 'hidden', bot: 'none' },
  ],
  messageContent: false,
  guildMembers: false,
  mayMentionEveryone: true,
  deadline: 3000,
  tokenLife: 15 * 60_000,
  heartbeat: 41_250,
} as const satisfies Required<DiscordSettings>
