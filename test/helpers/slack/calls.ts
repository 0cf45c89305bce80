import type { IncomingMessage } from 'node:http'
import { refuse } from './errors.ts'
import type { Fields } from './types.ts'

/** Kinds of arguments; with `!` they must be there. `json` is an object or list, also as text in a form. */
export type ArgumentKind = 'string' | 'string!' | 'boolean' | 'number' | 'number!' | 'json' | 'json!'

/** A method of the Web API. */
export interface Method {
  readonly name: string
  readonly args: Readonly<Record<string, ArgumentKind>>
  /** The token it takes; the bot's unless told. */
  readonly token?: 'bot' | 'app'
  /** True for methods that read no JSON bodies. */
  readonly formOnly?: boolean
  readonly answer: (args: Fields) => Fields
}

/** A body as it came in. */
export interface Body {
  readonly fields: Fields
  /** What was sent; of a form in parts its first file, or its first field where it has none. */
  readonly bytes: Uint8Array
  readonly json: boolean
  readonly broken: boolean
}

const largestBody = 5_000_000

/** Reads a body: a form, parts of one, JSON, or bytes that are none of these. Files in parts are fields of bytes. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += (part as Buffer).length
    if (size > largestBody) return { fields: {}, bytes: new Uint8Array(), json: false, broken: true }
    parts.push(part as Buffer)
  }
  const buffer = Buffer.concat(parts)
  const bytes = new Uint8Array(buffer)
  const type = request.headers['content-type'] ?? ''
  const json = type.startsWith('application/json')
  try {
    if (json) {
      const fields: unknown = JSON.parse(buffer.toString())
      const broken = typeof fields !== 'object' || fields === null || Array.isArray(fields)
      return { fields: broken ? {} : (fields as Fields), bytes, json, broken }
    }
    if (type.startsWith('multipart/form-data')) {
      const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
      const given = await Promise.all(
        [...form].map(async ([name, value]) => [name, typeof value === 'string' ? value : await value.bytes()] as const),
      )
      const values = given.map(([, value]) => value)
      const file = values.find((value) => typeof value !== 'string') ?? Buffer.from(String(values[0] ?? ''))
      return { fields: Object.fromEntries(given), bytes: new Uint8Array(file), json, broken: false }
    }
    return { fields: Object.fromEntries(new URLSearchParams(buffer.toString())), bytes, json, broken: false }
  } catch {
    return { fields: {}, bytes, json, broken: true }
  }
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

function convert(kind: string, value: unknown): unknown {
  if (kind === 'string') return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
  if (kind === 'boolean') {
    if (typeof value === 'boolean') return value
    return { true: true, false: false, '1': true, '0': false }[String(value)]
  }
  if (kind === 'number') return Number.isFinite(Number(value)) && value !== '' ? Number(value) : undefined
  const fields = parsed(value)
  return typeof fields === 'object' && fields !== null ? fields : undefined
}

/** The arguments as the method names them; refuses what is missing, unknown or of the wrong kind. */
export function argumentsOf(method: Method, fields: Fields): Fields {
  const args: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [name, kind] of Object.entries(method.args)) {
    const given = fields[name]
    const bare = kind.replace('!', '')
    if (given === undefined || given === null || given === '') {
      if (kind.endsWith('!')) problems.push(`${name}: missing required field`)
      else if (given === '' && bare === 'string') args[name] = ''
      continue
    }
    const value = convert(bare, given)
    if (value === undefined) problems.push(`${name}: must be a ${bare}`)
    else args[name] = value
  }
  // Clients name the workspace with every call, which only tokens for several of them need.
  for (const name of Object.keys(fields))
    if (name !== 'token' && name !== 'team_id' && !(name in method.args))
      problems.push(`${name}: the method knows no such argument`)
  if (problems.length > 0) throw refuse('invalid_arguments', problems)
  return args
}
