import { may } from './permissions.ts'
import type { Account, Channel, Fields, Message } from './types.ts'
import type { World } from './world.ts'

/** A member of the guild as the API shows them; `bare` is the form without the user that comes inside messages. */
export function wireMember(account: Account, { bare = false } = {}): Fields {
  return {
    ...(bare ? {} : { user: account.user }),
    nick: account.nick,
    avatar: null,
    banner: null,
    roles: account.roles,
    joined_at: account.joined,
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  }
}

/** A channel as the API shows it. */
export function wireChannel(world: World, channel: Channel): Fields {
  const last = [...world.messages.values()].findLast((message) => message.channel === channel && message.viewer === undefined)
  const last_message_id = last?.id ?? null
  if (channel.kind === 'dm') return { id: channel.id, type: 1, last_message_id, flags: 0, recipients: [channel.recipient] }
  return {
    id: channel.id,
    type: 0,
    guild_id: world.guild.id,
    name: channel.name,
    position: [...world.channels.keys()].indexOf(channel.id),
    permission_overwrites: channel.overwrites,
    parent_id: null,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id,
    flags: 0,
  }
}

/** The guild as the API shows it; GUILD_CREATE carries its channels and members besides. */
export function wireGuild(world: World, { whole = false } = {}): Fields {
  const members = [...world.accounts.values()].filter(({ member }) => member)
  const { guild } = world
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    icon_hash: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.owner.user.id,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 1,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    roles: world.roles,
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    preferred_locale: guild.locale,
    premium_tier: 0,
    premium_progress_bar_enabled: false,
    nsfw_level: 0,
    vanity_url_code: null,
    description: null,
    banner: null,
    widget_enabled: false,
    widget_channel_id: null,
    max_members: 500_000,
    incidents_data: null,
    ...(whole && {
      joined_at: guild.at,
      large: false,
      unavailable: false,
      member_count: members.length,
      channels: [...world.channels.values()]
        .filter(({ kind }) => kind === 'guild')
        .filter((channel) => (world.permissions(world.bot, channel) & may.view) !== 0n)
        .map((channel) => ({ ...wireChannel(world, channel), guild_id: undefined })),
      // Without the members intent Discord sends the bot itself and those in voice only.
      members: [wireMember(world.bot)],
      threads: [],
      presences: [],
      voice_states: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    }),
  }
}

/** A message as the API shows it; `guarded` leaves out what somebody without the message content intent does not get. */
export function wireMessage(world: World, message: Message, { guarded = false, inner = false } = {}): Fields {
  const bot = world.bot.user.id
  const hidden = guarded && message.channel.kind === 'guild' && message.author.id !== bot && !message.mentions.includes(bot)
  return {
    id: message.id,
    channel_id: message.channel.id,
    type: message.type,
    author: message.author,
    content: hidden ? '' : message.content,
    embeds: hidden ? [] : message.embeds,
    components: hidden ? [] : message.components,
    attachments: hidden ? [] : message.attachments,
    ...(message.poll && !hidden && { poll: message.poll }),
    timestamp: message.at,
    edited_timestamp: message.edited,
    tts: false,
    mention_everyone: message.mentionEveryone,
    mentions: message.mentions.flatMap((id) => world.accounts.get(id)?.user ?? []),
    mention_roles: message.mentionRoles,
    pinned: false,
    flags: message.flags,
    ...(message.nonce !== undefined && { nonce: message.nonce }),
    ...(message.webhook && { webhook_id: world.application.id, application_id: world.application.id }),
    ...(message.interaction && { interaction_metadata: message.interaction }),
    ...(message.reply && {
      message_reference: {
        type: 0,
        message_id: message.reply.id,
        channel_id: message.channel.id,
        ...(message.channel.kind === 'guild' && { guild_id: world.guild.id }),
      },
      ...(!inner && {
        referenced_message: message.reply.deleted ? null : wireMessage(world, message.reply, { guarded, inner: true }),
      }),
    }),
  }
}

/** What the gateway adds to a message of the guild. */
export function wireMessageEvent(world: World, message: Message, guarded: boolean): Fields {
  const author = world.accounts.get(message.author.id)
  return {
    ...wireMessage(world, message, { guarded }),
    ...(message.channel.kind === 'guild' && {
      guild_id: world.guild.id,
      ...(author?.member && !message.webhook && { member: wireMember(author, { bare: true }) }),
    }),
    ...(message.channel.kind === 'dm' && { channel_type: 1 }),
  }
}
