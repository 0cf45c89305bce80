import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { argumentsOf, type Body, type Method, readBody } from './calls.ts'
import type { Core } from './core.ts'
import { Refusal, refuse } from './errors.ts'
import { keep, type Logged } from './ledger.ts'
import { answerAt } from './responses.ts'
import type { Fates } from './trouble.ts'
import type { Fields } from './types.ts'
import { uploadAt } from './uploads.ts'

interface Answer {
  readonly status: number
  readonly body: Fields | string
  readonly headers?: Readonly<Record<string, string>>
}

/** Builds the Web API, the response URLs and the addresses that take files. */
export function createRest(core: Core, methods: readonly Method[], fates: Fates): Server {
  const { ledger, waiting, settings } = core
  const known = new Map(methods.map((method) => [method.name, method]))

  const authorise = (method: Method, request: IncomingMessage, { fields, json }: Body, query: URLSearchParams) => {
    const header = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const token = header ?? query.get('token') ?? (json ? undefined : fields['token'])
    if (token === undefined) throw refuse('not_authed')
    const refused = fates.token()
    if (refused !== undefined) throw refuse(refused)
    const wanted = method.token === 'app' ? settings.appToken : settings.botToken
    if (token === wanted) return
    throw refuse(token === settings.appToken || token === settings.botToken ? 'not_allowed_token_type' : 'invalid_auth')
  }

  const work = (logged: Logged, request: IncomingMessage, body: Body, query: URLSearchParams): Fields => {
    const method = known.get(logged.method)
    if (method === undefined) throw refuse('unknown_method', [`no method that this Slack knows`])
    authorise(method, request, body, query)
    if (body.broken) throw refuse(body.json ? 'invalid_json' : 'invalid_form_data', ['the body cannot be read'])
    const inBody = method.formOnly && body.json ? {} : body.fields
    return method.answer(argumentsOf(method, { ...Object.fromEntries(query), ...inBody }))
  }

  /** Writes down why something was refused. */
  const note = (logged: Logged, error: unknown): Refusal => {
    if (!(error instanceof Refusal)) throw error
    logged.error = error.code
    for (const problem of error.problems) keep(ledger.faults, `${logged.method}: ${problem}`)
    return error
  }

  const callMethod = (logged: Logged, request: IncomingMessage, body: Body, query: URLSearchParams): Answer => {
    try {
      return { status: 200, body: { ok: true, ...work(logged, request, body, query) } }
    } catch (error) {
      const { code, problems } = note(logged, error)
      const messages = problems.map((problem) => `[ERROR] ${problem}`)
      return {
        status: 200,
        body: { ok: false, error: code, ...(messages.length > 0 && { response_metadata: { messages } }) },
      }
    }
  }

  const callUrl = (logged: Logged, path: string, body: Body): Answer => {
    try {
      answerAt(core, path, body)
      return { status: 200, body: 'ok' }
    } catch (error) {
      const { code } = note(logged, error)
      return { status: ['used_url', 'expired_url'].includes(code) ? 404 : 400, body: { ok: false, error: code } }
    }
  }

  const upload = (logged: Logged, path: string, body: Body): Answer => {
    const headers = { 'content-type': 'text/plain; charset=utf-8' }
    try {
      return { status: 200, body: uploadAt(core, path, body), headers }
    } catch (error) {
      const { code } = note(logged, error)
      return { status: code === 'not_found' ? 404 : 400, body: code, headers }
    }
  }

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://loopback')
    const name = /^\/api\/([\w.]+)$/.exec(url.pathname)?.[1]
    const answering = /^\/(?:commands|actions|app)\//.test(url.pathname)
    const uploading = url.pathname.startsWith('/upload/')
    const body = await readBody(request)
    const { token: _, ...args } = { ...Object.fromEntries(url.searchParams), ...body.fields } as Fields
    const logged = keep<Logged>(ledger.requests, {
      method: name ?? (answering ? 'response_url' : uploading ? 'upload' : url.pathname),
      args: uploading ? { length: body.bytes.length } : shown(args),
      at: Date.now(),
    })
    const give = ({ status, body: sent, headers }: Answer) => {
      logged.status = status
      const text = typeof sent === 'string' ? sent : JSON.stringify(sent)
      const type = typeof sent === 'string' ? 'text/html' : 'application/json; charset=utf-8'
      response.writeHead(status, { 'content-type': type, 'x-slack-req-id': crypto.randomUUID(), ...headers }).end(text)
      waiting.changed()
    }
    const due = fates.of(logged.method)
    if (due.slow > 0) await waiting.pause(due.slow)
    if (due.rateLimit !== undefined) {
      const headers = { 'retry-after': String(Math.ceil(due.rateLimit)) }
      return give({ status: 429, body: { ok: false, error: 'ratelimited' }, headers })
    }
    if (typeof due.fail === 'number') return give({ status: due.fail, body: 'Trouble on purpose' })
    if (due.fail !== undefined) {
      logged.error = due.fail
      return give({ status: name === undefined ? 404 : 200, body: { ok: false, error: due.fail } })
    }
    const answer =
      name !== undefined
        ? callMethod(logged, request, body, url.searchParams)
        : answering && request.method === 'POST'
          ? callUrl(logged, url.pathname, body)
          : uploading && request.method === 'POST'
            ? upload(logged, url.pathname, body)
            : { status: 404, body: 'not found' }
    waiting.changed()
    if (due.loss === 'silence') return
    if (due.loss === 'cut') {
      request.socket.destroy()
      return
    }
    give(due.loss === undefined ? answer : { status: due.loss, body: 'Trouble on purpose' })
  }

  return createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return
      // A fault of the fake itself must be seen at once, not be taken for Slack's behaviour.
      console.error(error)
      if (!response.headersSent) response.writeHead(500).end(String(error))
    })
  })
}

/** Arguments of a form as they were meant. */
const shown = (args: Fields): Fields =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (value instanceof Uint8Array) return [name, `${value.length} bytes`]
      if (typeof value !== 'string' || !/^[[{]/.test(value)) return [name, value]
      try {
        return [name, JSON.parse(value)]
      } catch {
        return [name, value]
      }
    }),
  )
