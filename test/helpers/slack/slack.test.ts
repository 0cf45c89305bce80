import { afterEach, expect, it } from 'vitest'
import type { SlackSettings } from './settings.ts'
import { openSlack, type Slack } from './slack.ts'
import { type SmallBot, smallBot } from './smallBot.ts'

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

it('a command is acknowledged and answered for one person only, who presses and picks', async () => {
  const { slack, bot } = await start()
  const ana = slack.person('ana')
  const outcome = await ana.command('/ventanilla', 'angry visitor', 'front-desk')
  expect(outcome.failed).toBe(false)
  expect(outcome.ack?.ms).toBeLessThan(1000)
  const message = await outcome.answer()
  expect(message).toMatchObject({ author: 'bot', ephemeral: true, buttons: ['More'], spoken: 'You asked: angry visitor' })
  expect(slack.visibleTo('ben')).toEqual([])
  const picked = await ana.press(message, 'Which?', 'Two')
  expect(await picked.answer()).toMatchObject({ text: 'Picked 2', ephemeral: true })
  const more = await ana.press(message, 'More')
  expect(await more.answer()).toMatchObject({ id: message.id, text: 'More of it', edited: true, buttons: [] })
  expect(slack.faults).toEqual([])
  expect(bot.errors).toEqual([])
  expect(slack.late).toEqual([])
})

const quiet = (slack: Slack, bot: SmallBot) => {
  expect(slack.faults).toEqual([])
  expect(slack.late).toEqual([])
  expect(bot.errors).toEqual([])
}

it('a command answered in its acknowledgement, in the channel and for one person’s eyes in it', async () => {
  const { slack, bot } = await start()
  const ana = slack.person('ana')
  const atOnce = await ana.command('/ventanilla', 'in ack', 'front-desk')
  expect(atOnce.messages).toMatchObject([{ text: 'At once', ephemeral: false }])
  await slack.person('ben').sees('At once')
  expect(await (await ana.command('/ventanilla', 'everyone', 'front-desk')).answer()).toMatchObject({
    spoken: 'For all',
    ephemeral: false,
  })
  expect(await (await ana.command('/ventanilla', 'whisper', 'front-desk')).answer()).toMatchObject({
    text: 'Psst',
    ephemeral: true,
  })
  expect(slack.visibleTo('ben').map(({ text }) => text)).not.toContain('Psst')
  expect(slack.visibleTo('sam').map(({ kind }) => kind)).toEqual(['message', 'message'])
  quiet(slack, bot)
  await ana.command('/ventanilla', 'whisper', 'hidden')
  await expect.poll(() => bot.errors).toMatchObject([{ data: { error: 'not_in_channel' } }])
  expect(slack.visibleTo('zoe')).toEqual([])
})

it('a modal is opened, sent back with errors, changed, submitted and answered in direct messages', async () => {
  const { slack, bot } = await start()
  const ana = slack.person('ana')
  const view = await (await ana.command('/ventanilla', 'form')).opened()
  expect(view).toMatchObject({ title: 'New case', callbackId: 'case', metadata: 'front', submit: 'Save' })
  expect(view.inputs.map(({ label }) => label)).toEqual(['What happened', 'Urgency'])
  await expect(ana.submit(view, { Urgency: 'High' })).rejects.toThrow('must be filled')
  const refused = await ana.submit(view, { 'What happened': 'short' })
  expect(refused).toMatchObject({ failed: false, errors: { what: 'Say more' }, view: { open: true } })
  const again = await ana.submit(view, { what: 'again', Urgency: 'High' })
  expect(again.view).toMatchObject({ id: view.id, title: 'Again' })
  expect(again.view?.inputs[0]?.state).toEqual({ type: 'plain_text_input', value: 'again' })
  const saved = await ana.submit(view, { what: 'a shouting match' })
  expect(saved.view).toBeUndefined()
  expect(await saved.answer()).toMatchObject({ text: 'Saved: a shouting match (front)' })
  expect(ana.messages('dm')).toHaveLength(1)
  await expect(ana.submit(view)).rejects.toThrow('does not see the view')
  quiet(slack, bot)
})

it('shortcuts, global and on a message; a view that is closed', async () => {
  const { slack, bot } = await start()
  const ben = slack.person('ben')
  const opened = await (await ben.globalShortcut('log_case')).opened()
  expect((await ben.closeView(opened)).view).toBeUndefined()
  const { sent } = await slack.person('ana').say('somebody lost a card', 'front-desk')
  const about = await ben.messageShortcut('advise', sent ?? { id: '' })
  expect(await about.answer()).toMatchObject({ text: 'On: somebody lost a card', ephemeral: true })
  quiet(slack, bot)
})

it('the Home tab is published, asked in by a button and by Enter', async () => {
  const { slack, bot } = await start()
  const gus = slack.person('gus')
  const home = await (await gus.openHome()).opened()
  expect(home).toMatchObject({ type: 'home', text: expect.stringContaining('Hello') })
  gus.fill(home, { Ask: 'where is the form' })
  await gus.press(home, 'Ask')
  await gus.seesView('Asked: where is the form')
  await gus.enter(home, 'ask', 'and now?')
  await gus.seesView('Asked: and now?')
  expect(slack.visibleTo('ana')).toEqual([])
  quiet(slack, bot)
})

it('direct messages and mentions carry their text escaped; the bot does not answer itself', async () => {
  const { slack, bot } = await start()
  const zoe = slack.person('zoe')
  const answer = await (await zoe.dm('a < b & @ana')).answer()
  expect(answer.text).toBe('You said “a < b & @ana”')
  expect(slack.broadcasts).toMatchObject([{ kind: 'user', id: slack.person('ana').id, method: 'chat.postMessage' }])
  const mention = await slack.person('ana').mention('help', 'front-desk')
  expect(await mention.answer()).toMatchObject({ text: 'You called: @ventanilla help', threadTs: mention.sent?.id })
  const unheard = await slack.person('ana').mention('help', 'hidden')
  expect(unheard.ack).toBeUndefined()
  quiet(slack, bot)
})

it('a mention is told twice where the app also reads channels, with one ts and two event ids', async () => {
  const { slack, bot } = await start({ events: ['app_mention', 'message.channels'] })
  const { sent } = await slack.person('ana').mention('help', 'front-desk')
  await slack.person('ana').say('just talking', 'front-desk')
  await expect.poll(() => bot.events).toHaveLength(3)
  expect(new Set(bot.events.map(({ id }) => id)).size).toBe(3)
  await slack.person('ben').sees('You called: @ventanilla help')
  expect(sent?.text).toBe('@ventanilla help')
})

it('what is acknowledged late or never is noticed', async () => {
  const { slack } = await start({ deadline: 300 })
  const ana = slack.person('ana')
  expect(await ana.command('/ventanilla', 'mute')).toMatchObject({ failed: true, why: 'timeout' })
  expect((await ana.command('/ventanilla', 'late')).failed).toBe(true)
  expect(slack.late).toMatchObject([{ what: 'command /ventanilla', person: 'ana' }, { what: 'command /ventanilla' }])
  await expect.poll(() => slack.late[1]?.answeredAfter).toBeGreaterThanOrEqual(600)
  expect(slack.late[0]?.answeredAfter).toBeUndefined()
})

it('an event delivered twice has the same id and says that it is a retry', async () => {
  const { slack, bot } = await start()
  await (await slack.person('ana').dm('once')).answer()
  slack.redeliver({ kind: 'events_api', attempt: 1 })
  await expect.poll(() => bot.events).toHaveLength(2)
  const [first, second] = bot.events
  expect(first).toMatchObject({ retry: 0 })
  expect(second).toEqual({ id: first?.id, retry: 1 })
  expect(
    slack
      .person('ana')
      .messages('dm')
      .map(({ author }) => author),
  ).toEqual(['ana', 'bot', 'bot'])
})

it('after a dropped socket and after a refresh the app comes back; events that found nobody arrive then', async () => {
  const { slack, bot } = await start()
  slack.dropSockets()
  await expect.poll(() => slack.sockets().open).toBe(0)
  expect(await slack.person('ana').command('/ventanilla', 'x')).toMatchObject({ failed: true, why: 'not_connected' })
  const outcome = await slack.person('ana').dm('are you there')
  expect(outcome.ack).toBeUndefined()
  expect((await outcome.answer()).text).toContain('are you there')
  expect(bot.events).toMatchObject([{ retry: 1 }])
  expect(slack.undelivered).toHaveLength(2)
  slack.disconnect('refresh_requested')
  await expect.poll(() => slack.sockets(), { timeout: 5000 }).toEqual({ open: 1, opened: 3 })
  expect((await slack.person('ana').command('/ventanilla', 'x')).failed).toBe(false)
})

it('a rate limit is waited for, a failure tried again, a lost answer makes a message twice', async () => {
  const { slack, bot } = await start()
  const ana = slack.person('ana')
  slack.rateLimit('chat.postMessage', 1)
  const before = Date.now()
  await (await ana.command('/ventanilla', 'everyone', 'front-desk')).answer()
  expect(Date.now() - before).toBeGreaterThan(900)
  slack.fail('chat.postMessage', 503)
  await (await ana.command('/ventanilla', 'everyone', 'front-desk')).answer()
  expect(ana.messages('front-desk')).toHaveLength(2)
  slack.loseAnswer('chat.postMessage')
  await ana.command('/ventanilla', 'everyone', 'front-desk')
  await expect.poll(() => ana.messages('front-desk')).toHaveLength(4)
  expect(bot.errors).toEqual([])
  slack.fail('chat.postMessage', 'fatal_error')
  await ana.command('/ventanilla', 'everyone', 'front-desk')
  await expect.poll(() => bot.errors).toMatchObject([{ data: { error: 'fatal_error' } }])
  const late = await start({ triggerLife: 100 })
  late.slack.slow('views.open', 300)
  await late.slack.person('ana').command('/ventanilla', 'form')
  await expect.poll(() => late.bot.errors).toMatchObject([{ data: { error: 'expired_trigger_id' } }])
})

it('speaks over HTTP as well, signed, and forged requests are refused', async () => {
  const slack = await openSlack()
  ending.push(slack.close)
  const bot = await smallBot(slack, 'http')
  ending.push(bot.stop)
  await slack.deliverTo(`http://127.0.0.1:${bot.port}/slack/events`)
  const ana = slack.person('ana')
  const message = await (await ana.command('/ventanilla', 'over HTTP', 'front-desk')).answer()
  expect(await (await ana.press(message, 'More')).answer()).toMatchObject({ text: 'More of it' })
  const view = await (await ana.command('/ventanilla', 'form')).opened()
  expect((await ana.submit(view, { what: 'short' })).errors).toEqual({ what: 'Say more' })
  const saved = await ana.submit(view, { what: 'enough' })
  expect(saved.view).toBeUndefined()
  await saved.answer()
  expect(await (await ana.dm('hello')).answer()).toMatchObject({ text: 'You said “hello”' })
  quiet(slack, bot)
  for (const forgery of ['signature', 'time', 'unsigned'] as const) expect(await slack.forge(forgery)).toBe(401)
  slack.redeliver({ kind: 'events_api' })
  await expect.poll(() => bot.events.at(-1)?.retry).toBe(1)
})
