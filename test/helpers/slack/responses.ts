import type { Act, ResponseUrl } from './acts.ts'
import type { Body } from './calls.ts'
import type { Core } from './core.ts'
import { refuse } from './errors.ts'
import { keep } from './ledger.ts'
import { type Content, changeMessage, createMessage, deleteMessage } from './messages.ts'
import type { Channel, Fields, Message } from './types.ts'
import { messageFault } from './validate/surfaces.ts'

const mostUses = 5
const known = new Set([
  'text',
  'blocks',
  'attachments',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'unfurl_links',
  'unfurl_media',
  'mrkdwn',
  'metadata',
])

/** An answer at a response URL: five times within half an hour. */
export function answerAt(core: Core, path: string, { fields, broken }: Body): void {
  const url = core.acts.responseUrl(path)
  if (url === undefined) throw refuse('no_team', ['nobody was ever given this response_url'])
  if (url.until < Date.now()) throw refuse('expired_url')
  if (url.uses >= mostUses) throw refuse('used_url')
  if (broken) throw refuse('invalid_payload', ['the body is no JSON'])
  url.uses += 1
  place(core, url, fields, 'response_url')
}

/** An answer that came with the acknowledgement of a command. */
export function answerInAck(core: Core, act: Act, channel: Channel, payload: Fields): void {
  const url = { act, channel, until: 0, uses: 0 }
  place(core, (act.responseUrl && core.acts.responseUrl(new URL(act.responseUrl).pathname)) || url, payload, 'ack')
}

function place(core: Core, url: ResponseUrl, fields: Fields, method: string): void {
  const problems = Object.keys(fields).flatMap((name) => (known.has(name) ? [] : [`${name}: a response_url knows no such field`]))
  const { act, channel } = url
  const { source } = act
  const { response_type: type, replace_original: replace, delete_original: remove, thread_ts: thread } = fields
  if (type !== undefined && type !== 'ephemeral' && type !== 'in_channel')
    problems.push(`response_type: must be ephemeral or in_channel, not ${JSON.stringify(type)}`)
  for (const name of ['replace_original', 'delete_original'])
    if (fields[name] !== undefined && typeof fields[name] !== 'boolean') problems.push(`${name}: must be a boolean`)
  if (thread !== undefined && !threadIn(core, channel, thread)) problems.push(`thread_ts: ${channel.name} has no such thread`)
  const original = source && !source.deleted ? source : url.last
  if (remove === true) {
    if (problems.length > 0) throw refuse('invalid_payload', problems)
    if (original) deleteMessage(core, original)
    return
  }
  const fault = messageFault(fields)
  if (fault) throw refuse(fault[0], [...problems, ...fault[1]])
  if (problems.length > 0) throw refuse('invalid_payload', problems)
  if (source && replace === undefined)
    // Slack takes this for a replacement, which surprises: whoever answers a press has to say which they want.
    keep(core.ledger.faults, `${method}: replace_original: say it explicitly after a press`)
  const content = contentOf(fields)
  const replaced = replace === true ? original : replace === undefined ? source : undefined
  if (replaced && !replaced.deleted) {
    changeMessage(core, replaced, { blocks: [], ...content }, method, act.id)
    url.last = replaced
    return
  }
  url.last = createMessage(core, content, {
    channel,
    author: core.world.bot,
    ...(type !== 'in_channel' && { viewer: act.account }),
    ...(typeof thread === 'string' && { threadTs: thread }),
    origin: act.id,
    method,
  })
}

/** Whether a message of this channel can be answered in a thread. */
export const threadIn = (core: Core, channel: Channel, ts: unknown): Message | undefined =>
  core.world.messages.find((message) => message.channel === channel && message.ts === ts && message.viewer === undefined)

/** What a message says, from the arguments of a call that was checked. */
export const contentOf = (fields: Fields): Content => ({
  text: typeof fields['text'] === 'string' ? fields['text'] : '',
  ...(fields['blocks'] !== undefined && { blocks: fields['blocks'] as Fields[] }),
  ...(fields['attachments'] !== undefined && { attachments: fields['attachments'] as Fields[] }),
  ...(fields['metadata'] !== undefined && { metadata: fields['metadata'] as Fields }),
})
