import { webApi } from '@slack/bolt'
import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { openSlack, type Slack } from './slack.ts'
import { silent } from './smallBot.ts'

const ending: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

async function start(): Promise<{ slack: Slack; client: webApi.WebClient }> {
  const slack = await openSlack()
  ending.push(slack.close)
  const retryConfig = { retries: 2, minTimeout: 50 }
  return { slack, client: new webApi.WebClient(slack.botToken, { slackApiUrl: slack.api, retryConfig, logger: silent }) }
}

/** Slack's code with which a call was refused. */
const error = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (reason) => reason.data?.error,
  )

/** A document with every byte that there is. */
const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))])
const certificate = { file: pdf, filename: 'certificate.pdf', title: 'Certificate' }

it('a file that is sent to somebody directly reaches that person alone, byte for byte', async () => {
  const { slack, client } = await start()
  const ana = slack.person('ana')
  const { channel } = await client.conversations.open({ users: ana.id })
  const sent = await client.files.uploadV2({ channel_id: channel?.id ?? '', ...certificate })
  expect(sent).toMatchObject({ files: [{ files: [{ name: 'certificate.pdf', title: 'Certificate', size: 265, shares: {} }] }] })
  const message = await ana.sees('Certificate')
  expect(message).toMatchObject({ author: 'bot', channelId: channel?.id, ephemeral: false, text: 'Certificate', spoken: '' })
  const [file, ...others] = message.files
  expect(others).toEqual([])
  expect(file).toMatchObject({ name: 'certificate.pdf', title: 'Certificate' })
  expect(Buffer.from(file?.bytes ?? []).equals(pdf)).toBe(true)
  expect(ana.messages('dm')).toHaveLength(1)
  for (const name of ['olga', 'ben', 'sam', 'dora', 'gus', 'una', 'zoe', 'yuri']) {
    expect(slack.person(name).messages()).toEqual([])
    expect(slack.visibleTo(name)).toEqual([])
  }
  expect(slack.visibleTo('ana')).toMatchObject([{ kind: 'message', text: 'Certificate\ncertificate.pdf' }])
  expect(slack.requests.map(({ method, status }) => `${method} ${status}`)).toEqual([
    'conversations.open 200',
    'files.getUploadURLExternal 200',
    'upload 200',
    'files.completeUploadExternal 200',
  ])
  expect(slack.faults).toEqual([])
})

it('several files come in one message, in a thread too, and everybody in the channel sees them', async () => {
  const { slack, client } = await start()
  const channel = slack.channelId('front-desk')
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'Which papers?' })
  const uploads = [certificate, { content: 'Ä list', filename: 'list.txt' }]
  await client.files.uploadV2({ channel_id: channel, thread_ts: ts, initial_comment: '*These* two', file_uploads: uploads })
  const message = await slack.person('ben').sees('These')
  expect(message).toMatchObject({ threadTs: ts, spoken: '*These* two', text: '*These* two\nCertificate\nlist.txt' })
  expect(message.files.map(({ bytes }) => Buffer.from(bytes).toString('latin1'))).toEqual([
    pdf.toString('latin1'),
    Buffer.from('Ä list').toString('latin1'),
  ])
  expect(slack.person('ana').messages('front-desk')).toHaveLength(2)
  expect(slack.person('zoe').messages()).toEqual([])
  await client.files.uploadV2(certificate)
  expect(slack.person('ana').messages()).toHaveLength(2)
  expect(slack.faults).toEqual([])
})

it('the app hears of the file that it shared', async () => {
  const { slack, client } = await start()
  const { url = '' } = await client.apps.connections.open({ token: slack.appToken })
  const frames: Record<string, unknown>[] = []
  const socket = new WebSocket(url)
  ending.push(async () => socket.terminate())
  socket.on('message', (text) => frames.push(JSON.parse(String(text))))
  await expect.poll(() => frames).toMatchObject([{ type: 'hello' }])
  const { channel } = await client.conversations.open({ users: slack.person('ana').id })
  await client.files.uploadV2({ channel_id: channel?.id ?? '', initial_comment: 'Here', ...certificate })
  const files = [{ name: 'certificate.pdf', title: 'Certificate', size: pdf.length, user: slack.botUserId }]
  const event = { type: 'message', subtype: 'file_share', channel: channel?.id, channel_type: 'im', text: 'Here', files }
  await expect.poll(() => frames.at(-1)).toMatchObject({ type: 'events_api', payload: { event } })
})

it('bytes are taken in parts or bare, and only as many as were announced', async () => {
  const { slack, client } = await start()
  const announce = async (length: number) => {
    const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal({ filename: 'a.json', length })
    return { url, id }
  }
  const send = async (url: string, body: string | FormData, type?: string) => {
    const answer = await fetch(url, { method: 'POST', body, ...(type && { headers: { 'content-type': type } }) })
    return `${answer.status} ${await answer.text()}`
  }
  const { url, id } = await announce(3)
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/upload\//)
  expect(await send(url, '{"a":1}', 'application/json')).toBe('400 wrong_length')
  expect(await error(client.files.completeUploadExternal({ files: [{ id }] }))).toBe('file_not_found')
  expect(await send(url, '[1]', 'application/json')).toBe('200 OK - 3')
  expect(await send(url, '{a}', 'application/json')).toBe('200 OK - 3')
  const parts = new FormData()
  parts.append('filename', 'a.json')
  parts.append('file', new Blob(['{}\n']), 'a.json')
  expect(await send(url, parts)).toBe('200 OK - 3')
  expect((await fetch(url)).status).toBe(404)
  expect(await send(`${url}x`, '[1]')).toBe('404 not_found')
  await client.files.completeUploadExternal({ files: [{ id }], channel_id: slack.channelId('front-desk') })
  const { files } = await slack.person('ana').sees('a.json')
  expect(files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['{}\n'])
  expect(await send(url, '[1]')).toBe('400 completed')
  expect(slack.faults).toEqual([
    'upload: 7 bytes of a.json came, but 3 were announced',
    'files.completeUploadExternal: files[0].id: a.json was not uploaded',
    'upload: nobody was ever given this upload_url',
  ])
  slack.fail('upload', 503)
  slack.loseAnswer('upload')
  await client.files.uploadV2({ channel_id: slack.channelId('front-desk'), ...certificate })
  expect(slack.person('ana').messages()).toHaveLength(2)
})

it('what cannot be announced or completed is refused, and nobody sees it', async () => {
  const { slack, client } = await start()
  const announce = (more: object) => error(client.files.getUploadURLExternal({ filename: 'a', length: 1, ...more }))
  expect(await announce({ filename: '' })).toBe('invalid_arguments')
  expect(await announce({ length: 'many' })).toBe('invalid_arguments')
  expect(await announce({ length: 0 })).toBe('missing_argument')
  expect(await announce({ alt_txt: 'x'.repeat(1001) })).toBe('alt_txt_too_large')
  // The client's own name for it, which Slack does not know.
  expect(await announce({ alt_text: 'x' })).toBe('invalid_arguments')

  const upload = (channel: string, more: object = {}) =>
    error(client.files.uploadV2({ channel_id: channel, ...certificate, ...more }))
  expect(await upload('C0NOWHERE0')).toBe('channel_not_found')
  expect(await upload(slack.channelId('hidden'))).toBe('not_in_channel')
  expect(await upload(slack.channelId('secret'))).toBe('channel_not_found')
  expect(await upload(slack.person('ana').id)).toBe('invalid_arguments')
  const front = slack.channelId('front-desk')
  expect(await upload(front, { thread_ts: '1.000001' })).toBe('thread_not_found')
  expect(await upload(front, { blocks: [{ type: 'input' }] })).toBe('invalid_blocks')
  const complete = (more: object) => error(client.files.completeUploadExternal(more as never))
  expect(await complete({ files: [{ id: 'F0NOBODY00' }], channel_id: front })).toBe('file_not_found')
  expect(await complete({ files: [], channel_id: front })).toBe('invalid_arguments')
  expect(await complete({ channel_id: front })).toBe('invalid_arguments')
  expect(slack.person('ana').messages()).toEqual([])

  const { files } = (await client.files.uploadV2({ channel_id: front, ...certificate })) as {
    files?: { files: { id: string }[] }[]
  }
  expect(await complete({ files: [{ id: files?.[0]?.files[0]?.id }], channel_id: front })).toBe('file_not_found')
  expect(slack.person('ana').messages()).toHaveLength(1)
  slack.leave('bot', 'front-desk')
  expect(await upload(front)).toBe('not_in_channel')
  slack.refuseToken()
  expect(await upload(front)).toBe('invalid_auth')
})
