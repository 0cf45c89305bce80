/** A JSON object whose fields are not known beforehand. */
export type Fields = Readonly<Record<string, unknown>>

/** How somebody belongs to the workspace; a single-channel guest is `single`, somebody of another workspace a `stranger`. */
export type Standing = 'member' | 'guest' | 'single' | 'stranger'

/** Somebody with an account, our bot included. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly realName: string
  readonly displayName: string
  readonly teamId: string
  locale: string
  standing: Standing
  readonly admin: boolean
  readonly bot: boolean
  /** True for strangers whom our workspace cannot look up. */
  readonly hidden: boolean
  deactivated: boolean
  readonly tz: { readonly name: string; readonly label: string; readonly offset: number }
}

/** A channel, a direct conversation with one person (`im`), or with several (`mpim`). */
export interface Channel {
  readonly id: string
  readonly name: string
  readonly kind: 'public' | 'private' | 'im' | 'mpim'
  /** Ids of everybody in it, our bot too where it is. */
  readonly members: Set<string>
  /** Shared with another workspace. */
  readonly shared: boolean
  archived: boolean
  readonly created: number
}

/** A group of people with a handle. */
export interface Group {
  readonly id: string
  readonly handle: string
  readonly name: string
  members: readonly string[]
  readonly disabled: boolean
}

/** A file that the app announced, and then uploaded and shared. */
export interface StoredFile {
  readonly id: string
  readonly name: string
  /** The name until another is given when it is shared. */
  title: string
  /** Words for those who cannot see it. */
  readonly altText?: string
  /** How many bytes were announced. */
  readonly length: number
  /** Where on the fake's own server its bytes are taken. */
  readonly path: string
  readonly created: number
  state: 'announced' | 'uploaded' | 'completed'
  /** Nothing until it is uploaded. */
  bytes: Uint8Array
}

/** A message as the fake keeps it. */
export interface Message {
  readonly ts: string
  readonly channel: Channel
  readonly author: Account
  text: string
  blocks: readonly Fields[]
  attachments: readonly Fields[]
  readonly files: readonly StoredFile[]
  metadata?: Fields
  readonly threadTs?: string
  /** The only person who sees it, when it is ephemeral. */
  readonly viewer?: string
  edited?: string
  deleted: boolean
  /** When it was made and last changed, in the order of everything that happens. */
  readonly made: number
  changed: number
  /** What somebody did that this answers, where Slack itself knows that. */
  origin?: string
  /** What stands in its inputs and selects, by block and element. */
  readonly state: Map<string, Fields>
}

/** A modal or a Home tab as the fake keeps it. */
export interface View {
  readonly id: string
  readonly type: 'modal' | 'home'
  readonly owner: Account
  /** As the app sent it, with a `block_id` on every block. */
  content: Fields
  hash: string
  open: boolean
  changed: number
  readonly previous?: View
  readonly root: string
  externalId?: string
  /** What stands in its inputs, by block and element. */
  readonly state: Map<string, Fields>
}
