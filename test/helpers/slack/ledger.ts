/** A mention that really notifies or names somebody: `channel`, `here`, `everyone`, a person or a group. */
export interface Broadcast {
  readonly kind: 'channel' | 'here' | 'everyone' | 'user' | 'group'
  /** Of the person or group. */
  readonly id?: string
  readonly method: string
  /** Where the text lies in what was sent. */
  readonly where: string
  readonly text: string
}

/** A link written as `<url>` or `<url|label>` that somebody can click. */
export interface Link {
  readonly url: string
  readonly label?: string
  readonly method: string
  readonly where: string
}

/** Something that was not acknowledged in time. */
export interface Late {
  /** What the person did, such as `command /ventanilla` or `press case:close:7`. */
  readonly what: string
  readonly person: string
  readonly envelopeId: string
  /** Milliseconds until an acknowledgement came after all; undefined when none ever came. */
  answeredAfter?: number
}

/** Something that found no connection to go out on. */
export interface Undelivered {
  readonly what: string
  readonly person: string
}

/** Something readable that a person could see at some time; every version counts. */
export interface Sight {
  readonly kind: 'message' | 'edit' | 'modal' | 'home' | 'errors' | 'options'
  /** Of the channel; empty for views. */
  readonly channelId: string
  /** The message's `ts`, or the view's id. */
  readonly id: string
  readonly ephemeral: boolean
  readonly text: string
  readonly at: number
}

/** A call that came in. */
export interface Logged {
  /** Such as `chat.postMessage`; `response_url` for an answer at one, `upload` for the bytes of a file. */
  readonly method: string
  readonly args: unknown
  readonly at: number
  /** Undefined until it was answered, and for ever when the answer was lost on purpose. */
  status?: number
  /** Slack's code of a refusal; at an upload, which has none, what is wrong. */
  error?: string
}

/** What the fake writes down, oldest first; of each at most ten thousand. */
export interface Ledger {
  /** Rules that were broken, each as `method: path: what is wrong`. */
  readonly faults: string[]
  readonly broadcasts: Broadcast[]
  readonly links: Link[]
  readonly late: Late[]
  readonly undelivered: Undelivered[]
  readonly requests: Logged[]
  /** Sights by person's id. */
  readonly sights: Map<string, Sight[]>
}

/** An empty ledger. */
export const createLedger = (): Ledger => ({
  faults: [],
  broadcasts: [],
  links: [],
  late: [],
  undelivered: [],
  requests: [],
  sights: new Map(),
})

/** Appends, and forgets the oldest beyond ten thousand. */
export function keep<Item>(list: Item[], item: Item): Item {
  list.push(item)
  if (list.length > 10_000) list.shift()
  return item
}
