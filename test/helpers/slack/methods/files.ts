import type { Method } from '../calls.ts'
import type { Core } from '../core.ts'
import { refuse } from '../errors.ts'
import { newId, secret } from '../ids.ts'
import { keep } from '../ledger.ts'
import { createMessage } from '../messages.ts'
import { wireFile } from '../payloads.ts'
import type { Channel, Fields, StoredFile } from '../types.ts'
import { blockProblems } from '../validate/blocks.ts'
import { list, object, string } from '../validate/shape.ts'
import { messageFault } from '../validate/surfaces.ts'
import { threadOf, writable } from './chat.ts'

const longestAltText = 1000
const largestSnippet = 1_048_576
/** Much more is taken by Slack, but not by this one. */
const largestFile = 4_000_000
const mostChannels = 100
const mostFiles = 1000

/** What `channel_id` has to look like: the id of a person does not stand for their direct channel here. */
const channelId = /^[CGDZ][A-Z0-9]{8,}$/
const completed = list(
  object({ needs: { id: string(100) }, takes: { title: string(10_000, 0), highlight_type: string(100, 0) } }),
  1,
  100,
)

/** Keeps a place for a file. */
function announce(core: Core, { filename, length, alt_txt: altText, snippet_type: snippet }: Fields): StoredFile {
  const { files } = core.world
  const size = Number(length)
  if (size === 0) throw refuse('missing_argument', ['length: a file has at least one byte'])
  if (!Number.isInteger(size) || size < 0) throw refuse('invalid_arguments', ['length: must be a whole number of bytes'])
  if (size > largestFile) throw refuse('file_upload_size_restricted', [`length: ${size} bytes; at most ${largestFile} are taken`])
  if (String(altText ?? '').length > longestAltText) throw refuse('alt_txt_too_large')
  if (snippet !== undefined && size > largestSnippet) throw refuse('snippet_too_large')
  const file: StoredFile = {
    id: newId('F'),
    name: String(filename),
    title: String(filename),
    ...(altText !== undefined && { altText: String(altText) }),
    length: size,
    path: `/upload/v1/${secret(48)}`,
    created: Math.floor(Date.now() / 1000),
    state: 'announced',
    bytes: new Uint8Array(),
  }
  files.set(file.id, file)
  for (const id of [...files.keys()].slice(0, -mostFiles)) files.delete(id)
  return file
}

/** The files that are to be completed, each with its title; this works once for each. */
function uploaded(core: Core, given: unknown): (readonly [file: StoredFile, title: string])[] {
  const problems = completed(given, 'files')
  if (problems.length > 0) throw refuse('invalid_arguments', problems)
  return (given as Fields[]).map(({ id, title }, index) => {
    const file = core.world.files.get(String(id))
    if (file === undefined) throw refuse('file_not_found', [`files[${index}].id: nobody was ever given the id ${id}`])
    if (file.state === 'announced') throw refuse('file_not_found', [`files[${index}].id: ${file.name} was not uploaded`])
    if (file.state === 'completed') throw refuse('file_not_found')
    return [file, String(title || file.name)]
  })
}

/** The channels where files are to be shared; none where they stay private. */
function destinations(core: Core, { channel_id: one, channels: several }: Fields): Channel[] {
  if (one !== undefined && !core.world.channels.has(String(one)) && !channelId.test(String(one)))
    throw refuse('invalid_arguments', [`channel_id: “${one}” is not of the form ${channelId.source}`])
  const ids = [String(one ?? ''), ...String(several ?? '').split(',')].map((id) => id.trim()).filter((id) => id !== '')
  if (ids.length > mostChannels) throw refuse('channels_limit_exceeded')
  return [...new Set(ids.map((id) => writable(core, id)))]
}

/** What is said beside the files. */
function introduction(core: Core, { initial_comment: comment = '', blocks }: Fields) {
  if (comment !== '') {
    const fault = messageFault({ text: comment })
    if (fault) throw refuse(...fault)
    if (blocks !== undefined)
      keep(core.ledger.faults, 'files.completeUploadExternal: blocks: are not shown beside an initial_comment')
    return { text: String(comment) }
  }
  const problems = blocks === undefined ? [] : blockProblems(blocks, 'message')
  if (problems.length > 0) throw refuse('invalid_blocks', problems)
  return { text: '', blocks: (blocks ?? []) as Fields[] }
}

/** Methods about files; the bytes themselves go to an address in between. */
export function fileMethods(core: Core, origin: () => string): Method[] {
  const { world } = core
  return [
    {
      name: 'files.getUploadURLExternal',
      args: { filename: 'string!', length: 'number!', alt_txt: 'string', snippet_type: 'string' },
      formOnly: true,
      answer: (args) => {
        const file = announce(core, args)
        return { upload_url: `${origin()}${file.path}`, file_id: file.id }
      },
    },
    {
      name: 'files.completeUploadExternal',
      args: {
        files: 'json!',
        channel_id: 'string',
        channels: 'string',
        initial_comment: 'string',
        thread_ts: 'string',
        blocks: 'json',
      },
      answer: (args) => {
        const { thread_ts: thread } = args
        const given = uploaded(core, args['files'])
        const channels = destinations(core, args)
        if (thread !== undefined && channels.length !== 1)
          throw refuse('invalid_arguments', ['thread_ts: goes with exactly one channel'])
        const places = channels.map((channel) => ({ channel, ...threadOf(core, channel, thread) }))
        const said = introduction(core, args)
        for (const [file, title] of given) {
          file.title = title
          file.state = 'completed'
        }
        const files = given.map(([file]) => file)
        for (const place of places)
          createMessage(core, { ...said, files }, { ...place, author: world.bot, method: 'files.completeUploadExternal' })
        return { files: files.map((file) => wireFile(world, file)) }
      },
    },
  ]
}
