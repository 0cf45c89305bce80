import type { webApi } from '@slack/bolt'
import type { Actor } from '#engine'
import { patiently, platformCode } from './web.ts'

/** How long what Slack says of a person or a group holds, in milliseconds. */
const holds = 5 * 60_000
/** People remembered at once. */
const most = 10_000

interface Kept<Value> {
  readonly until: number
  readonly value: Promise<Value>
}

/** Who people are: of our workspace or not, their language, and which of the groups that have a role they belong to. */
export interface People {
  readonly actor: (user: string, team: string | undefined) => Promise<Actor>
}

type User = NonNullable<webApi.UsersInfoResponse['user']>

/**
 * @param groups ids of the user groups that have a role here
 * @param home the workspace that is ours
 */
export function peopleOf(client: webApi.WebClient, home: string | undefined, groups: readonly string[]): People {
  const users = new Map<string, Kept<User | undefined>>()
  const members = new Map<string, Kept<readonly string[]>>()

  /** Asks once for everybody who wants to know at the same time, and again when it no longer holds. A failure is not remembered. */
  function remembered<Value>(kept: Map<string, Kept<Value>>, key: string, ask: () => Promise<Value>): Promise<Value> {
    const known = kept.get(key)
    if (known && known.until > Date.now()) return known.value
    if (kept.size >= most) kept.delete(kept.keys().next().value ?? key)
    const value = ask()
    kept.set(key, { until: Date.now() + holds, value })
    value.catch(() => kept.delete(key))
    return value
  }

  const userOf = (user: string) =>
    remembered(users, user, async () => {
      try {
        return (await patiently(() => client.users.info({ user, include_locale: true }))).user
      } catch (error) {
        const code = platformCode(error)
        // Somebody whom our workspace does not know.
        if (code === 'user_not_found' || code === 'user_not_visible') return { is_stranger: true }
        // We may not ask: then the workspace that they come from has to tell. Whatever else goes wrong, nobody is let in for it.
        if (code === 'missing_scope' || code === 'unknown_method') return undefined
        throw error
      }
    })
  const membersOf = (group: string) =>
    remembered(members, group, async () => {
      const { users: ids } = await patiently(() => client.usergroups.users.list({ usergroup: group }))
      return ids ?? []
    })

  return {
    actor: async (user, team) => {
      const [known, theirs] = await Promise.all([
        userOf(user),
        Promise.all(groups.map(async (group) => ((await membersOf(group)).includes(user) ? [group] : []))),
      ])
      const from = known?.team_id ?? team
      const elsewhere =
        known?.is_stranger === true || known?.is_bot === true || (home !== undefined && from !== undefined && from !== home)
      const guest = known?.is_restricted === true || known?.is_ultra_restricted === true
      const name = known?.profile?.display_name || known?.real_name || known?.name || ''
      return {
        platform: 'slack',
        account: user,
        name: name.slice(0, 200),
        standing: elsewhere ? 'stranger' : guest ? 'guest' : 'member',
        groups: theirs.flat(),
        ...(known?.locale === undefined ? {} : { locale: known.locale }),
      }
    },
  }
}
