import { secret, triggerId } from './ids.ts'
import type { SlackSettings } from './settings.ts'
import type { Account, Channel, Message } from './types.ts'
import type { World } from './world.ts'

/** Something that a person did, and what the app may answer it with. */
export interface Act {
  readonly id: string
  readonly account: Account
  readonly channel?: Channel
  /** The message whose element was used. */
  readonly source?: Message
  readonly trigger: string
  readonly responseUrl?: string
  /** Where in the order of everything it happened. */
  readonly order: number
}

/** An address at which the app may answer. */
export interface ResponseUrl {
  readonly act: Act
  readonly channel: Channel
  readonly until: number
  uses: number
  /** What was said there last. */
  last?: Message
}

/** What people did. */
export interface Acts {
  /** Begins something that opens a trigger, and a response URL of this kind where there is a channel. */
  readonly begin: (
    account: Account,
    at?: { readonly channel?: Channel; readonly source?: Message; readonly kind?: 'commands' | 'actions' | 'app' },
  ) => Act
  /** The act whose trigger this is; the error with which Slack refuses it otherwise. It works once. */
  readonly exchange: (trigger: string) => Act | 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id'
  readonly responseUrl: (path: string) => ResponseUrl | undefined
  /** Lets triggers and response URLs that are out now run out. */
  readonly expire: () => void
}

const kept = 2000

/** Builds the list of acts; `origin` tells where the fake listens. */
export function createActs(world: World, settings: Required<SlackSettings>, origin: () => string): Acts {
  const triggers = new Map<string, { readonly act: Act; until: number; used: boolean }>()
  const urls = new Map<string, ResponseUrl & { until: number }>()
  const forget = (map: Map<string, unknown>) => {
    for (const key of [...map.keys()].slice(0, -kept)) map.delete(key)
  }
  return {
    begin: (account, { channel, source, kind = 'commands' } = {}) => {
      const path = `/${kind}/${world.team.id}/${Date.now()}/${secret()}`
      const trigger = triggerId()
      const act: Act = {
        id: trigger,
        account,
        ...(channel && { channel, responseUrl: `${origin()}${path}` }),
        ...(source && { source }),
        trigger,
        order: world.next(),
      }
      triggers.set(trigger, { act, until: Date.now() + settings.triggerLife, used: false })
      if (channel) urls.set(path, { act, channel, until: Date.now() + settings.responseLife, uses: 0 })
      forget(triggers)
      forget(urls)
      return act
    },
    exchange: (trigger) => {
      const found = triggers.get(trigger)
      if (found === undefined) return 'invalid_trigger_id'
      if (found.used) return 'exchanged_trigger_id'
      if (found.until < Date.now()) return 'expired_trigger_id'
      found.used = true
      return found.act
    },
    responseUrl: (path) => urls.get(path),
    expire: () => {
      for (const entry of [...triggers.values(), ...urls.values()]) entry.until = 0
    },
  }
}
