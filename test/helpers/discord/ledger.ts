import type { Problem } from './errors.ts'

/** A body that broke Discord's rules and was refused with 50035. */
export interface Fault extends Problem {
  readonly route: string
  /** The path as Discord's editors write it, such as `data.components[0].label`. */
  readonly where: string
  readonly body: unknown
}

/** Who was really pinged by a message. */
export interface Ping {
  readonly messageId: string
  readonly channelId: string
  /** Names of the people. */
  readonly users: readonly string[]
  /** Names of the roles. */
  readonly roles: readonly string[]
  readonly everyone: boolean
  readonly text: string
}

/** A masked link, `[label](url)`, that somebody can click in a message. */
export interface Link {
  readonly label: string
  readonly url: string
  readonly messageId: string
  readonly channelId: string
}

/** An interaction that was not acknowledged in time. */
export interface Late {
  readonly interactionId: string
  /** What the person did, such as `command ventanilla` or `button case:close:7`. */
  readonly what: string
  readonly person: string
  /** Milliseconds until an acknowledgement came after all; undefined when none ever came. */
  answeredAfter?: number
}

/** Something readable that a person could see at some time; every version of a message counts. */
export interface Sight {
  readonly kind: 'message' | 'edit' | 'modal' | 'choices'
  readonly channelId: string
  /** The message, or the interaction that opened the modal or asked for choices. */
  readonly id: string
  readonly ephemeral: boolean
  readonly text: string
  readonly at: number
}

/** A request that came in. */
export interface Logged {
  readonly method: string
  /** Without `/api/v10` and the query. */
  readonly path: string
  readonly body: unknown
  readonly at: number
  /** Undefined until it was answered, and for ever when the answer was lost on purpose. */
  status?: number
  /** Discord's code of a refusal. */
  code?: number
}

/** What the fake writes down, oldest first; of each at most ten thousand. */
export interface Ledger {
  readonly faults: Fault[]
  readonly pings: Ping[]
  readonly links: Link[]
  readonly late: Late[]
  readonly requests: Logged[]
  /** Sights by person's id. */
  readonly sights: Map<string, Sight[]>
}

/** An empty ledger. */
export const createLedger = (): Ledger => ({ faults: [], pings: [], links: [], late: [], requests: [], sights: new Map() })

/** Appends, and forgets the oldest beyond ten thousand. */
export function keep<Item>(list: Item[], item: Item): Item {
  list.push(item)
  if (list.length > 10_000) list.shift()
  return item
}
