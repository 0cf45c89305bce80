import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Refusal } from './errors.ts'
import type { RoleSettings } from './people/roles.ts'

const folder = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

const text = z.string().min(1)
const port = z.coerce
  .number('a port from 1 to 65535')
  .int('a port from 1 to 65535')
  .min(1, 'a port from 1 to 65535')
  .max(65_535, 'a port from 1 to 65535')
const address = (protocols: RegExp, example: string) => z.url({ protocol: protocols, error: `an address such as ${example}` })
const web = /^https?$/

/** `slack:U1,discord:2`: people, user groups and roles by their platform's id. */
const accounts = z
  .string()
  .default('')
  .transform((list) => list.split(/[\s,]+/).filter(Boolean))
  .refine(
    (list) => list.every((one) => /^(?:slack|discord):\w+$/.test(one)),
    'a list such as slack:U012AB3CD,discord:80351110224678912',
  )

const environment = z
  .object({
    VENTANILLA_PLAYBOOKS: text.default(folder('playbooks')),
    VENTANILLA_DATA: text.default(folder('data')),
    VENTANILLA_LANGUAGE: z
      .string()
      .regex(/^[a-z]{2,3}$/, 'a language code such as en or es')
      .optional(),
    VENTANILLA_SUPERVISORS: accounts,
    VENTANILLA_STAFF: accounts,
    VENTANILLA_TRAINEES: accounts,
    VENTANILLA_DEFAULT_ROLE: z.enum(['staff', 'trainee'], 'staff or trainee').default('staff'),
    VENTANILLA_STATUS_PORT: port.optional(),
    VENTANILLA_LOG_LEVEL: z
      .enum(['error', 'warn', 'info', 'debug', 'silent'], 'error, warn, info, debug or silent')
      .default('warn'),
    VENTANILLA_SLACK_PORT: port.optional(),
    DATABASE_URL: address(/^postgres(?:ql)?$/, 'postgres://desk:secret@db.example/desk').optional(),
    REDIS_URL: address(/^rediss?$/, 'redis://cache.example:6379').optional(),
    SLACK_BOT_TOKEN: text.optional(),
    SLACK_APP_TOKEN: text.optional(),
    SLACK_SIGNING_SECRET: text.optional(),
    SLACK_API_URL: address(web, 'https://slack.com/api/').optional(),
    DISCORD_TOKEN: text.optional(),
    DISCORD_APPLICATION_ID: z
      .string()
      .regex(/^\d{1,20}$/, 'an id of digits')
      .optional(),
    DISCORD_GUILD_ID: z
      .string()
      .regex(/^\d{1,20}$/, 'an id of digits')
      .optional(),
    DISCORD_API_URL: address(web, 'https://discord.com/api').optional(),
  })
  .refine(
    (set) => set.SLACK_BOT_TOKEN === undefined || set.SLACK_APP_TOKEN !== undefined || set.SLACK_SIGNING_SECRET !== undefined,
    { path: ['SLACK_APP_TOKEN'], error: 'an app token (Socket Mode), or SLACK_SIGNING_SECRET (HTTP), beside SLACK_BOT_TOKEN' },
  )
  .refine((set) => set.VENTANILLA_SLACK_PORT === undefined || set.SLACK_SIGNING_SECRET !== undefined, {
    path: ['SLACK_SIGNING_SECRET'],
    error: 'the signing secret, beside VENTANILLA_SLACK_PORT',
  })

/** How to reach Slack: by Socket Mode, or by requests to a port of ours. */
export interface SlackSettings {
  readonly botToken: string
  readonly apiUrl: string | undefined
  readonly receiver:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number }
}

/** How to reach Discord. */
export interface DiscordSettings {
  readonly token: string
  readonly applicationId: string | undefined
  /** The office's server; every server that the bot is in when it is missing. */
  readonly guildId: string | undefined
  /** Without a slash at the end. */
  readonly apiUrl: string | undefined
}

/** What can be set from outside; every setting has a default that works. */
export interface Settings {
  /** Folder of the playbook. */
  readonly playbooks: string
  /** Folder for what the assistant keeps: learnt models, the SQLite database. */
  readonly data: string
  /** Path of an SQLite file, or `postgres://…`. */
  readonly database: string
  readonly redis: string | undefined
  /** Language of whoever has chosen none; undefined: the office's, or at the terminal that of each message. */
  readonly language: string | undefined
  readonly roles: RoleSettings
  readonly slack: SlackSettings | undefined
  readonly discord: DiscordSettings | undefined
  /** Port on 127.0.0.1 for /healthz and /metrics. */
  readonly statusPort: number | undefined
  readonly logLevel: string
}

/** Port of the HTTP receiver where only a signing secret is given. */
const usualSlackPort = 3_000

/**
 * Reads the settings from the environment.
 * @throws Refusal that names every faulty variable
 */
export function settingsFrom(variables: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const read = environment.safeParse(given)
  if (!read.success)
    throw new Refusal(
      'settings',
      read.error.issues.map(({ path, message }) => `${path.join('.')}: expected ${message}`).join('\n'),
    )
  const set = read.data
  return {
    playbooks: set.VENTANILLA_PLAYBOOKS,
    data: set.VENTANILLA_DATA,
    database: set.DATABASE_URL ?? join(set.VENTANILLA_DATA, 'ventanilla.db'),
    redis: set.REDIS_URL,
    language: set.VENTANILLA_LANGUAGE,
    roles: {
      supervisors: set.VENTANILLA_SUPERVISORS,
      staff: set.VENTANILLA_STAFF,
      trainees: set.VENTANILLA_TRAINEES,
      others: set.VENTANILLA_DEFAULT_ROLE,
    },
    slack: set.SLACK_BOT_TOKEN === undefined ? undefined : slackOf(set.SLACK_BOT_TOKEN, set),
    discord:
      set.DISCORD_TOKEN === undefined
        ? undefined
        : {
            token: set.DISCORD_TOKEN,
            applicationId: set.DISCORD_APPLICATION_ID,
            guildId: set.DISCORD_GUILD_ID,
            apiUrl: set.DISCORD_API_URL?.replace(/\/+$/, ''),
          },
    statusPort: set.VENTANILLA_STATUS_PORT,
    logLevel: set.VENTANILLA_LOG_LEVEL,
  }
}

function slackOf(botToken: string, set: z.infer<typeof environment>): SlackSettings {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret, VENTANILLA_SLACK_PORT: port } = set
  const overHttp = port !== undefined || appToken === undefined
  return {
    botToken,
    apiUrl: set.SLACK_API_URL,
    receiver: overHttp
      ? { kind: 'http', signingSecret: signingSecret ?? '', port: port ?? usualSlackPort }
      : { kind: 'socket', appToken },
  }
}
