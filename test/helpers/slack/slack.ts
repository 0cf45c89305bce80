import type { AddressInfo } from 'node:net'
import { createWaiting } from '../waiting.ts'
import { createActs } from './acts.ts'
import type { Core } from './core.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createHttpDelivery, type Forgery, type HttpDelivery } from './http.ts'
import { type Broadcast, createLedger, type Late, type Link, type Logged, type Sight, type Undelivered } from './ledger.ts'
import { appMethods } from './methods/apps.ts'
import { chatMethods } from './methods/chat.ts'
import { conversationMethods } from './methods/conversations.ts'
import { fileMethods } from './methods/files.ts'
import { viewMethods } from './methods/views.ts'
import { createPerson, type Person } from './person.ts'
import { createRest } from './server.ts'
import { defaults, type PersonChange, type PersonSettings, type SlackSettings } from './settings.ts'
import { createSockets, type DisconnectReason } from './socket.ts'
import { createTroubles, type Troubles } from './trouble.ts'
import { createWorld } from './world.ts'

/** A Slack on loopback, with people in it. */
export interface Slack extends Troubles {
  /** What to give a client as `slackApiUrl`. */
  readonly api: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  readonly teamId: string
  readonly botUserId: string
  /**
   * Somebody by name or id: olga (admin, supervisor), sam (supervisor), ana and ben (clerks), dora, gus (guest), una
   * (single-channel guest), zoe (stranger in a shared channel), yuri (stranger whom nobody can look up).
   */
  readonly person: (nameOrId: string) => Person
  readonly addPerson: (settings: PersonSettings) => Person
  /** Changes somebody's language or standing, or deactivates them. */
  readonly changePerson: (nameOrId: string, change: PersonChange) => void
  /** Changes who is in a user group. */
  readonly setGroup: (handle: string, people: readonly string[]) => void
  readonly channelId: (name: string) => string
  readonly groupId: (handle: string) => string
  /** Puts somebody, or the bot as `bot`, into a channel, or takes them out. */
  readonly join: (name: string, channel: string) => void
  readonly leave: (name: string, channel: string) => void
  /** Waits until this many sockets are greeted; one unless told. */
  readonly connected: (sockets?: number, within?: number) => Promise<void>
  /** How many sockets are open, and were opened in all. */
  readonly sockets: () => { readonly open: number; readonly opened: number }

  /** Rules that were broken, each as `method: path: what is wrong`. */
  readonly faults: readonly string[]
  /** Mentions that really notify or name somebody. */
  readonly broadcasts: readonly Broadcast[]
  /** Links that can be clicked. */
  readonly links: readonly Link[]
  /** What was acknowledged too late or never. */
  readonly late: readonly Late[]
  /** What people did while no socket was open. */
  readonly undelivered: readonly Undelivered[]
  readonly requests: readonly Logged[]
  /** Everything readable that this person could ever see, every version of it, views included. */
  readonly visibleTo: (person: string | Person) => readonly Sight[]

  /** Sends the last envelope, or the last of a kind, once more. */
  readonly redeliver: (options?: Parameters<Deliveries['redeliver']>[0]) => void
  readonly dropSockets: () => void
  /** Sends everything to this address from now on, signed, once it has answered a challenge. */
  readonly deliverTo: (url: string) => Promise<void>
  /** Sends the last request to that address once more, spoilt; resolves to the status that came back. */
  readonly forge: (forgery: Forgery) => Promise<number>
  /** Asks the app to come back on a new socket. */
  readonly disconnect: (reason?: DisconnectReason) => void
  /** Sends the envelope `app_rate_limited`, which has no event inside. */
  readonly appRateLimited: () => void
  /** Lets all triggers and response URLs run out now. */
  readonly expire: () => void
  readonly close: () => Promise<void>
}

/** Opens a Slack on a free port of 127.0.0.1. */
export async function openSlack(chosen: SlackSettings = {}): Promise<Slack> {
  const settings: Required<SlackSettings> = { ...defaults, ...chosen }
  const world = createWorld(settings)
  const ledger = createLedger()
  const waiting = createWaiting()
  const { troubles, fates } = createTroubles()
  let port = 0
  const deliveries = createDeliveries(settings, ledger, waiting)
  const origin = () => `http://127.0.0.1:${port}`
  const acts = createActs(world, settings, origin)
  const core: Core = { settings, world, ledger, waiting, deliveries, acts }
  const sockets = createSockets(world, settings, ledger, waiting, deliveries, fates)
  deliveries.use(sockets.carrier)
  const methods = [
    ...appMethods(core, () => `ws://127.0.0.1:${port}${sockets.ticket()}`),
    ...conversationMethods(core),
    ...chatMethods(core),
    ...fileMethods(core, origin),
    ...viewMethods(core),
  ]
  const server = createRest(core, methods, fates)
  server.on('upgrade', sockets.upgrade)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  port = (server.address() as AddressInfo).port

  let http: HttpDelivery | undefined
  const people = new Map<string, Person>()
  const person = (nameOrId: string): Person => {
    const account = world.account(nameOrId)
    const known = people.get(account.id) ?? createPerson(core, account)
    people.set(account.id, known)
    return known
  }
  const memberId = (name: string) => (name === 'bot' ? world.bot.id : world.account(name).id)

  return {
    api: `http://127.0.0.1:${port}/api/`,
    botToken: settings.botToken,
    appToken: settings.appToken,
    signingSecret: settings.signingSecret,
    teamId: world.team.id,
    botUserId: world.bot.id,
    person,
    addPerson: (wanted) => person(world.addPerson(wanted).id),
    changePerson: world.changePerson,
    setGroup: world.setGroup,
    channelId: (name) => world.channel(name).id,
    groupId: (handle) => {
      const group = [...world.groups.values()].find((one) => one.handle === handle)
      if (group === undefined) throw new Error(`the fake Slack has no group ${handle}`)
      return group.id
    },
    join: (name, channel) => {
      world.channel(channel).members.add(memberId(name))
    },
    leave: (name, channel) => {
      world.channel(channel).members.delete(memberId(name))
    },
    connected: async (count = 1, within = 10_000) => {
      const look = () => (sockets.connected() >= count ? true : undefined)
      await waiting.until(look, within, () => `${count} sockets; there are ${sockets.connected()}`)
    },
    sockets: () => ({ open: sockets.connected(), opened: sockets.opened() }),
    faults: ledger.faults,
    broadcasts: ledger.broadcasts,
    links: ledger.links,
    late: ledger.late,
    undelivered: ledger.undelivered,
    requests: ledger.requests,
    visibleTo: (whom) => ledger.sights.get(typeof whom === 'string' ? world.account(whom).id : whom.id) ?? [],
    ...troubles,
    redeliver: (options) => {
      deliveries.redeliver(options)
    },
    dropSockets: sockets.drop,
    deliverTo: async (url) => {
      http?.close()
      http = createHttpDelivery(url, world, settings, deliveries)
      await http.verify()
      deliveries.use(http.carrier)
    },
    forge: async (forgery) => {
      if (http === undefined) throw new Error('nothing is delivered to an address yet')
      return http.forge(forgery)
    },
    disconnect: (reason = 'refresh_requested') => sockets.disconnect(reason),
    appRateLimited: sockets.appRateLimited,
    expire: acts.expire,
    close: async () => {
      waiting.close()
      http?.close()
      await sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
