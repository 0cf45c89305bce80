import type { Account, Channel, Overwrite, Role } from './types.ts'

/** Permissions that the fake knows about. */
export const may = {
  administrator: 1n << 3n,
  manageGuild: 1n << 5n,
  view: 1n << 10n,
  send: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  useCommands: 1n << 31n,
} as const

/** What everyone may do in an ordinary channel. */
export const ordinary = may.view | may.send | may.embedLinks | may.attachFiles | may.readHistory | may.useCommands
/** What the two sides of a direct channel may do. */
export const direct = ordinary | may.manageMessages
/** Everything. */
export const everything = (1n << 53n) - 1n

/** What someone with these roles may do in a channel, by Discord's own order: everyone, roles, then the person. */
export function permissionsIn(
  channel: Channel | undefined,
  guildId: string,
  roles: readonly Role[],
  who: Pick<Account, 'roles'> & { readonly user: { readonly id: string } },
): bigint {
  if (channel?.kind === 'dm') return direct
  const mine = roles.filter((role) => role.id === guildId || who.roles.includes(role.id))
  const base = mine.reduce((all, role) => all | BigInt(role.permissions), 0n)
  if (base & may.administrator) return everything
  const overwrites = channel?.overwrites ?? []
  const apply = (bits: bigint, chosen: readonly Overwrite[]) => {
    const deny = chosen.reduce((all, overwrite) => all | BigInt(overwrite.deny), 0n)
    const allow = chosen.reduce((all, overwrite) => all | BigInt(overwrite.allow), 0n)
    return (bits & ~deny) | allow
  }
  const forEveryone = overwrites.filter(({ id }) => id === guildId)
  const forRoles = overwrites.filter(({ id, type }) => type === 0 && id !== guildId && who.roles.includes(id))
  const forMe = overwrites.filter(({ id, type }) => type === 1 && id === who.user.id)
  const bits = [forEveryone, forRoles, forMe].reduce(apply, base)
  return bits & may.view ? bits : 0n
}
