/** A JSON object whose fields are not known beforehand. */
export type Fields = Readonly<Record<string, unknown>>

/** Someone with an account, as the API shows them. */
export interface User {
  readonly id: string
  readonly username: string
  readonly global_name: string | null
  readonly discriminator: string
  readonly avatar: null
  readonly bot: boolean
  readonly public_flags: number
}

/** A person of the fake: an account, and how it stands to the guild. */
export interface Account {
  readonly name: string
  readonly user: User
  locale: string
  /** False for strangers: people with an account who are not in the guild. */
  member: boolean
  /** False when they take no direct messages. */
  dms: boolean
  readonly nick: string | null
  roles: readonly string[]
  readonly joined: string
}

/** A role of the guild, as the API shows it. */
export interface Role {
  readonly id: string
  readonly name: string
  readonly color: number
  readonly colors: { readonly primary_color: number; readonly secondary_color: null; readonly tertiary_color: null }
  readonly hoist: boolean
  readonly position: number
  readonly permissions: string
  readonly managed: boolean
  readonly mentionable: boolean
  readonly flags: number
}

/** What a role or a member may or may not do in one channel. */
export interface Overwrite {
  readonly id: string
  readonly type: 0 | 1
  readonly allow: string
  readonly deny: string
}

/** A text channel of the guild, or the direct channel between the bot and one person. */
export interface Channel {
  readonly id: string
  readonly name: string
  readonly kind: 'guild' | 'dm'
  overwrites: readonly Overwrite[]
  /** The person on the other side of a direct channel. */
  readonly recipient?: User
  /** Whether that person has written there, which lets the bot write back. */
  opened?: boolean
}

/** A component of a message or modal; Discord gives each a number. */
export interface Component extends Fields {
  readonly type: number
  readonly id?: number
  readonly custom_id?: string
  readonly label?: string
  readonly components?: readonly Component[]
  readonly component?: Component
  readonly accessory?: Component
}

/** A message as the fake keeps it. */
export interface Message {
  readonly id: string
  readonly channel: Channel
  readonly author: User
  readonly type: number
  readonly at: string
  content: string
  embeds: readonly Fields[]
  components: readonly Component[]
  attachments: readonly Fields[]
  poll?: Fields
  flags: number
  edited: string | null
  /** How often it was changed. */
  changes: number
  deleted: boolean
  mentions: readonly string[]
  mentionRoles: readonly string[]
  mentionEveryone: boolean
  readonly nonce?: string | number
  /** The only person who sees it, when it is ephemeral. */
  readonly viewer?: string
  readonly webhook?: boolean
  readonly interaction?: Fields
  readonly reply?: Message
}

/** An open modal as the person sees it. */
export interface Modal {
  readonly custom_id: string
  readonly title: string
  readonly components: readonly Component[]
  /** The message whose component opened it. */
  readonly message?: Message
  readonly channel: Channel
  open: boolean
}

/** Flags of messages. */
export const flag = { suppressEmbeds: 4, ephemeral: 64, loading: 128, suppressNotifications: 4096, componentsV2: 32_768 } as const

/** Types of components. */
export const kind = {
  row: 1,
  button: 2,
  select: 3,
  input: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  upload: 19,
  radio: 21,
  checkboxes: 22,
  checkbox: 23,
} as const
