import {
  type BaseInteraction,
  type Client,
  DiscordAPIError,
  type Guild,
  type GuildMember,
  type Message,
  type User,
} from 'discord.js'
import type { Actor } from '#engine'

/** How long what Discord says of a member holds, in milliseconds. */
const holds = 5 * 60_000
const most = 10_000

/** Codes with which Discord says that somebody is no member, or that we may not know. */
const notThere = new Set<number | string>([10_004, 10_007, 10_013, 50_001])

/** Who people are: members of the office's server or not, and their roles there. */
export interface People {
  readonly ofInteraction: (interaction: BaseInteraction) => Promise<Actor>
  readonly ofMessage: (message: Message) => Promise<Actor>
}

/** @param office id of the office's server; undefined: every server that the bot is in */
export function peopleOf(client: Client, office: string | undefined): People {
  const kept = new Map<string, { readonly until: number; readonly roles: Promise<readonly string[] | undefined> }>()
  const offices = (): Guild[] => [...client.guilds.cache.values()].filter(({ id }) => office === undefined || id === office)

  /** The roles of a user in the office's server; undefined when they are not there. */
  function rolesOf(user: string): Promise<readonly string[] | undefined> {
    const known = kept.get(user)
    if (known && known.until > Date.now()) return known.roles
    // What was known a while ago answers now; a form cannot wait. The next time it is fresh.
    const stale = known?.roles
    if (kept.size >= most) kept.delete(kept.keys().next().value ?? user)
    const roles = lookUp(user)
    kept.set(user, { until: Date.now() + holds, roles })
    roles.catch(() => kept.delete(user))
    return stale ?? roles
  }

  async function lookUp(user: string): Promise<readonly string[] | undefined> {
    for (const guild of offices()) {
      try {
        const member = await guild.members.fetch({ user, force: true })
        return idsOf(member)
      } catch (error) {
        if (error instanceof DiscordAPIError && notThere.has(error.code)) continue
        const known = guild.members.cache.get(user)
        if (!known) throw error
        return idsOf(known)
      }
    }
    return undefined
  }

  const actorOf = (user: User, name: string, roles: readonly string[] | undefined, locale: string | undefined): Actor => ({
    platform: 'discord',
    account: user.id,
    name: name.slice(0, 200),
    standing: roles === undefined ? 'stranger' : 'member',
    groups: [...(roles ?? [])],
    ...(locale === undefined ? {} : { locale }),
  })

  return {
    ofInteraction: async ({ user, member, guildId, locale }) => {
      const here = guildId !== null && member !== null && (office === undefined || guildId === office)
      const roles = here ? (Array.isArray(member.roles) ? member.roles : idsOf(member as GuildMember)) : await rolesOf(user.id)
      const name = (member && 'displayName' in member ? member.displayName : undefined) ?? user.displayName
      return actorOf(user, name, roles, locale)
    },
    ofMessage: async ({ author, member, guildId }) => {
      const here = guildId !== null && member !== null && (office === undefined || guildId === office)
      return actorOf(
        author,
        member?.displayName ?? author.displayName,
        here ? idsOf(member) : await rolesOf(author.id),
        undefined,
      )
    },
  }
}

const idsOf = (member: GuildMember): string[] => [...member.roles.cache.keys()]
