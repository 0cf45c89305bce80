import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Waiting } from '../waiting.ts'
import { errorTree, Refusal, refuse } from './errors.ts'
import { keep, type Ledger, type Logged } from './ledger.ts'
import type { Fate } from './trouble.ts'

/** A request as a route sees it. */
export interface Call {
  /** The parts of the path that the route names. */
  readonly at: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
  /** Files that came with the body. */
  readonly files: readonly SentFile[]
  readonly route: string
}

/** A file as it was sent. */
export interface SentFile {
  readonly filename: string
  readonly content_type: string
  readonly size: number
  readonly text: string
}

/** An answer; 200 with a body or 204 without unless it says otherwise. */
export interface Answer {
  readonly status?: number
  readonly body?: unknown
}

/** A route: method and path such as `GET /channels/{channel}`; an open one needs no bot token. */
export interface Route {
  readonly path: string
  readonly open?: boolean
  readonly answer: (call: Call) => Answer | Promise<Answer>
}

const prefix = '/api/v10'
const largestBody = 10_000_000

/** Builds the REST side. */
export function createRest(
  token: string,
  routes: readonly Route[],
  ledger: Ledger,
  waiting: Waiting,
  fate: (method: string, path: string) => Fate,
): Server {
  const compiled = routes.map((route) => {
    const [method = '', path = ''] = route.path.split(' ')
    const pattern = path.replace(/[{](\w+)[}]/g, '(?<$1>[^/]+)')
    return { ...route, method, pattern: new RegExp(`^${pattern}$`) }
  })

  const work = async (request: IncomingMessage, logged: Logged, url: URL, files: readonly SentFile[]): Promise<Answer> => {
    const here = compiled.filter(({ pattern }) => pattern.test(logged.path))
    if (here.length === 0) throw refuse('notFound')
    const route = here.find(({ method }) => method === logged.method)
    if (route === undefined) throw refuse('methodNotAllowed')
    if (!route.open && request.headers.authorization !== `Bot ${token}`) throw refuse('unauthorised')
    const at = Object.fromEntries(
      Object.entries(route.pattern.exec(logged.path)?.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
    )
    return route.answer({ at, query: url.searchParams, body: logged.body, files, route: route.path })
  }

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://loopback')
    const method = request.method ?? 'GET'
    const inside = url.pathname.startsWith(`${prefix}/`)
    const path = inside ? url.pathname.slice(prefix.length) : url.pathname
    const { body, files = [], broken } = await readBody(request)
    const logged = keep<Logged>(ledger.requests, { method, path, body, at: Date.now() })
    const due = fate(method, path)
    if (due.slow > 0) await waiting.pause(due.slow)
    if (due.rateLimit) return refuseForNow(response, logged, due.rateLimit)
    if (due.fail) return give(response, logged, due.fail.status, { message: 'Trouble on purpose', code: due.fail.code })
    let answer: Answer
    try {
      if (!inside) throw refuse('notFound')
      if (broken) throw refuse('invalidBody')
      answer = await work(request, logged, url, files)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      logged.code = error.code
      const errors = error.problems.length > 0 ? { errors: errorTree(error.problems) } : {}
      answer = { status: error.status, body: { message: error.message, code: error.code, ...errors } }
    }
    waiting.changed()
    if (due.loss === 'silence') return
    if (due.loss === 'cut') {
      request.socket.destroy()
      return
    }
    if (due.loss !== undefined) return give(response, logged, due.loss, { message: 'Trouble on purpose', code: 0 })
    give(response, logged, answer.status ?? (answer.body === undefined ? 204 : 200), answer.body)
    waiting.changed()
  }

  return createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return
      // A fault of the fake itself must be seen at once, not be taken for Discord's behaviour.
      console.error(error)
      if (!response.headersSent) response.writeHead(500).end(JSON.stringify({ message: String(error), code: 0 }))
    })
  })
}

function give(
  response: ServerResponse,
  logged: Logged,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  logged.status = status
  response.writeHead(status, { ...bucket(logged), ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

function refuseForNow(
  response: ServerResponse,
  logged: Logged,
  limit: { readonly seconds: number; readonly global: boolean },
): void {
  const { seconds, global } = limit
  const body = { message: 'You are being rate limited.', retry_after: seconds, global }
  give(response, logged, 429, body, {
    'retry-after': String(Math.ceil(seconds)),
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Date.now() / 1000 + seconds),
    'x-ratelimit-reset-after': String(seconds),
    'x-ratelimit-scope': global ? 'global' : 'user',
    ...(global && { 'x-ratelimit-global': 'true' }),
  })
}

/** Discord counts by route and by its first id; here nobody ever comes near the end of it. */
function bucket({ path }: Logged): Record<string, string> {
  const [, first = '', second = ''] = path.split('/')
  return {
    'x-ratelimit-bucket': Buffer.from(`${first}/${second}`).toString('hex').slice(0, 32),
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '999',
    'x-ratelimit-reset': String(Date.now() / 1000 + 1),
    'x-ratelimit-reset-after': '1',
  }
}

async function readBody(
  request: IncomingMessage,
): Promise<{ readonly body: unknown; readonly files?: readonly SentFile[]; readonly broken?: boolean }> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += (part as Buffer).length
    if (size > largestBody) return { body: undefined, broken: true }
    parts.push(part as Buffer)
  }
  if (size === 0) return { body: undefined }
  const bytes = Buffer.concat(parts)
  try {
    const type = request.headers['content-type'] ?? ''
    if (!type.startsWith('multipart/form-data')) return { body: JSON.parse(bytes.toString()) }
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
    const files = [...form.values()].flatMap((value) => (typeof value === 'string' ? [] : [value]))
    const read = files.map(async (file) => ({
      filename: file.name,
      content_type: file.type,
      size: file.size,
      text: await file.text(),
    }))
    return { body: JSON.parse(String(form.get('payload_json') ?? '{}')), files: await Promise.all(read) }
  } catch {
    return { body: undefined, broken: true }
  }
}
