import { isDeepStrictEqual } from 'node:util'
import type { Core } from '../core.ts'
import { type Problem, refuse } from '../errors.ts'
import { snowflake } from '../ids.ts'
import type { Call, Route } from '../server.ts'
import type { Fields } from '../types.ts'
import { accept } from '../validate/accept.ts'

/** An option of a command as registered. */
export interface CommandOption extends Fields {
  readonly type: number
  readonly name: string
  readonly required?: boolean
  readonly autocomplete?: boolean
  readonly options?: readonly CommandOption[]
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[]
}

/** A command as registered. */
export interface Command extends Fields {
  readonly id: string
  readonly type: number
  readonly name: string
  readonly version: string
  readonly guild_id?: string
  readonly options?: readonly CommandOption[]
  readonly default_member_permissions: string | null
  readonly contexts: readonly number[] | null
}

/** The commands of the application, global and of the guild. */
export interface Commands {
  readonly routes: readonly Route[]
  /** The commands of one scope; global without a guild. */
  readonly registered: (guildId?: string) => readonly Command[]
}

const limits: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15, 4: 1 }
const createsADay = 200

/** Builds the book of commands and its routes. */
export function createCommands(core: Core): Commands {
  const { world } = core
  const scopes = new Map<string, Command[]>()
  const creates = new Map<string, number>()

  const scopeOf = (call: Call): string => {
    if (call.at['application'] !== world.application.id) throw refuse('missingAccess')
    if (call.at['guild'] !== undefined && call.at['guild'] !== world.guild.id) throw refuse('missingAccess')
    return call.at['guild'] ?? ''
  }
  const list = (scope: string) => scopes.get(scope) ?? []
  const find = (call: Call) => {
    const found = list(scopeOf(call)).find(({ id }) => id === call.at['command'])
    if (found === undefined) throw refuse('unknownCommand')
    return found
  }
  const settle = (scope: string, commands: readonly Command[]) => {
    for (const [type, most] of Object.entries(limits))
      if (commands.filter((command) => command.type === Number(type)).length > most) throw refuse('tooManyCommands')
    const known = new Set(list(scope).map(({ id }) => id))
    const count = (creates.get(scope) ?? 0) + commands.filter(({ id }) => !known.has(id)).length
    if (count > createsADay) throw refuse('tooManyCreates')
    creates.set(scope, count)
    scopes.set(scope, [...commands])
  }

  /** A command of the same type and name keeps its id, and its version as long as nothing is changed. */
  const made = (scope: string, body: Fields, before = twin(list(scope), body)): Command => {
    const permissions = body['default_member_permissions'] ?? null
    const command = {
      id: before?.id ?? snowflake(),
      application_id: world.application.id,
      ...(scope !== '' && { guild_id: scope }),
      version: before?.version ?? snowflake(),
      type: 1,
      description: '',
      nsfw: false,
      ...(scope === '' && { dm_permission: true, integration_types: [0] }),
      ...body,
      contexts: scope === '' ? (body['contexts'] ?? null) : null,
      default_member_permissions: permissions === null ? null : String(permissions),
    } as unknown as Command
    return before === undefined || isDeepStrictEqual(before, command) ? command : { ...command, version: snowflake() }
  }

  const routesOf = (path: string): Route[] => [
    { path: `GET ${path}`, answer: (call) => ({ body: list(scopeOf(call)) }) },
    {
      path: `PUT ${path}`,
      answer: (call) => {
        const scope = scopeOf(call)
        const problems = duplicates(call.body)
        const bodies = accept(core, call, 'commands', call.body, { problems }) as unknown as readonly Fields[]
        settle(
          scope,
          bodies.map((body) => made(scope, body)),
        )
        core.waiting.changed()
        return { body: list(scope) }
      },
    },
    {
      path: `POST ${path}`,
      answer: (call) => {
        const scope = scopeOf(call)
        const body = accept(core, call, 'command', call.body)
        const before = twin(list(scope), body)
        const command = made(scope, body, before)
        settle(scope, [...list(scope).filter((other) => other !== before), command])
        core.waiting.changed()
        return { status: before ? 200 : 201, body: command }
      },
    },
    { path: `GET ${path}/{command}`, answer: (call) => ({ body: find(call) }) },
    {
      path: `PATCH ${path}/{command}`,
      answer: (call) => {
        const scope = scopeOf(call)
        const before = find(call)
        const command = made(scope, { ...before, ...accept(core, call, 'commandEdit', call.body, { command: before }) }, before)
        settle(
          scope,
          list(scope).map((other) => (other === before ? command : other)),
        )
        core.waiting.changed()
        return { body: command }
      },
    },
    {
      path: `DELETE ${path}/{command}`,
      answer: (call) => {
        const gone = find(call)
        const scope = scopeOf(call)
        scopes.set(
          scope,
          list(scope).filter((other) => other !== gone),
        )
        return {}
      },
    },
  ]

  return {
    routes: [
      ...routesOf('/applications/{application}/commands'),
      ...routesOf('/applications/{application}/guilds/{guild}/commands'),
    ],
    registered: (guildId) => list(guildId ?? ''),
  }
}

const typeOf = (body: Fields) => body['type'] ?? 1

function twin(commands: readonly Command[], body: Fields): Command | undefined {
  return commands.find((command) => command.name === body['name'] && command.type === typeOf(body))
}

function duplicates(body: unknown): Problem[] {
  if (!Array.isArray(body)) return []
  const seen = new Set<string>()
  return body.flatMap((command: Fields, index) => {
    const key = `${typeOf(command)} ${command['name']}`
    const again = seen.has(key)
    seen.add(key)
    const message = 'Application command names must be unique'
    return again ? [{ path: [index], code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message }] : []
  })
}
