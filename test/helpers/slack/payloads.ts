import type { Act } from './acts.ts'
import { newId, secret, timestamp } from './ids.ts'
import { stateValues } from './state.ts'
import type { Account, Channel, Fields, Message, StoredFile, View } from './types.ts'
import type { World } from './world.ts'

const teamOf = (world: World, { teamId }: Account) =>
  teamId === world.team.id ? { id: world.team.id, domain: world.team.domain } : { id: teamId, domain: 'region' }

/** What every interactive payload has in common. */
export const common = (world: World, account: Account): Fields => ({
  team: teamOf(world, account),
  enterprise: null,
  is_enterprise_install: false,
  api_app_id: world.appId,
  token: world.verification,
})

/** Who acts, as interactive payloads show them. */
export const actor = ({ id, name, teamId }: Account): Fields => ({ id, username: name, name, team_id: teamId })

/** A channel's name as payloads give it, which they hide for private ones. */
export const nameOf = ({ kind, name }: Channel) =>
  kind === 'im' ? 'directmessage' : kind === 'private' || kind === 'mpim' ? 'privategroup' : name

/** A file as answers and messages carry it; Slack finds out only later of which type it is, and where it was shared. */
export function wireFile(world: World, file: StoredFile): Fields {
  const { id, name, title, altText, length, created } = file
  const host = `https://${world.team.domain}.slack.example`
  const at = `${host}/files-pri/${world.team.id}-${id}`
  return {
    id,
    created,
    timestamp: created,
    name,
    title,
    mimetype: '',
    filetype: '',
    pretty_type: '',
    user: world.bot.id,
    user_team: world.team.id,
    editable: false,
    size: length,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: false,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${at}/${encodeURIComponent(name)}`,
    url_private_download: `${at}/download/${encodeURIComponent(name)}`,
    media_display_type: 'unknown',
    permalink: `${host}/files/${world.bot.id}/${id}/${encodeURIComponent(name)}`,
    ...(altText !== undefined && { alt_txt: altText }),
    shares: {},
    channels: [],
    groups: [],
    ims: [],
    has_more_shares: false,
    is_starred: false,
    has_rich_preview: false,
    file_access: 'visible',
    comments_count: 0,
  }
}

/** A message as payloads, events and answers carry it. */
export function wireMessage(world: World, message: Message): Fields {
  const { author, ts, text, blocks, attachments, files, threadTs, edited, metadata, viewer } = message
  const shared = files.map((file) => wireFile(world, file))
  return {
    type: 'message',
    ...(files.length > 0 && { subtype: 'file_share', upload: true, display_as_bot: false, files: shared }),
    ...(author.bot && {
      bot_id: world.botId,
      app_id: world.appId,
      bot_profile: {
        id: world.botId,
        deleted: false,
        name: author.realName,
        updated: 1_700_000_000,
        app_id: world.appId,
        icons: {},
        team_id: world.team.id,
      },
    }),
    user: author.id,
    // Messages with files come without it.
    ...(files.length === 0 && { team: author.teamId }),
    ts,
    text,
    ...(blocks.length > 0 && { blocks }),
    ...(attachments.length > 0 && { attachments }),
    ...(threadTs !== undefined && { thread_ts: threadTs }),
    ...(edited !== undefined && { edited: { user: author.id, ts: edited } }),
    ...(metadata && { metadata }),
    ...(viewer !== undefined && { is_ephemeral: true }),
  }
}

/** Blocks of a view. */
export const blocksOf = ({ content }: View) => (content['blocks'] ?? []) as readonly Fields[]

/** A view as payloads and answers carry it. */
export function wireView(world: World, view: View): Fields {
  const { content } = view
  return {
    id: view.id,
    team_id: view.owner.teamId,
    type: view.type,
    blocks: blocksOf(view),
    private_metadata: content['private_metadata'] ?? '',
    callback_id: content['callback_id'] ?? '',
    state: { values: stateValues(blocksOf(view), view.state) },
    hash: view.hash,
    title: content['title'] ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: content['clear_on_close'] ?? false,
    notify_on_close: content['notify_on_close'] ?? false,
    close: content['close'] ?? null,
    submit: content['submit'] ?? null,
    previous_view_id: view.previous?.id ?? null,
    root_view_id: view.root,
    app_id: world.appId,
    external_id: view.externalId ?? '',
    app_installed_team_id: world.team.id,
    bot_id: world.botId,
  }
}

/** A slash command. */
export function commandPayload(world: World, act: Act, command: string, text: string, channel: Channel): Fields {
  const { account, trigger, responseUrl } = act
  return {
    token: world.verification,
    team_id: account.teamId,
    team_domain: teamOf(world, account).domain,
    channel_id: channel.id,
    channel_name: nameOf(channel),
    user_id: account.id,
    user_name: account.name,
    command,
    text,
    api_app_id: world.appId,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: trigger,
  }
}

/** An element of a message or view that was used. */
export function actionsPayload(world: World, act: Act, used: Fields, view?: View): Fields {
  const { account, channel, source, trigger, responseUrl } = act
  const head = { type: 'block_actions', user: actor(account), ...common(world, account), trigger_id: trigger }
  const actions = [{ ...used, action_ts: timestamp() }]
  if (view) return { ...head, container: { type: 'view', view_id: view.id }, view: wireView(world, view), actions }
  if (!source || !channel) throw new Error('a press needs a message or a view')
  const ephemeral = source.viewer !== undefined
  return {
    ...head,
    container: {
      type: 'message',
      message_ts: source.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(source.threadTs !== undefined && { thread_ts: source.threadTs }),
    },
    channel: { id: channel.id, name: nameOf(channel) },
    // Slack keeps no ephemeral messages, so it cannot send them back.
    ...(!ephemeral && { message: wireMessage(world, source) }),
    state: { values: stateValues(source.blocks, source.state) },
    response_url: responseUrl,
    actions,
  }
}

/** A shortcut, on a message or anywhere. */
export function shortcutPayload(world: World, act: Act, callbackId: string): Fields {
  const { account, channel, source, trigger, responseUrl } = act
  const head = {
    callback_id: callbackId,
    trigger_id: trigger,
    user: actor(account),
    ...common(world, account),
    action_ts: timestamp(),
  }
  if (!source || !channel) return { type: 'shortcut', ...head }
  return {
    type: 'message_action',
    ...head,
    response_url: responseUrl,
    message_ts: source.ts,
    channel: { id: channel.id, name: nameOf(channel) },
    message: wireMessage(world, source),
  }
}

/** A view that was submitted, or closed. */
export function viewPayload(world: World, act: Act, view: View, more: Fields): Fields {
  const { account, trigger } = act
  return { user: actor(account), ...common(world, account), trigger_id: trigger, view: wireView(world, view), ...more }
}

/** An event in its envelope. */
export function eventPayload(world: World, event: Fields, account: Account): Fields {
  return {
    token: world.verification,
    team_id: world.team.id,
    context_team_id: world.team.id,
    context_enterprise_id: null,
    api_app_id: world.appId,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: world.team.id, user_id: world.bot.id, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: account.standing === 'stranger',
    event_context: `4-${secret(24)}`,
  }
}
