import type { Core } from '../core.ts'
import { refuse } from '../errors.ts'
import type { Route } from '../server.ts'
import type { Account, Channel, Fields } from '../types.ts'
import { wireChannel, wireGuild, wireMember } from '../wire.ts'

/** Gateway address, the application and its user, people, the guild. */
export function guildRoutes(core: Core, address: () => string): Route[] {
  const { world, settings } = core
  const guild = (id: string | undefined) => {
    if (id !== world.guild.id) throw refuse('unknownGuild')
  }
  const account = (id: string | undefined): Account => {
    const found = world.accounts.get(id ?? '')
    if (found === undefined) throw refuse('unknownUser')
    return found
  }
  const application: Fields = {
    id: world.application.id,
    name: world.application.name,
    icon: null,
    description: '',
    summary: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: world.application.flags,
    owner: world.guild.owner.user,
    team: null,
    bot: world.bot.user,
    integration_types_config: { 0: {} },
    interactions_endpoint_url: null,
    hook: true,
    approximate_guild_count: 1,
  }
  return [
    { path: 'GET /gateway', open: true, answer: () => ({ body: { url: address() } }) },
    {
      path: 'GET /gateway/bot',
      answer: () => ({
        body: {
          url: address(),
          shards: 1,
          session_start_limit: { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 },
        },
      }),
    },
    { path: 'GET /applications/@me', answer: () => ({ body: application }) },
    { path: 'GET /oauth2/applications/@me', answer: () => ({ body: application }) },
    {
      path: 'GET /users/@me',
      answer: () => ({ body: { ...world.bot.user, verified: true, mfa_enabled: false, email: null, flags: 0 } }),
    },
    {
      path: 'GET /users/@me/guilds',
      answer: () => ({
        body: [
          {
            id: world.guild.id,
            name: world.guild.name,
            icon: null,
            banner: null,
            owner: false,
            permissions: `${world.permissions(world.bot)}`,
            features: [],
          },
        ],
      }),
    },
    { path: 'GET /users/{user}', answer: ({ at }) => ({ body: account(at['user']).user }) },
    {
      path: 'GET /guilds/{guild}',
      answer: ({ at, query }) => {
        guild(at['guild'])
        const members = [...world.accounts.values()].filter(({ member }) => member).length
        const counts = { approximate_member_count: members, approximate_presence_count: members }
        return { body: { ...wireGuild(world), ...(query.get('with_counts') === 'true' && counts) } }
      },
    },
    {
      path: 'GET /guilds/{guild}/members',
      answer: ({ at, query }) => {
        guild(at['guild'])
        // The list of members is behind the members intent; a single member is not.
        if (!settings.guildMembers) throw refuse('missingAccess')
        const after = BigInt(query.get('after') ?? 0)
        const members = [...world.accounts.values()].filter(({ member, user }) => member && BigInt(user.id) > after)
        return { body: members.slice(0, Number(query.get('limit') ?? 1)).map((member) => wireMember(member)) }
      },
    },
    {
      path: 'GET /guilds/{guild}/members/{user}',
      answer: ({ at }) => {
        guild(at['guild'])
        const found = account(at['user'])
        if (!found.member) throw refuse('unknownMember')
        return { body: wireMember(found) }
      },
    },
    {
      path: 'GET /guilds/{guild}/roles',
      answer: ({ at }) => {
        guild(at['guild'])
        return { body: world.roles }
      },
    },
    {
      path: 'GET /guilds/{guild}/channels',
      answer: ({ at }) => {
        guild(at['guild'])
        const channels = [...world.channels.values()].filter((channel: Channel) => channel.kind === 'guild')
        return { body: channels.map((channel) => wireChannel(world, channel)) }
      },
    },
  ]
}
