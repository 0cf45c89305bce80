import type { Method } from '../calls.ts'
import type { Core } from '../core.ts'
import { refuse } from '../errors.ts'
import type { Account, Fields } from '../types.ts'
import { visibleChannel } from './conversations.ts'

/** Somebody as `users.info` shows them. */
function wireUser(core: Core, account: Account, locale: boolean): Fields {
  const { id, name, realName, displayName, standing, teamId, tz, admin, bot, deactivated } = account
  return {
    id,
    team_id: teamId,
    name,
    deleted: deactivated,
    color: '9f69e7',
    real_name: realName,
    tz: tz.name,
    tz_label: tz.label,
    tz_offset: tz.offset,
    profile: {
      title: '',
      phone: '',
      skype: '',
      real_name: realName,
      real_name_normalized: realName,
      display_name: displayName,
      display_name_normalized: displayName,
      status_text: '',
      status_emoji: '',
      avatar_hash: 'ge3b51ca72de',
      email: `${name}@${teamId === core.world.team.id ? core.world.team.domain : 'region'}.example`,
      team: teamId,
      ...(bot && { api_app_id: core.world.appId, bot_id: core.world.botId }),
    },
    is_admin: admin,
    is_owner: admin,
    is_primary_owner: admin,
    is_restricted: standing === 'guest' || standing === 'single',
    is_ultra_restricted: standing === 'single',
    is_bot: bot,
    is_app_user: false,
    ...(standing === 'stranger' && { is_stranger: true }),
    updated: 1_700_000_000,
    is_email_confirmed: !bot,
    who_can_share_contact_card: 'EVERYONE',
    ...(locale && { locale: account.locale }),
  }
}

/** Methods about tokens, people and groups. */
export function appMethods(core: Core, socketUrl: () => string): Method[] {
  const { world } = core
  return [
    {
      name: 'auth.test',
      args: {},
      answer: () => ({
        url: `https://${world.team.domain}.slack.example/`,
        team: world.team.name,
        user: world.bot.name,
        team_id: world.team.id,
        user_id: world.bot.id,
        bot_id: world.botId,
        is_enterprise_install: false,
      }),
    },
    { name: 'api.test', args: { error: 'string', foo: 'string' }, answer: (args) => ({ args }) },
    { name: 'apps.connections.open', args: {}, token: 'app', answer: () => ({ url: socketUrl() }) },
    {
      name: 'users.info',
      args: { user: 'string!', include_locale: 'boolean' },
      formOnly: true,
      answer: ({ user, include_locale: locale }) => {
        const account = world.accounts.get(String(user))
        if (account === undefined) throw refuse('user_not_found')
        if (account.hidden) throw refuse('user_not_visible')
        return { user: wireUser(core, account, locale === true) }
      },
    },
    {
      name: 'usergroups.list',
      args: { include_users: 'boolean', include_count: 'boolean', include_disabled: 'boolean' },
      formOnly: true,
      answer: (args) => ({
        usergroups: [...world.groups.values()]
          .filter(({ disabled }) => !disabled || args['include_disabled'] === true)
          .map(({ id, handle, name, members, disabled }) => ({
            id,
            team_id: world.team.id,
            is_usergroup: true,
            is_subteam: true,
            name,
            description: '',
            handle,
            is_external: false,
            date_create: 1_700_000_000,
            date_update: 1_700_000_000,
            date_delete: disabled ? 1_700_000_001 : 0,
            auto_type: null,
            created_by: world.bot.id,
            updated_by: world.bot.id,
            deleted_by: null,
            prefs: { channels: [], groups: [] },
            ...(args['include_users'] === true && { users: members }),
            ...(args['include_count'] === true && { user_count: String(members.length) }),
          })),
      }),
    },
    {
      name: 'usergroups.users.list',
      args: { usergroup: 'string!', include_disabled: 'boolean' },
      formOnly: true,
      answer: ({ usergroup, include_disabled: disabled }) => {
        const group = world.groups.get(String(usergroup))
        if (group === undefined) throw refuse('no_such_subteam')
        if (group.disabled && disabled !== true) throw refuse('subteam_disabled')
        return { users: group.members }
      },
    },
    {
      name: 'chat.getPermalink',
      args: { channel: 'string!', message_ts: 'string!' },
      formOnly: true,
      answer: ({ channel: id, message_ts: ts }) => {
        const channel = visibleChannel(core, id)
        const message = world.messages.find((one) => one.channel === channel && one.ts === ts && !one.viewer && !one.deleted)
        if (message === undefined) throw refuse('message_not_found')
        const where = `https://${world.team.domain}.slack.example/archives/${channel.id}/p${message.ts.replace('.', '')}`
        const { threadTs } = message
        return {
          channel: channel.id,
          permalink: threadTs === undefined ? where : `${where}?thread_ts=${threadTs}&cid=${channel.id}`,
        }
      },
    },
  ]
}
