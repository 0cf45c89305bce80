import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Discord, openDiscord } from './discord.ts'

interface Frame {
  readonly op: number
  readonly t: string | null
  readonly s: number | null
  readonly d: Readonly<Record<string, unknown>> | boolean | null
}

let discord: Discord
const sockets: WebSocket[] = []
beforeEach(async () => {
  discord = await openDiscord()
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate()
  await discord.close()
})

/** A client of few words. */
function connect(query = '?v=10&encoding=json') {
  const socket = new WebSocket(`${discord.api.replace('http', 'ws').replace('/api', '/gateway')}${query}`)
  sockets.push(socket)
  const frames: Frame[] = []
  let code: number | undefined
  socket.on('message', (text) => frames.push(JSON.parse(String(text))))
  socket.on('close', (closed) => {
    code = closed
  })
  return {
    frames,
    send: async (op: number, d: unknown) => {
      await expect.poll(() => frames.length).toBeGreaterThan(0)
      socket.send(JSON.stringify({ op, d }))
    },
    raw: async (text: string) => {
      await expect.poll(() => frames.length).toBeGreaterThan(0)
      socket.send(text)
    },
    closed: () => expect.poll(() => code),
    event: async (name: string) => {
      await expect.poll(() => frames.map(({ t }) => t)).toContain(name)
      return frames.find(({ t }) => t === name)
    },
  }
}
const properties = { os: 'linux', browser: 'test', device: 'test' }
const identity = () => ({ token: discord.token, intents: 513, properties })

it('greets, and answers heartbeats', async () => {
  const client = connect()
  await client.send(1, null)
  await expect.poll(() => client.frames).toMatchObject([{ op: 10, d: { heartbeat_interval: 41_250 } }, { op: 11 }])
})

it.each([
  ['another version', '?v=9&encoding=json', undefined, 4012],
  ['another encoding', '?v=10&encoding=etf', undefined, 4002],
  ['a wrong token', undefined, { token: 'wrong', intents: 1, properties }, 4004],
  ['impossible intents', undefined, { intents: 1 << 30, properties }, 4013],
  ['intents that are switched off', undefined, { intents: 1 << 15, properties }, 4014],
  ['intents for presence', undefined, { intents: 1 << 8, properties }, 4014],
] as const)('closes on %s', async (_, query, identify, code) => {
  const client = connect(query)
  if (identify) await client.send(2, { token: discord.token, ...identify })
  await client.closed().toBe(code)
})

it('closes on what is no frame, comes too early, twice, or is unknown', async () => {
  const garbled = connect()
  await garbled.raw('{')
  await garbled.closed().toBe(4002)
  const early = connect()
  await early.send(3, {})
  await early.closed().toBe(4003)
  const twice = connect()
  await twice.send(2, identity())
  await twice.send(2, identity())
  await twice.closed().toBe(4005)
  const odd = connect()
  await odd.send(2, identity())
  await odd.send(99, {})
  await odd.closed().toBe(4001)
})

it('replays what was missed, and nothing of a session it has ended', async () => {
  const first = connect()
  await first.send(2, identity())
  const ready = await first.event('READY')
  const guild = await first.event('GUILD_CREATE')
  const session_id = (ready?.d as { session_id: string } | undefined)?.session_id
  discord.dropSockets()
  await discord.person('ana').say('hello')
  const second = connect()
  await second.send(6, { token: discord.token, session_id, seq: guild?.s })
  await second.event('RESUMED')
  expect(second.frames.map(({ t, s }) => [t, s])).toEqual([
    [null, null],
    ['MESSAGE_CREATE', 3],
    ['RESUMED', 4],
  ])
  expect((await second.event('MESSAGE_CREATE'))?.d).toMatchObject({
    content: '',
    guild_id: discord.guildId,
    author: { username: 'ana' },
  })
  discord.closeWith(4009)
  await second.closed().toBe(4009)
  const third = connect()
  await third.send(6, { token: discord.token, session_id, seq: 4 })
  await expect.poll(() => third.frames).toMatchObject([{ op: 10 }, { op: 9, d: false }])
})

it('asks to reconnect and declares sessions invalid', async () => {
  const client = connect()
  await client.send(2, identity())
  await client.event('READY')
  await discord.connected()
  discord.reconnectOp()
  discord.invalidSession()
  await expect.poll(() => client.frames.slice(-2)).toMatchObject([{ op: 7 }, { op: 9, d: false }])
})
