import type { Account } from './people.ts'

/** What people may do, each role everything that the one before may. */
export const roles = ['trainee', 'staff', 'supervisor'] as const
export type Role = (typeof roles)[number]

/** Which accounts, user groups and roles of a platform have which role here, as `slack:U1`, `slack:S2`, `discord:3`. */
export interface RoleSettings {
  readonly supervisors: readonly string[]
  readonly staff: readonly string[]
  readonly trainees: readonly string[]
  /** The role of a member of the office's own workspace or server whom no list names. */
  readonly others: 'staff' | 'trainee'
}

/** Who somebody is on the platform they come from. */
export interface Standing extends Account {
  readonly standing: 'member' | 'guest' | 'stranger'
  readonly groups: readonly string[]
}

export const atLeast = (role: Role, least: Role): boolean => roles.indexOf(role) >= roles.indexOf(least)

/**
 * The role of somebody, the highest that a list gives to any of their accounts or groups; undefined for guests and strangers whom no list names.
 * Whoever sits at the terminal has the machine in hand, and is a supervisor.
 */
export function roleOf(
  { platform, account, standing, groups }: Standing,
  { supervisors, staff, trainees, others }: RoleSettings,
  linked: readonly Account[] = [],
): Role | undefined {
  if (platform === 'terminal') return 'supervisor'
  const names = [
    ...[account, ...groups].map((id) => `${platform}:${id}`),
    ...linked.map((one) => `${one.platform}:${one.account}`),
  ]
  const listed = (list: readonly string[]) => names.some((name) => list.includes(name))
  if (listed(supervisors)) return 'supervisor'
  if (listed(staff)) return 'staff'
  if (listed(trainees)) return 'trainee'
  return standing === 'member' ? others : undefined
}
