import type { Waiting } from '../waiting.ts'
import type { Acts } from './acts.ts'
import type { Deliveries } from './deliveries.ts'
import type { Ledger } from './ledger.ts'
import type { SlackSettings } from './settings.ts'
import type { World } from './world.ts'

/** What every part of the fake works on. */
export interface Core {
  readonly settings: Required<SlackSettings>
  readonly world: World
  readonly ledger: Ledger
  readonly waiting: Waiting
  readonly deliveries: Deliveries
  readonly acts: Acts
}
