import type { Standing } from './types.ts'

/** A person to live in the fake. */
export interface PersonSettings {
  readonly name: string
  /** An id such as `U1`; made from the name unless given. */
  readonly id?: string
  readonly standing?: Standing
  /** A Slack locale such as `es-ES`; `en-US` unless given. */
  readonly locale?: string
  /** The name as they chose it themselves. */
  readonly displayName?: string
  readonly admin?: boolean
  /** True for strangers whom our workspace cannot look up. */
  readonly hidden?: boolean
  readonly deactivated?: boolean
}

/** What may change about a person. */
export type PersonChange = Partial<Pick<PersonSettings, 'locale' | 'standing' | 'deactivated'>>

/** A channel to exist. */
export interface ChannelSettings {
  readonly name: string
  readonly id?: string
  readonly private?: boolean
  /** Names of those in it; all members of the workspace unless given. */
  readonly people?: readonly string[]
  /** False where our bot is not. */
  readonly bot?: boolean
  /** Shared with the strangers' workspace. */
  readonly shared?: boolean
  readonly archived?: boolean
}

/** A user group to exist. */
export interface GroupSettings {
  readonly handle: string
  readonly id?: string
  readonly people: readonly string[]
  readonly disabled?: boolean
}

/** Kinds of events an app can be subscribed to here. */
export type Subscription = 'app_mention' | 'app_home_opened' | 'message.im' | 'message.channels' | 'message.groups'

/** What may be chosen about the fake; each has a default. */
export interface SlackSettings {
  readonly botToken?: string
  readonly appToken?: string
  readonly signingSecret?: string
  readonly teamName?: string
  readonly people?: readonly PersonSettings[]
  readonly channels?: readonly ChannelSettings[]
  readonly groups?: readonly GroupSettings[]
  readonly events?: readonly Subscription[]
  /** Commands the app has; whether mentions in their text are escaped. */
  readonly commands?: Readonly<Record<string, { readonly shouldEscape?: boolean }>>
  /** Shortcuts the app has, by callback id. */
  readonly shortcuts?: Readonly<Record<string, 'global' | 'message'>>
  /** Whether the Home tab, and the tab for direct messages, are switched on. */
  readonly homeTab?: boolean
  readonly messagesTab?: boolean
  /** Milliseconds within which everything must be acknowledged; 3000 unless given. */
  readonly deadline?: number
  /** Milliseconds for which a trigger works; 3000 unless given. */
  readonly triggerLife?: number
  /** Milliseconds for which a response URL works; 30 minutes unless given. */
  readonly responseLife?: number
  /** Pauses before an event that was not acknowledged is sent again. */
  readonly retryPauses?: readonly number[]
  /** Milliseconds between pings; 5000 unless given. */
  readonly ping?: number
}

/** An office: clerks, supervisors, guests, and strangers of another workspace. */
export const defaults = {
  botToken: 'xoxb-1111111111-2222222222-fakeTokenOnLoopback',
  appToken: 'xapp-1-A0FAKE0000-3333333333-fakeTokenOnLoopback',
  signingSecret: '0123456789abcdef0123456789abcdef',
  teamName: 'Town Hall',
  people: [
    { name: 'olga', admin: true },
    { name: 'ana', locale: 'es-ES' },
    { name: 'ben' },
    { name: 'sam', locale: 'en-GB' },
    { name: 'dora', locale: 'de-DE' },
    { name: 'gus', standing: 'guest' },
    { name: 'una', standing: 'single' },
    { name: 'zoe', standing: 'stranger' },
    { name: 'yuri', standing: 'stranger', locale: 'ru-RU', hidden: true },
  ],
  channels: [
    { name: 'front-desk', people: ['olga', 'ana', 'ben', 'sam', 'dora', 'gus', 'una'] },
    { name: 'back-office', private: true, people: ['olga', 'sam'] },
    { name: 'hidden', bot: false, people: ['olga', 'ana', 'ben'] },
    { name: 'secret', private: true, bot: false, people: ['olga', 'ana'] },
    { name: 'with-region', shared: true, people: ['olga', 'ana', 'zoe'] },
  ],
  groups: [
    { handle: 'supervisors', people: ['olga', 'sam'] },
    { handle: 'clerks', people: ['ana', 'ben'] },
  ],
  events: ['app_mention', 'app_home_opened', 'message.im'],
  commands: { '/ventanilla': { shouldEscape: true } },
  shortcuts: { log_case: 'global', advise: 'message' },
  homeTab: true,
  messagesTab: true,
  deadline: 3000,
  triggerLife: 3000,
  responseLife: 30 * 60_000,
  retryPauses: [0, 60_000, 300_000],
  ping: 5000,
} as const satisfies Required<SlackSettings>
