import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { actionOf } from './conversation/action.ts'
import type { Reply } from './conversation/reply.ts'
import type { Request } from './conversation/request.ts'
import { type Desk, openDesk } from './desk.ts'
import { Refusal } from './errors.ts'
import { openGuide } from './guidance/guide.ts'
import { faultLine } from './playbook/faults.ts'
import type { Settings } from './settings.ts'

/** A log of what happens, never of what people write: names of turns, platforms and errors. */
export interface Log {
  readonly info: (what: string, about?: Readonly<Record<string, string | number>>) => void
  readonly warn: (what: string, error?: unknown) => void
  readonly error: (what: string, error?: unknown) => void
}

/** What an adapter works with. */
export interface Context {
  readonly desk: Desk
  readonly settings: Settings
  readonly log: Log
  /** Has work finished before the service stops; rejections are logged. */
  readonly busy: (work: Promise<unknown>) => void
  /** Ends the service with a failure that cannot be mended from here, such as a refused token. */
  readonly fail: (refusal: Refusal) => void
}

/** A platform that is connected. */
export interface Connected {
  /** What is up, in one line. */
  readonly says: string
  /** Takes nothing new and closes its connections. */
  readonly stop: () => Promise<void>
}

/** Connects a platform. @throws Refusal when it refuses us */
export type Adapter = (context: Context) => Promise<Connected>

/** Milliseconds that work in flight has to finish when the service stops. */
const drainTime = 7_000
/** Milliseconds that each connection has to close: one whose other side is silent is left. */
const closeTime = 1_000

const within = (milliseconds: number, work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work, wait(milliseconds, undefined, { ref: false })])

/** Runs the desk with these adapters until it is told to stop, and resolves to the exit code. */
export async function serve(settings: Settings, adapters: readonly Adapter[], errors: NodeJS.WritableStream): Promise<number> {
  const log = logTo(settings.logLevel, errors)
  const tell = (line: string) => errors.write(`${line}\n`)
  const meters = metersOf()
  let end: (code: number) => void = () => {}
  const ended = new Promise<number>((resolve) => {
    end = resolve
  })
  const fail = (refusal: Refusal) => {
    tell(refusal.message)
    end(1)
  }
  const leave = () => end(0)
  const stray = (error: unknown) => log.error('unhandled', error)
  process.on('SIGTERM', leave).on('SIGINT', leave).on('unhandledRejection', stray)

  const inFlight = new Set<Promise<unknown>>()
  const busy = (work: Promise<unknown>) => {
    const watched = work.catch((error: unknown) => log.error('work', error)).finally(() => inFlight.delete(watched))
    inFlight.add(watched)
  }
  const closing: (() => Promise<unknown>)[] = []
  try {
    const guide = await openGuide({
      ...settings,
      watching: true,
      thorough: true,
      news: (news) => {
        if (news.kind === 'trouble') log.error(news.message)
        if (news.kind === 'playbook-faulty') log.error(`playbook: ${news.faults.map(faultLine).join('; ')}`)
        if (news.kind === 'learnt' || news.kind === 'playbook-changed') log.info(news.kind)
      },
    })
    closing.push(guide.close)
    const desk = await openDesk({ ...settings, guide, report: (where, error) => log.error(where, error) })
    closing.push(desk.close)
    const context = { desk: metered(desk, meters), settings, log, busy, fail }
    if (settings.statusPort !== undefined) {
      const server = await openStatus(settings.statusPort, desk, meters.registry)
      closing.push(async () => {
        server.closeAllConnections()
        server.close()
      })
      tell(`status: http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz and /metrics`)
    }
    const connected = await Promise.all(
      adapters.map(async (connect) => {
        const one = await connect(context)
        closing.push(one.stop)
        tell(one.says)
      }),
    )
    if (connected.length > 0) log.info('up')
    return await ended
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    tell(error.message)
    return 1
  } finally {
    await within(drainTime, Promise.allSettled(inFlight))
    for (const close of closing.reverse()) await within(closeTime, close()).catch((error: unknown) => log.error('closing', error))
    process.off('SIGTERM', leave).off('SIGINT', leave)
  }
}

/** Structured lines on standard error. Errors give their name, code and message; a message of a platform or database holds no text of a person. */
function logTo(level: string, stream: NodeJS.WritableStream): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream as pino.DestinationStream)
  const about = (error: unknown) => {
    if (error === undefined) return {}
    const { name, code, message } =
      error instanceof Error ? (error as NodeJS.ErrnoException) : { name: typeof error, code: undefined, message: '' }
    return { error: name, ...(code === undefined ? {} : { code }), message: message.split('\n')[0]?.slice(0, 200) ?? '' }
  }
  return {
    info: (what, more = {}) => logger.info(more, what),
    warn: (what, error) => logger.warn(about(error), what),
    error: (what, error) => logger.error(about(error), what),
  }
}

function metersOf() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const labels = ['platform', 'turn']
  return {
    registry,
    requests: new Counter({
      name: 'ventanilla_requests_total',
      help: 'Requests, by platform, turn and outcome (card, form, faults, again)',
      labelNames: [...labels, 'outcome'],
      registers: [registry],
    }),
    seconds: new Histogram({
      name: 'ventanilla_reply_seconds',
      help: 'Seconds from a request to its reply, without the platform',
      labelNames: labels,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers: [registry],
    }),
  }
}

/** A desk whose requests are counted and timed. */
function metered(desk: Desk, { requests, seconds }: ReturnType<typeof metersOf>): Desk {
  const turnOf = (request: Request) => (request.kind === 'say' ? 'say' : (actionOf(request.token)?.name.slice(0, 20) ?? 'gone'))
  return {
    ...desk,
    handle: async (request) => {
      const labels = { platform: request.actor.platform, turn: turnOf(request) }
      const stop = seconds.startTimer(labels)
      const reply: Reply | undefined = await desk.handle(request)
      stop()
      requests.inc({ ...labels, outcome: reply?.kind ?? 'again' })
      return reply
    },
  }
}

/** /healthz (200 while the database answers, 503 else) and /metrics (Prometheus), for this machine only. */
async function openStatus(port: number, desk: Desk, registry: Registry): Promise<Server> {
  const server = createServer(async ({ url }, response) => {
    const path = url?.split('?')[0]
    if (path === '/healthz') {
      const healthy = await desk.healthy()
      response.writeHead(healthy ? 200 : 503, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ database: healthy ? 'up' : 'down', learnt: desk.guide.learntInFull() }))
    } else if (path === '/metrics') {
      response.writeHead(200, { 'content-type': registry.contentType })
      response.end(await registry.metrics())
    } else {
      response.writeHead(404)
      response.end()
    }
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new Refusal('settings', `VENTANILLA_STATUS_PORT: port ${port} cannot be used (${error.code})`)
  })
  return server
}
