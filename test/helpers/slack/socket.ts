import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Waiting } from '../waiting.ts'
import type { Carrier, Deliveries } from './deliveries.ts'
import { envelopeId, secret } from './ids.ts'
import { keep, type Ledger } from './ledger.ts'
import type { SlackSettings } from './settings.ts'
import type { Fates } from './trouble.ts'
import type { Fields } from './types.ts'
import type { World } from './world.ts'

/** Why Slack asks an app to come back on a new socket, or turns it away. */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets'

/** Socket Mode: tickets, sockets, envelopes. */
export interface Sockets {
  /** A path on which one socket may be opened within half a minute. */
  readonly ticket: () => string
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly carrier: Carrier
  /** Sends the envelope of an app that gets too many events: it has no event inside. */
  readonly appRateLimited: () => void
  readonly drop: () => void
  readonly disconnect: (reason: DisconnectReason) => void
  /** Sockets that were greeted. */
  readonly connected: () => number
  /** How many sockets were opened in all. */
  readonly opened: () => number
  readonly close: () => Promise<void>
}

const mostSockets = 10
const ticketLife = 30_000

/** Builds the sockets. */
export function createSockets(
  world: World,
  settings: Required<SlackSettings>,
  ledger: Ledger,
  waiting: Waiting,
  deliveries: Deliveries,
  fates: Fates,
): Sockets {
  const server = new WebSocketServer({ noServer: true })
  const tickets = new Map<string, number>()
  const greeted = new Set<WebSocket>()
  /** Envelopes that nobody has to acknowledge. */
  const unasked = new Set<string>()
  let opened = 0
  let turn = 0

  const host = 'applink-loopback'
  const send = (socket: WebSocket, frame: Fields) => {
    if (socket.readyState === 1) socket.send(JSON.stringify(frame))
  }
  const open = () => [...greeted].filter(({ readyState }) => readyState === 1)

  server.on('connection', (socket) => {
    const beat = setInterval(() => socket.ping(`Ping from ${host}`), settings.ping)
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      clearInterval(beat)
      greeted.delete(socket)
      waiting.changed()
    })
    socket.on('message', (text) => {
      const frame = parse(String(text))
      const id = frame?.['envelope_id']
      if (typeof id !== 'string') {
        keep(ledger.faults, `socket: a frame without envelope_id: ${String(text).slice(0, 200)}`)
        return
      }
      if (unasked.has(id)) return
      for (const name of Object.keys(frame ?? {}))
        if (name !== 'envelope_id' && name !== 'payload') keep(ledger.faults, `socket: an ack knows no field ${name}`)
      deliveries.acknowledged(id, frame?.['payload'])
    })
    if (open().length >= mostSockets) {
      send(socket, { type: 'disconnect', reason: 'too_many_websockets', debug_info: { host } })
      socket.close(1000)
      return
    }
    opened += 1
    greeted.add(socket)
    send(socket, {
      type: 'hello',
      num_connections: open().length,
      debug_info: { host, build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: world.appId },
    })
    waiting.changed()
    deliveries.connected()
  })

  return {
    ticket: () => {
      const ticket = secret()
      tickets.set(ticket, Date.now() + ticketLife)
      for (const old of [...tickets.keys()].slice(0, -100)) tickets.delete(old)
      return `/link/?ticket=${ticket}&app_id=${world.appId}`
    },
    upgrade: (request, socket, head) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'ws://loopback')
      const ticket = searchParams.get('ticket') ?? ''
      const good = pathname === '/link/' && (tickets.get(ticket) ?? 0) > Date.now()
      tickets.delete(ticket)
      const refused = fates.socketRefused()
      if (!good || refused) {
        socket.end(
          `HTTP/1.1 ${refused ? '503 Service Unavailable' : '404 Not Found'}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
        )
        return
      }
      server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request))
    },
    carrier: {
      send: ({ id, kind, payload, attempt, reason }) => {
        const there = open()
        turn += 1
        const socket = there[turn % Math.max(there.length, 1)]
        if (socket === undefined) return false
        send(socket, {
          envelope_id: id,
          payload,
          type: kind,
          accepts_response_payload: kind !== 'events_api',
          ...(kind === 'events_api' && { retry_attempt: attempt, retry_reason: reason ?? '' }),
        })
        return true
      },
    },
    appRateLimited: () => {
      const payload = {
        token: world.verification,
        type: 'app_rate_limited',
        team_id: world.team.id,
        minute_rate_limited: Math.floor(Date.now() / 60_000) * 60,
        api_app_id: world.appId,
      }
      const id = envelopeId()
      unasked.add(id)
      const [socket] = open()
      if (socket) send(socket, { envelope_id: id, payload, type: 'events_api', accepts_response_payload: false })
    },
    drop: () => {
      for (const socket of server.clients) socket.terminate()
    },
    disconnect: (reason) => {
      for (const socket of open()) {
        send(socket, { type: 'disconnect', reason, debug_info: { host } })
        // Slack warns ten seconds before; for the other reasons nothing more comes on this socket.
        if (reason !== 'warning') greeted.delete(socket)
        waiting.after(10_000, () => socket.close(1000))
      }
      waiting.changed()
    },
    connected: () => open().length,
    opened: () => opened,
    close: () =>
      new Promise((resolve) => {
        for (const socket of server.clients) socket.terminate()
        server.close(() => resolve())
      }),
  }
}

function parse(text: string): Fields | undefined {
  try {
    const frame: unknown = JSON.parse(text)
    return typeof frame === 'object' && frame !== null ? (frame as Fields) : undefined
  } catch {
    return undefined
  }
}
