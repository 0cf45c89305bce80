import type { Waiting } from '../waiting.ts'
import type { Gateway } from './gateway.ts'
import type { Interactions } from './interactions.ts'
import type { Ledger } from './ledger.ts'
import type { DiscordSettings } from './settings.ts'
import type { World } from './world.ts'

/** What every part of the fake works on. */
export interface Core {
  readonly settings: Required<DiscordSettings>
  readonly world: World
  readonly gateway: Gateway
  readonly ledger: Ledger
  readonly waiting: Waiting
  readonly interactions: Interactions
}
