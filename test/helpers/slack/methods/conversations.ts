import type { Method } from '../calls.ts'
import type { Core } from '../core.ts'
import { refuse } from '../errors.ts'
import type { Channel, Fields } from '../types.ts'

/** A channel that our bot can look at: public ones, and those it is in. */
export function visibleChannel({ world }: Core, id: unknown): Channel {
  const channel = world.channels.get(String(id))
  if (channel === undefined) throw refuse('channel_not_found')
  if (channel.kind !== 'public' && !channel.members.has(world.bot.id)) throw refuse('channel_not_found')
  return channel
}

/** The person at the other end of a direct conversation. */
export const partnerOf = ({ world }: Core, { members }: Channel) => [...members].find((id) => id !== world.bot.id) ?? ''

function wireChannel(core: Core, channel: Channel): Fields {
  const { id, name, kind, members, shared, archived, created } = channel
  const base = { id, created, is_archived: archived, context_team_id: core.world.team.id, updated: created * 1000 }
  if (kind === 'im')
    return { ...base, is_im: true, is_org_shared: false, user: partnerOf(core, channel), is_user_deleted: false, priority: 0 }
  return {
    ...base,
    name,
    name_normalized: name,
    is_channel: kind === 'public',
    is_group: kind === 'private',
    is_im: false,
    is_mpim: kind === 'mpim',
    is_private: kind !== 'public',
    is_general: false,
    is_member: members.has(core.world.bot.id),
    is_shared: shared,
    is_ext_shared: shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    parent_conversation: null,
    creator: core.world.bot.id,
    shared_team_ids: [core.world.team.id],
    unlinked: 0,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
  }
}

/** Methods about channels and direct conversations. */
export function conversationMethods(core: Core): Method[] {
  const { world } = core
  return [
    {
      name: 'conversations.open',
      args: { channel: 'string', users: 'string', return_im: 'boolean', prevent_creation: 'boolean' },
      answer: ({ channel: id, users, return_im: whole }) => {
        if (id !== undefined) {
          const channel = visibleChannel(core, id)
          if (channel.kind !== 'im' && channel.kind !== 'mpim') throw refuse('channel_not_found')
          return { no_op: true, already_open: true, channel: whole === true ? wireChannel(core, channel) : { id: channel.id } }
        }
        const ids = String(users ?? '')
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== '')
        if (ids.length === 0) throw refuse('users_list_not_supplied', ['users: somebody is needed'])
        if (ids.length > 8) throw refuse('too_many_users')
        const people = ids.map((one) => {
          const account = world.accounts.get(one)
          if (account === undefined) throw refuse('user_not_found')
          if (account.hidden) throw refuse('user_not_visible')
          if (account.deactivated) throw refuse('user_disabled')
          if (account.bot) throw refuse('cannot_dm_bot')
          return account
        })
        const [first] = people
        const before = world.channels.size
        const channel = people.length === 1 && first ? world.directChannel(first) : world.groupChannel(people)
        const known = world.channels.size === before ? { no_op: true, already_open: true } : {}
        return { ...known, channel: whole === true ? wireChannel(core, channel) : { id: channel.id } }
      },
    },
    {
      name: 'conversations.info',
      args: { channel: 'string!', include_locale: 'boolean', include_num_members: 'boolean' },
      formOnly: true,
      answer: ({ channel: id, include_locale: locale, include_num_members: count }) => {
        const channel = visibleChannel(core, id)
        return {
          channel: {
            ...wireChannel(core, channel),
            ...(locale === true && { locale: 'en-US' }),
            ...(count === true && { num_members: channel.members.size }),
          },
        }
      },
    },
    {
      name: 'conversations.members',
      args: { channel: 'string!', cursor: 'string', limit: 'number' },
      formOnly: true,
      answer: ({ channel: id, cursor, limit = 100 }) => {
        const members = [...visibleChannel(core, id).members]
        const from =
          cursor === undefined || cursor === '' ? 0 : Number(Buffer.from(String(cursor), 'base64').toString().split(':')[1])
        if (!Number.isInteger(from)) throw refuse('invalid_cursor')
        const count = Number(limit)
        if (!Number.isInteger(count) || count < 1 || count > 1000) throw refuse('invalid_limit')
        const next = from + count < members.length ? Buffer.from(`next:${from + count}`).toString('base64') : ''
        return { members: members.slice(from, from + count), response_metadata: { next_cursor: next } }
      },
    },
  ]
}
