import type { Core } from './core.ts'
import type { Interaction } from './interactions.ts'
import { direct } from './permissions.ts'
import type { Account, Fields } from './types.ts'
import { wireChannel, wireMember, wireMessage } from './wire.ts'

/** Somebody's membership as interactions carry it, with what they may do in the channel. */
function memberIn(core: Core, account: Account, interaction: Pick<Interaction, 'channel'>, whole: boolean): Fields {
  const permissions = core.world.permissions(account, interaction.channel)
  return { ...wireMember(account, { bare: !whole }), permissions: `${permissions}` }
}

/** The full INTERACTION_CREATE of an interaction. */
export function interactionPayload(core: Core, interaction: Interaction, data: Fields): Fields {
  const { world } = core
  const { account, channel, source } = interaction
  const inGuild = channel.kind === 'guild'
  return {
    id: interaction.id,
    application_id: world.application.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: inGuild
      ? { ...wireChannel(world, channel), permissions: `${world.permissions(account, channel)}` }
      : wireChannel(world, channel),
    ...(inGuild
      ? {
          guild_id: world.guild.id,
          guild: { id: world.guild.id, locale: world.guild.locale, features: [] },
          guild_locale: world.guild.locale,
          member: memberIn(core, account, interaction, true),
        }
      : { user: account.user }),
    locale: account.locale,
    app_permissions: `${inGuild ? world.permissions(world.bot, channel) : direct}`,
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: { 0: inGuild ? world.guild.id : '0' },
    context: inGuild ? 0 : 1,
    attachment_size_limit: 10_485_760,
    ...(source && { message: wireMessage(world, source) }),
  }
}

/** The people, roles, channels and messages that ids in the data stand for. */
export function resolved(
  core: Core,
  place: Pick<Interaction, 'channel'>,
  ids: { readonly users?: readonly string[]; readonly roles?: readonly string[]; readonly channels?: readonly string[] },
): Fields {
  const { world } = core
  const accounts = (ids.users ?? []).flatMap((id) => world.accounts.get(id) ?? [])
  const members = place.channel.kind === 'guild' ? accounts.filter(({ member }) => member) : []
  const roles = world.roles.filter(({ id }) => ids.roles?.includes(id))
  const channels = (ids.channels ?? []).flatMap((id) => world.channels.get(id) ?? [])
  const object = <Item>(items: readonly Item[], id: (item: Item) => string, value: (item: Item) => unknown) =>
    Object.fromEntries(items.map((item) => [id(item), value(item)]))
  return {
    ...(accounts.length > 0 && {
      users: object(
        accounts,
        ({ user }) => user.id,
        ({ user }) => user,
      ),
    }),
    ...(members.length > 0 && {
      members: object(
        members,
        ({ user }) => user.id,
        (member) => memberIn(core, member, place, false),
      ),
    }),
    ...(roles.length > 0 && {
      roles: object(
        roles,
        ({ id }) => id,
        (role) => role,
      ),
    }),
    ...(channels.length > 0 && {
      channels: object(
        channels,
        ({ id }) => id,
        (channel) => ({
          id: channel.id,
          name: channel.name,
          type: 0,
          permissions: `${world.permissions(world.bot, channel)}`,
          parent_id: null,
        }),
      ),
    }),
  }
}
