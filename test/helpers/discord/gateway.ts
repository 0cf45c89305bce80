import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { secret } from './ids.ts'
import type { DiscordSettings } from './settings.ts'
import type { Fields } from './types.ts'
import { wireGuild } from './wire.ts'
import type { World } from './world.ts'

/** Intents that decide what a session gets. */
export const intent = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const
const presences = 1 << 8
const known = 0x331_ffff

/** The frame's operations. */
const op = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, reconnect: 7, invalid: 9, hello: 10, ack: 11 } as const

interface Session {
  readonly id: string
  readonly intents: number
  readonly sent: { readonly s: number; readonly frame: string }[]
  seq: number
  socket: WebSocket | undefined
}

/** An event before it is cut to a session: undefined for sessions that do not get it. */
export type Cut = (session: { readonly intents: number }) => Fields | undefined

/** The gateway: sockets, sessions, what was sent over them. */
export interface Gateway {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Sends an event to every session that gets it; sessions without a socket get it when they resume. How many there are. */
  readonly dispatch: (event: string, cut: Cut, byPerson?: boolean) => number
  /** Sends the last event that a person caused once more. */
  readonly redeliver: () => void
  readonly dropSockets: () => void
  readonly closeWith: (code: number) => void
  readonly reconnectOp: () => void
  readonly invalidSession: (resumable: boolean) => void
  /** Sessions with an open socket. */
  readonly connected: () => number
  /** How often sessions were begun and resumed. */
  readonly counts: { identified: number; resumed: number }
  readonly close: () => Promise<void>
}

const kept = 1000
const sessionsKept = 10
/** Codes after which Discord lets nobody resume. */
const ended = new Set([1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014])

/** Builds the gateway of this world; `address` tells where it listens. */
export function createGateway(
  world: World,
  settings: Required<DiscordSettings>,
  address: () => string,
  changed: () => void,
): Gateway {
  const server = new WebSocketServer({ noServer: true })
  const sessions = new Map<string, Session>()
  const counts = { identified: 0, resumed: 0 }
  let last: { event: string; cut: Cut } | undefined

  const send = (socket: WebSocket | undefined, frame: Fields) => {
    if (socket?.readyState === 1) socket.send(JSON.stringify({ t: null, s: null, d: null, ...frame }))
  }
  const deliver = (session: Session, event: string, data: Fields) => {
    session.seq += 1
    const frame = JSON.stringify({ op: op.dispatch, t: event, s: session.seq, d: data })
    session.sent.push({ s: session.seq, frame })
    if (session.sent.length > kept) session.sent.shift()
    if (session.socket?.readyState === 1) session.socket.send(frame)
  }

  const identify = (socket: WebSocket, data: Fields): Session | undefined => {
    const intents = Number(data['intents'])
    if (data['token'] !== settings.token) socket.close(4004, 'Authentication failed.')
    else if (!Number.isInteger(intents) || intents & ~known) socket.close(4013, 'Invalid intent(s).')
    else if (intents & refusedIntents(settings)) socket.close(4014, 'Disallowed intent(s).')
    else {
      const session: Session = { id: secret(16), intents, sent: [], seq: 0, socket }
      sessions.set(session.id, session)
      for (const id of [...sessions.keys()].slice(0, -sessionsKept)) sessions.delete(id)
      counts.identified += 1
      deliver(session, 'READY', {
        v: 10,
        user: { ...world.bot.user, verified: true, mfa_enabled: false, email: null, flags: 0 },
        user_settings: {},
        private_channels: [],
        guilds: [{ id: world.guild.id, unavailable: true }],
        session_id: session.id,
        session_type: 'normal',
        resume_gateway_url: address(),
        shard: data['shard'] ?? [0, 1],
        application: { id: world.application.id, flags: world.application.flags },
      })
      if (intents & intent.guilds) deliver(session, 'GUILD_CREATE', wireGuild(world, { whole: true }))
      return session
    }
    return undefined
  }

  const resume = (socket: WebSocket, data: Fields): Session | undefined => {
    const session = sessions.get(String(data['session_id']))
    const seq = Number(data['seq'])
    if (data['token'] !== settings.token) socket.close(4004, 'Authentication failed.')
    else if (session === undefined) send(socket, { op: op.invalid, d: false })
    else if (!Number.isInteger(seq) || seq > session.seq) socket.close(4007, 'Invalid seq.')
    else {
      session.socket?.terminate()
      session.socket = socket
      for (const { s, frame } of session.sent) if (s > seq) socket.send(frame)
      counts.resumed += 1
      deliver(session, 'RESUMED', { _trace: ['loopback'] })
      return session
    }
    return undefined
  }

  server.on('connection', (socket) => {
    let session: Session | undefined
    let silence: NodeJS.Timeout | undefined
    const listen = () => {
      clearTimeout(silence)
      silence = setTimeout(() => socket.close(4009, 'Session timed out.'), settings.heartbeat * 1.5 + 1000)
      silence.unref()
    }
    send(socket, { op: op.hello, d: { heartbeat_interval: settings.heartbeat, _trace: ['loopback'] } })
    listen()
    socket.on('error', () => socket.terminate())
    socket.on('close', (code) => {
      clearTimeout(silence)
      if (session?.socket !== socket) return
      session.socket = undefined
      if (ended.has(code)) sessions.delete(session.id)
      changed()
    })
    socket.on('message', (text) => {
      const frame = parse(String(text))
      if (frame === undefined) return socket.close(4002, 'Error while decoding payload.')
      const data = (frame['d'] ?? {}) as Fields
      if (frame['op'] === op.heartbeat) {
        listen()
        return send(socket, { op: op.ack })
      }
      if (frame['op'] === op.identify || frame['op'] === op.resume) {
        if (session) return socket.close(4005, 'Already authenticated.')
        session = frame['op'] === op.identify ? identify(socket, data) : resume(socket, data)
        return changed()
      }
      if (session === undefined) return socket.close(4003, 'Not authenticated.')
      // Presence, voice state, members: accepted and without effect here.
      if (![3, 4, 8, 31].includes(Number(frame['op']))) socket.close(4001, 'Unknown opcode.')
    })
  })

  const sockets = () => [...server.clients]
  const dispatch = (event: string, cut: Cut, byPerson = false): number => {
    if (byPerson) last = { event, cut }
    let reached = 0
    for (const session of sessions.values()) {
      const data = cut(session)
      if (data === undefined) continue
      deliver(session, event, data)
      reached += 1
    }
    return reached
  }

  return {
    upgrade: (request, socket, head) => {
      const { searchParams } = new URL(request.url ?? '/', 'ws://loopback')
      server.handleUpgrade(request, socket, head, (client) => {
        if (searchParams.get('v') !== '10') client.close(4012, 'Invalid API version.')
        else if (searchParams.get('encoding') !== 'json') client.close(4002, 'Only JSON is spoken here.')
        else server.emit('connection', client, request)
      })
    },
    dispatch,
    redeliver: () => {
      if (last) dispatch(last.event, last.cut)
    },
    dropSockets: () => {
      for (const socket of sockets()) socket.terminate()
    },
    closeWith: (code) => {
      // A client that answers the close with 1000 does not make the session unknown: the server's code decides.
      for (const session of sessions.values()) {
        if (ended.has(code)) sessions.delete(session.id)
        session.socket?.close(code)
        session.socket = undefined
      }
    },
    reconnectOp: () => {
      for (const socket of sockets()) send(socket, { op: op.reconnect })
    },
    invalidSession: (resumable) => {
      if (!resumable) sessions.clear()
      for (const socket of sockets()) send(socket, { op: op.invalid, d: resumable })
    },
    connected: () => [...sessions.values()].filter(({ socket }) => socket?.readyState === 1).length,
    counts,
    close: () =>
      new Promise((resolve) => {
        sessions.clear()
        for (const socket of sockets()) socket.terminate()
        server.close(() => resolve())
      }),
  }
}

function refusedIntents(settings: Required<DiscordSettings>): number {
  return presences | (settings.messageContent ? 0 : intent.messageContent) | (settings.guildMembers ? 0 : intent.guildMembers)
}

function parse(text: string): Fields | undefined {
  try {
    const frame: unknown = JSON.parse(text)
    return typeof frame === 'object' && frame !== null ? (frame as Fields) : undefined
  } catch {
    return undefined
  }
}
