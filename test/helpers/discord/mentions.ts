import { may } from './permissions.ts'
import type { Account, Channel, Fields, Message, Role } from './types.ts'
import type { World } from './world.ts'

/** Whom a text reaches. */
export interface Reached {
  readonly users: readonly Account[]
  readonly roles: readonly Role[]
  readonly everyone: boolean
}

/** Code is shown as it stands and reaches nobody. */
const withoutCode = (text: string) => text.replace(/```[\s\S]*?```|``[\s\S]*?``|`[^`\n]*`/g, ' ')

const listed = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

/**
 * Whom a text really reaches. Without `allowed_mentions` an ordinary message reaches everybody it names, an answer to an
 * interaction only users. A backslash before a mention is no protection to rely on, so it counts as none here.
 */
export function reachedBy(
  world: World,
  channel: Channel,
  author: Account,
  texts: readonly string[],
  allowed: Fields | null | undefined,
  source: 'ordinary' | 'interaction',
  reply?: Message,
): Reached {
  const text = texts.map(withoutCode).join('\n')
  const absent = allowed === undefined || allowed === null
  const parse = absent ? (source === 'ordinary' ? ['users', 'roles', 'everyone'] : ['users']) : listed(allowed['parse'])
  const passes = (type: 'users' | 'roles', id: string) => parse.includes(type) || (!absent && listed(allowed[type]).includes(id))
  const mayAll = (world.permissions(author, channel) & may.mentionEveryone) !== 0n

  const named = [...text.matchAll(/<@!?(\d+)>/g)].map(([, id = '']) => id).filter((id) => passes('users', id))
  const repliedTo = reply && (absent ? true : allowed['replied_user'] === true) ? [reply.author.id] : []
  const users = [...new Set([...named, ...repliedTo])]
    .flatMap((id) => world.accounts.get(id) ?? [])
    .filter((account) => account !== author && world.sees(account, channel))

  if (channel.kind === 'dm') return { users, roles: [], everyone: false }
  const roles = [...new Set([...text.matchAll(/<@&(\d+)>/g)].map(([, id = '']) => id))]
    .filter((id) => passes('roles', id))
    .flatMap((id) => world.roles.find((role) => role.id === id) ?? [])
    .filter(({ mentionable }) => mentionable || mayAll)
  return { users, roles, everyone: mayAll && parse.includes('everyone') && /@(everyone|here)/.test(text) }
}

/** The masked links of a text that can be clicked, that is, whose brackets are not escaped. */
export function maskedLinks(text: string): { readonly label: string; readonly url: string }[] {
  return [...withoutCode(text).matchAll(/(?<!\\)(?:\\\\)*\[((?:\\.|[^\]\\\n])+)\]\(\s*<?(\w[\w+.-]*:[^\s)>]+)/g)].map(
    ([, label = '', url = '']) => ({ label, url }),
  )
}
