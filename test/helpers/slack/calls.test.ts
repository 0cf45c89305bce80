import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { SlackSettings } from './settings.ts'
import { openSlack, type Slack } from './slack.ts'
import { form, type SmallBot, smallBot } from './smallBot.ts'

const ending: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

async function start(settings: SlackSettings = {}): Promise<{ slack: Slack; bot: SmallBot }> {
  const slack = await openSlack(settings)
  ending.push(slack.close)
  const bot = await smallBot(slack)
  ending.push(bot.stop)
  await slack.connected()
  return { slack, bot }
}

/** Slack's code with which a call was refused. */
const error = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (reason) => reason.data?.error,
  )

it('an answer that breaks the rules is noticed and refused; so is one that comes too often', async () => {
  const { slack, bot } = await start()
  const ana = slack.person('ana')
  const { client } = bot.app
  const channel = slack.channelId('front-desk')
  const post = (more: object) => client.chat.postMessage({ token: slack.botToken, channel, text: 'x', ...more } as never)
  await expect(post({ blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }] })).rejects.toMatchObject({
    data: { error: 'invalid_blocks' },
  })
  await expect(post({ text: 'x'.repeat(40_001) })).rejects.toMatchObject({ data: { error: 'msg_too_long' } })
  await expect(post({ link_names: true })).rejects.toMatchObject({ data: { error: 'invalid_arguments' } })
  expect(slack.faults).toEqual([
    'chat.postMessage: blocks[0].text.type: "mrkdwn" cannot stand here',
    'chat.postMessage: text: 40001 characters; at most 40000 are taken',
    'chat.postMessage: link_names: makes mentions of what people typed',
  ])
  let url = ''
  bot.app.action('url', async ({ ack, body }) => {
    await ack()
    if (body.type === 'block_actions') url = body.response_url
  })
  await post({
    blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'url', text: { type: 'plain_text', text: 'Url' } }] }],
  })
  await ana.press(await ana.sees('Url'), 'Url')
  await expect.poll(() => url).not.toBe('')
  const say = (body: object) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const statuses = []
  for (let use = 0; use < 6; use++) statuses.push((await say({ text: 'again', replace_original: false })).status)
  expect(statuses).toEqual([200, 200, 200, 200, 200, 404])
  expect(slack.requests.at(-1)).toMatchObject({ method: 'response_url', error: 'used_url' })
})

it('what really notifies or can be clicked is found, escaped text is not', async () => {
  const { slack, bot } = await start()
  const channel = slack.channelId('front-desk')
  const text = '<!channel> &lt;!here&gt; <@U0BEN00000> <https://evil.test|your bank> &lt;https://fine.test|no&gt;'
  const section = (type: 'mrkdwn' | 'plain_text') => ({ type: 'section' as const, text: { type, text } })
  await bot.app.client.chat.postMessage({ token: slack.botToken, channel, text: 'x', blocks: [section('plain_text')] })
  expect(slack.broadcasts).toEqual([])
  await bot.app.client.chat.postMessage({ token: slack.botToken, channel, text: 'x', blocks: [section('mrkdwn')] })
  expect(slack.broadcasts.map(({ kind, where }) => `${kind} ${where}`)).toEqual([
    'channel blocks[0].text.text',
    'user blocks[0].text.text',
  ])
  expect(slack.links).toMatchObject([{ url: 'https://evil.test', label: 'your bank' }])
  const [plain, marked] = slack.person('ben').messages('front-desk')
  expect(plain?.text).toBe(text)
  expect(marked?.text).toBe('@channel <!here> @ben your bank <https://fine.test|no>')
})

it('tokens, methods and people have their errors', async () => {
  const { slack, bot } = await start()
  const { client } = bot.app
  const token = slack.botToken
  expect(await error(client.auth.test({ token: 'xoxb-wrong' }))).toBe('invalid_auth')
  expect(await error(client.auth.test({ token: slack.appToken }))).toBe('not_allowed_token_type')
  expect(await error(client.apiCall('chat.shout', { token }))).toBe('unknown_method')
  const info = async (name: string) =>
    (await client.users.info({ token, user: slack.person(name).id, include_locale: true })).user
  expect(await info('ana')).toMatchObject({ name: 'ana', locale: 'es-ES', is_restricted: false, team_id: slack.teamId })
  expect(await info('gus')).toMatchObject({ is_restricted: true, is_ultra_restricted: false })
  expect(await info('una')).toMatchObject({ is_restricted: true, is_ultra_restricted: true })
  expect(await info('zoe')).toMatchObject({ is_stranger: true, team_id: 'T0REGION00' })
  expect(await error(info('yuri'))).toBe('user_not_visible')
  const group = slack.groupId('supervisors')
  expect((await client.usergroups.users.list({ token, usergroup: group })).users).toEqual(
    ['olga', 'sam'].map((name) => slack.person(name).id),
  )
  slack.setGroup('supervisors', ['ben'])
  expect((await client.usergroups.users.list({ token, usergroup: group })).users).toEqual([slack.person('ben').id])
  expect(await error(client.usergroups.users.list({ token, usergroup: 'S1' }))).toBe('no_such_subteam')
  const channel = slack.channelId('secret')
  expect(await error(client.chat.postMessage({ token, channel, text: 'x' }))).toBe('channel_not_found')
  expect(await error(client.conversations.info({ token, channel }))).toBe('channel_not_found')
  const front = slack.channelId('front-desk')
  const whisper = (name: string) => client.chat.postEphemeral({ token, channel: front, user: slack.person(name).id, text: 'x' })
  expect(await error(whisper('zoe'))).toBe('user_not_in_channel')
  const { members } = await client.conversations.members({ token, channel: front, limit: 3 })
  expect(members).toHaveLength(3)
  const { ts } = await client.chat.postMessage({ token, channel: front, text: 'x' })
  const { permalink } = await client.chat.getPermalink({ token, channel: front, message_ts: ts ?? '' })
  expect(permalink).toContain(`/archives/${front}/p`)
  await client.chat.update({ token, channel: front, ts: ts ?? '', text: 'y' })
  expect(slack.person('ana').messages('front-desk')).toMatchObject([{ text: 'y', edited: true }])
  await client.chat.delete({ token, channel: front, ts: ts ?? '' })
  expect(slack.person('ana').messages('front-desk')).toEqual([])
  expect(await error(client.chat.update({ token, channel: front, ts: ts ?? '', text: 'z' }))).toBe('message_not_found')
  slack.refuseToken('account_inactive')
  expect(await error(client.auth.test({ token }))).toBe('account_inactive')
})

it('views: a trigger works once and not for long, three lie on each other, a stale hash is refused', async () => {
  const { slack, bot } = await start()
  const { client } = bot.app
  const token = slack.botToken
  const ana = slack.person('ana')
  const modal = (title: string) => ({ ...form, title: { type: 'plain_text' as const, text: title } })
  const trigger = async () => {
    await ana.command('/ventanilla', 'whisper', 'front-desk')
    return bot.triggers.at(-1) ?? ''
  }
  const used = await trigger()
  const { view } = await client.views.open({ token, trigger_id: used, view: modal('One') })
  expect(await error(client.views.open({ token, trigger_id: used, view: form }))).toBe('exchanged_trigger_id')
  expect(await error(client.views.open({ token, trigger_id: '1.2.3', view: form }))).toBe('invalid_trigger_id')
  const late = await trigger()
  slack.expire()
  expect(await error(client.views.open({ token, trigger_id: late, view: form }))).toBe('expired_trigger_id')
  await client.views.push({ token, trigger_id: await trigger(), view: modal('Two') })
  await client.views.push({ token, trigger_id: await trigger(), view: modal('Three') })
  expect(await error(client.views.push({ token, trigger_id: await trigger(), view: modal('Four') }))).toBe('push_limit_reached')
  expect(ana.modal()?.title).toBe('Three')
  await ana.closeView({ id: ana.modal()?.id ?? '' })
  expect(ana.modal()?.title).toBe('Two')
  const update = (hash?: string) =>
    client.views.update({ token, view_id: view?.id ?? '', view: modal('Uno'), ...(hash && { hash }) })
  expect(await error(update('old'))).toBe('hash_conflict')
  await update(view?.hash)
  await ana.closeView({ id: ana.modal()?.id ?? '' }, true)
  expect(await error(update())).toBe('not_found')
  expect(await error(client.views.publish({ token, user_id: ana.id, view: form as never }))).toBe('invalid_arguments')
  expect(slack.faults).toEqual(['views.publish: view.type: must be home, not "modal"'])
})

it('a menu asks the app for its options, which are checked and can be chosen', async () => {
  const { slack, bot } = await start()
  const ana = slack.person('ana')
  const option = (text: string) => ({ text: { type: 'plain_text' as const, text }, value: text.toLowerCase() })
  bot.app.options('entry', async ({ ack, options }) => {
    await ack({ options: [option(`${options.value} card`)] })
  })
  bot.app.action('entry', async ({ ack, action, respond }) => {
    await ack()
    const value = action.type === 'external_select' ? action.selected_option?.value : ''
    await respond({ text: `Chosen: ${value}`, replace_original: false })
  })
  const element = {
    type: 'external_select' as const,
    action_id: 'entry',
    placeholder: { type: 'plain_text' as const, text: 'Which?' },
  }
  await bot.app.client.chat.postMessage({
    token: slack.botToken,
    channel: ana.id,
    text: 'Choose',
    blocks: [{ type: 'actions', elements: [element] }],
  })
  const message = await ana.sees('Which?')
  const offered = await ana.suggest(message, 'entry', 'Lost')
  expect(offered.options).toMatchObject([{ value: 'lost card' }])
  expect(await (await ana.press(message, 'entry', 'Lost card')).answer()).toMatchObject({ text: 'Chosen: lost card' })
  expect(slack.faults).toEqual([])
})

it('an acknowledgement that says something wrong is noticed', async () => {
  const { slack, bot } = await start({ shortcuts: { noisy: 'global' } })
  const ana = slack.person('ana')
  bot.app.view('broken', async ({ ack }) => ack({ response_action: 'errors', errors: { nowhere: 'x' } }))
  bot.app.shortcut('noisy', async ({ ack }) => (ack as unknown as (more: object) => Promise<void>)({ text: 'hello' }))
  const view = { ...form, callback_id: 'broken' }
  await ana.command('/ventanilla', 'whisper', 'front-desk')
  await bot.app.client.views.open({ token: slack.botToken, trigger_id: bot.triggers.at(-1) ?? '', view })
  const outcome = await ana.submit({ id: ana.modal()?.id ?? '' }, { what: 'something' })
  expect(outcome).toMatchObject({ failed: true, why: 'invalid_response', view: { open: true } })
  expect(slack.faults).toEqual(['ack of submit broken: errors.nowhere: the view has no input block of this id'])
  await ana.globalShortcut('noisy')
  expect(slack.faults[1]).toContain('ack of shortcut noisy: takes nothing')
})

it('Socket Mode as it goes over the wire', async () => {
  const slack = await openSlack({ deadline: 200, retryPauses: [0] })
  ending.push(slack.close)
  const open = async () => {
    const headers = { authorization: `Bearer ${slack.appToken}` }
    return (await (await fetch(`${slack.api}apps.connections.open`, { method: 'POST', headers })).json()) as { url: string }
  }
  const { url } = await open()
  const frames: Record<string, unknown>[] = []
  const socket = new WebSocket(url)
  ending.push(async () => socket.terminate())
  socket.on('message', (text) => frames.push(JSON.parse(String(text))))
  await expect.poll(() => frames).toMatchObject([{ type: 'hello', num_connections: 1, connection_info: {} }])
  const again = new WebSocket(url)
  await expect(new Promise((_, reject) => again.on('error', reject))).rejects.toThrow('404')
  slack.refuseSockets()
  const refused = new WebSocket((await open()).url)
  await expect(new Promise((_, reject) => refused.on('error', reject))).rejects.toThrow('503')

  slack.appRateLimited()
  await expect.poll(() => frames.at(-1)).toMatchObject({ type: 'events_api', payload: { type: 'app_rate_limited' } })
  await slack.person('ana').mention('hello', 'front-desk')
  await expect.poll(() => frames).toHaveLength(4)
  const [, , first, second] = frames
  expect(first).toMatchObject({
    type: 'events_api',
    accepts_response_payload: false,
    retry_attempt: 0,
    payload: {
      type: 'event_callback',
      event: { type: 'app_mention', text: `<@${slack.botUserId}> hello` },
    },
  })
  expect(second).toMatchObject({ retry_attempt: 1, retry_reason: 'timeout', payload: first?.['payload'] })
  socket.send(JSON.stringify({ envelope_id: second?.['envelope_id'] }))
  socket.send(JSON.stringify({ envelope_id: second?.['envelope_id'] }))
  await expect.poll(() => slack.faults).toEqual(['ack: event app_mention was acknowledged twice'])
  expect(slack.late).toHaveLength(1)
  slack.disconnect('warning')
  await expect.poll(() => frames.at(-1)).toMatchObject({ type: 'disconnect', reason: 'warning' })
})
