import type { AddressInfo } from 'node:net'
import { createWaiting } from '../waiting.ts'
import type { Core } from './core.ts'
import { createGateway, type Gateway, intent } from './gateway.ts'
import { createInteractions } from './interactions.ts'
import { createLedger, type Fault, type Late, type Link, type Logged, type Ping, type Sight } from './ledger.ts'
import { createPerson, type Person } from './person.ts'
import { callbackRoutes } from './routes/callbacks.ts'
import { channelRoutes } from './routes/channels.ts'
import { type Command, createCommands } from './routes/commands.ts'
import { guildRoutes } from './routes/guilds.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { createRest } from './server.ts'
import { type ChannelSettings, type DiscordSettings, defaults, type PersonChange, type PersonSettings } from './settings.ts'
import { createTroubles, type Troubles } from './trouble.ts'
import { wireChannel } from './wire.ts'
import { createWorld } from './world.ts'

/** A Discord on loopback, with people in it. */
export interface Discord extends Troubles {
  /** What to give a client as `rest.api`. */
  readonly api: string
  readonly token: string
  readonly applicationId: string
  readonly guildId: string
  /** Somebody by name or id: olga (owner), ana, ben, sam, dora (no direct messages), zoe and yuri (strangers). */
  readonly person: (nameOrId: string) => Person
  readonly addPerson: (settings: PersonSettings) => Person
  /** Changes somebody's roles or language, closes their direct messages, makes them leave the guild or come back. */
  readonly changePerson: (name: string, change: PersonChange) => void
  readonly setChannel: (settings: ChannelSettings) => void
  readonly channelId: (name: string) => string
  readonly roleId: (name: string) => string
  /** The commands registered globally and for the guild. */
  readonly commands: () => { readonly global: readonly Command[]; readonly guild: readonly Command[] }
  /** Waits until this many sessions have an open socket; one unless told. */
  readonly connected: (sessions?: number, within?: number) => Promise<void>
  readonly sessions: Gateway['counts']

  /** Bodies that broke the rules. */
  readonly faults: readonly Fault[]
  readonly pings: readonly Ping[]
  readonly links: readonly Link[]
  /** Interactions acknowledged too late or never. */
  readonly late: readonly Late[]
  readonly requests: readonly Logged[]
  /** Everything readable that this person could ever see, edits and modals included. */
  readonly visibleTo: (person: string | Person) => readonly Sight[]

  /** Sends the last event that a person caused once more. */
  readonly redeliver: () => void
  readonly dropSockets: () => void
  readonly closeWith: (code: number) => void
  readonly reconnectOp: () => void
  readonly invalidSession: (resumable?: boolean) => void
  /** Lets the token of an interaction run out now. */
  readonly expire: (outcome: { readonly interactionId?: string }) => void
  readonly close: () => Promise<void>
}

/** Opens a Discord on a free port of 127.0.0.1. */
export async function openDiscord(chosen: DiscordSettings = {}): Promise<Discord> {
  const settings: Required<DiscordSettings> = { ...defaults, ...chosen }
  const world = createWorld(settings)
  const ledger = createLedger()
  const waiting = createWaiting()
  let port = 0
  const address = () => `ws://127.0.0.1:${port}/gateway`
  const gateway = createGateway(world, settings, address, waiting.changed)
  const interactions = createInteractions(world.application.id, settings, ledger, waiting)
  const core: Core = { settings, world, gateway, ledger, waiting, interactions }
  const commands = createCommands(core)
  const { troubles, fate } = createTroubles()
  const routes = [
    ...guildRoutes(core, address),
    ...commands.routes,
    ...callbackRoutes(core),
    ...webhookRoutes(core),
    ...channelRoutes(core),
  ]
  const server = createRest(settings.token, routes, ledger, waiting, fate)
  server.on('upgrade', gateway.upgrade)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  port = (server.address() as AddressInfo).port

  const people = new Map<string, Person>()
  const person = (name: string): Person => {
    const account = world.account(name)
    const known = people.get(account.user.id) ?? createPerson(core, commands, account)
    people.set(account.user.id, known)
    return known
  }

  return {
    api: `http://127.0.0.1:${port}/api`,
    token: settings.token,
    applicationId: world.application.id,
    guildId: world.guild.id,
    person,
    addPerson: (wanted) => person(world.addPerson(wanted).user.id),
    changePerson: world.changePerson,
    setChannel: (wanted) => {
      const known = [...world.channels.values()].some(({ name }) => name === wanted.name)
      const channel = world.setChannel(wanted)
      if (!world.sees(world.bot, channel)) return
      const shown = wireChannel(world, channel)
      gateway.dispatch(known ? 'CHANNEL_UPDATE' : 'CHANNEL_CREATE', ({ intents }) =>
        intents & intent.guilds ? shown : undefined,
      )
    },
    channelId: (name) => world.channel(name).id,
    roleId: (name) => {
      const role = world.roles.find((candidate) => candidate.name === name)
      if (role === undefined) throw new Error(`the fake Discord has no role ${name}`)
      return role.id
    },
    commands: () => ({ global: commands.registered(), guild: commands.registered(world.guild.id) }),
    connected: async (sessions = 1, within = 10_000) => {
      const look = () => (gateway.connected() >= sessions ? true : undefined)
      await waiting.until(look, within, () => `${sessions} sessions; there are ${gateway.connected()}`)
    },
    sessions: gateway.counts,
    faults: ledger.faults,
    pings: ledger.pings,
    links: ledger.links,
    late: ledger.late,
    requests: ledger.requests,
    visibleTo: (whom) => ledger.sights.get(typeof whom === 'string' ? world.account(whom).user.id : whom.id) ?? [],
    ...troubles,
    redeliver: gateway.redeliver,
    dropSockets: gateway.dropSockets,
    closeWith: gateway.closeWith,
    reconnectOp: gateway.reconnectOp,
    invalidSession: (resumable = false) => gateway.invalidSession(resumable),
    expire: ({ interactionId }) => {
      if (interactionId !== undefined) interactions.expire({ id: interactionId })
    },
    close: async () => {
      waiting.close()
      await gateway.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
