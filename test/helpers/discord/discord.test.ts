import { type Client, type ClientOptions, GatewayIntentBits, MessageFlags } from 'discord.js'
import { afterEach, expect, it } from 'vitest'
import { type Discord, openDiscord } from './discord.ts'
import type { DiscordSettings } from './settings.ts'
import { smallBot, smallCommands } from './smallBot.ts'

const ending: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

async function start(
  settings: DiscordSettings = {},
  options: Partial<ClientOptions> = {},
): Promise<{ discord: Discord; client: Client; errors: unknown[] }> {
  const discord = await openDiscord(settings)
  ending.push(discord.close)
  const { client, errors } = smallBot(discord.api, options)
  ending.push(() => client.destroy())
  const ready = new Promise((resolve) => client.once('clientReady', resolve))
  await client.login(discord.token)
  await ready
  await client.application?.commands.set(smallCommands)
  return { discord, client, errors }
}

it('logs in and knows the guild', async () => {
  const { discord, client } = await start()
  expect(client.guilds.cache.get(discord.guildId)?.name).toBe('Town Hall')
  expect(client.guilds.cache.get(discord.guildId)?.channels.cache.map(({ name }) => name)).toEqual([
    'front-desk',
    'back-office',
    'read-only',
  ])
  expect(discord.commands().global.map(({ name }) => name)).toEqual(['ventanilla', 'Guidance on this'])
  expect(discord.faults).toEqual([])
})

it('a command is answered, in public', async () => {
  const { discord, errors } = await start()
  const outcome = await discord.person('ana').command('ventanilla', { sub: 'fast' })
  expect(outcome).toMatchObject({
    callback: { type: 4 },
    failed: false,
    messages: [{ content: 'Hello Ana in es-ES', ephemeral: false }],
  })
  await discord.person('ben').sees('Hello Ana')
  const more = await discord.person('ben').press(outcome.messages[0] ?? { id: '' }, 'More')
  expect(more.messages).toMatchObject([{ content: 'More of it', buttons: [], edited: true }])
  expect(errors).toEqual([])
})

it('a deferred ephemeral answer is edited and followed by another; nobody else sees it', async () => {
  const { discord, errors } = await start()
  const ana = discord.person('ana')
  const outcome = await ana.command('ventanilla', { sub: 'ask', options: { situation: 'angry visitor', for: 'ben' } })
  expect(outcome.callback?.type).toBe(5)
  expect(await outcome.answer()).toMatchObject({ content: 'Guidance on angry visitor for ben', ephemeral: true, loading: false })
  await ana.sees('One more thing')
  expect(outcome.now().ephemerals).toHaveLength(2)
  expect(discord.visibleTo('ben')).toEqual([])
  expect(errors).toEqual([])
})

it('a modal with labels opens, is filled and submitted', async () => {
  const { discord, errors } = await start()
  const ana = discord.person('ana')
  const { modal } = await ana.command('ventanilla', { sub: 'form' })
  if (modal === undefined) throw new Error('no modal')
  expect(modal.title).toBe('New case')
  const outcome = await ana.submit(modal, { 'What happened': 'a shouting match', urgency: ['High'] })
  expect(outcome.ephemerals).toMatchObject([{ content: 'a shouting match (high)' }])
  expect(modal.open).toBe(false)
  expect(errors).toEqual([])
})

it('a select is used, choices are offered, a message is asked about', async () => {
  const { discord, errors } = await start()
  const ana = discord.person('ana')
  const { messages } = await ana.command('ventanilla', { sub: 'fast' })
  const outcome = await ana.select(messages[0] ?? { id: '' }, 'pick', ['Two'])
  expect(await outcome.answer()).toMatchObject({ content: 'Picked 2' })
  const offered = await ana.autocomplete('ventanilla', { sub: 'ask', options: { situation: 'lost' }, focused: 'situation' })
  expect(offered.choices).toEqual([{ name: 'lost card', value: 'lost card' }])
  const { sent } = await ana.say('somebody lost a card')
  const about = await discord.person('ben').contextMenu('Guidance on this', sent ?? { id: '' })
  expect(about.ephemerals).toMatchObject([{ content: 'On: somebody lost a card' }])
  expect(errors).toEqual([])
})

it('direct messages and mentions carry their text, other messages do not', async () => {
  const { discord, errors } = await start()
  const zoe = discord.person('zoe')
  expect((await (await zoe.dm('hello from outside')).answer()).content).toBe('You said “hello from outside”')
  const ana = discord.person('ana')
  expect((await (await ana.mention('help')).answer()).content).toContain('help')
  expect((await (await ana.say('secret talk')).answer()).content).toBe('You said “”')
  expect(discord.pings).toEqual([])
  expect(errors).toEqual([])
})

it('an interaction that nobody answers is late', async () => {
  const { discord } = await start({ deadline: 300 })
  const outcome = await discord.person('ana').command('ventanilla', { sub: 'mute' })
  expect(outcome.failed).toBe(true)
  expect(discord.late).toMatchObject([{ what: 'command ventanilla mute', person: 'ana' }])
})

it('an answer after the deadline is refused and noted', async () => {
  const { discord, errors } = await start({ deadline: 200 })
  discord.slow('POST /interactions', 400)
  expect((await discord.person('ana').command('ventanilla', { sub: 'fast' })).failed).toBe(true)
  await expect.poll(() => errors).toMatchObject([{ status: 404, code: 10062 }])
  expect(discord.late[0]?.answeredAfter).toBeGreaterThanOrEqual(400)
})

it('what happens while the socket is down is replayed when the session resumes', async () => {
  const { discord, errors } = await start()
  discord.dropSockets()
  const outcome = await discord.person('ana').command('ventanilla', { sub: 'fast' })
  expect(outcome.messages).toHaveLength(1)
  expect(discord.sessions).toEqual({ identified: 1, resumed: 1 })
  discord.reconnectOp()
  await expect.poll(() => discord.sessions.resumed).toBe(2)
  discord.closeWith(4000)
  expect((await (await discord.person('zoe').dm('still there?')).answer()).content).toContain('still there')
  expect(discord.sessions).toEqual({ identified: 1, resumed: 3 })
  expect(errors).toEqual([])
})

it('a session that is gone is begun anew', async () => {
  const { discord } = await start()
  discord.closeWith(4009)
  await expect.poll(() => discord.sessions.identified, { timeout: 15_000 }).toBe(2)
  expect((await discord.person('ana').command('ventanilla', { sub: 'fast' })).failed).toBe(false)
})

it('an event delivered twice arrives twice', async () => {
  const { discord, errors } = await start()
  await discord.person('ana').command('ventanilla', { sub: 'fast' })
  discord.redeliver()
  await expect.poll(() => errors).toMatchObject([{ status: 400, code: 40060 }])
})

it('an intent that is not switched on is refused at login, as a wrong token is', async () => {
  const discord = await openDiscord()
  ending.push(discord.close)
  const { client } = smallBot(discord.api, { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent] })
  await expect(client.login(discord.token)).rejects.toThrow('disallowed intents')
  await expect(smallBot(discord.api).client.login('MTE.wrong.token')).rejects.toThrow('invalid token')
})

it('a rate limit is waited for, a failure tried again, a lost answer ends in 40060', async () => {
  const { discord, errors } = await start()
  const ana = discord.person('ana')
  discord.rateLimit('PATCH /webhooks', 0.3)
  const asked = await ana.command('ventanilla', { sub: 'ask', options: { situation: 'lost card' } })
  const before = Date.now()
  await asked.answer()
  expect(Date.now() - before).toBeGreaterThan(250)
  discord.fail('/interactions', 500)
  expect((await ana.command('ventanilla', { sub: 'fast' })).failed).toBe(false)
  expect(errors).toEqual([])
  discord.loseAnswer('/interactions', 1, 502)
  expect((await ana.command('ventanilla', { sub: 'fast' })).failed).toBe(false)
  await expect.poll(() => errors).toMatchObject([{ code: 40060 }])
  discord.loseAnswer('/interactions')
  await ana.command('ventanilla', { sub: 'fast' })
  await expect.poll(() => errors).toHaveLength(2)
  expect(discord.requests.filter(({ status }) => status === 429)).toHaveLength(1)
})

it('a nonce prevents the same message twice when the answer is lost', async () => {
  const { discord, client } = await start()
  const channel = await client.channels.fetch(discord.channelId('front-desk'))
  if (!channel?.isSendable()) throw new Error('no channel')
  discord.loseAnswer('POST /channels', 1, 502)
  await channel.send({ content: 'once', nonce: '77', enforceNonce: true })
  expect(discord.person('ana').messages('front-desk')).toHaveLength(1)
  discord.loseAnswer('POST /channels', 1, 502)
  await channel.send('twice')
  expect(discord.person('ana').messages('front-desk')).toHaveLength(3)
})

it('permissions and closed direct messages have their codes', async () => {
  const { discord, client } = await start()
  const post = (channel: string) => client.rest.post(`/channels/${channel}/messages`, { body: { content: 'hello' } })
  await expect(post(discord.channelId('hidden'))).rejects.toMatchObject({ status: 403, code: 50001 })
  await expect(post(discord.channelId('read-only'))).rejects.toMatchObject({ status: 403, code: 50013 })
  await expect(post('1234')).rejects.toMatchObject({ status: 404, code: 10003 })
  for (const name of ['dora', 'zoe'])
    await expect(client.users.send(discord.person(name).id, 'hello')).rejects.toMatchObject({ status: 403, code: 50007 })
  await expect(client.users.send(discord.person('ana').id, 'hello')).resolves.toBeDefined()
  await discord.person('ana').sees('hello')
  await expect(client.guilds.cache.get(discord.guildId)?.members.fetch(discord.person('yuri').id)).rejects.toMatchObject({
    code: 10007,
  })
  await expect(client.rest.get('/nowhere')).rejects.toMatchObject({ status: 404, code: 0 })
})

it('an answer that breaks the rules is noticed', async () => {
  const { discord, client } = await start()
  client.removeAllListeners('interactionCreate')
  client.on('interactionCreate', (interaction) => {
    if (interaction.isRepliable()) interaction.reply({ content: 'x'.repeat(2001), flags: MessageFlags.Ephemeral }).catch(() => {})
  })
  const acted = discord.person('ana').command('ventanilla', { sub: 'fast' })
  await expect.poll(() => discord.faults).toMatchObject([{ where: 'data.content', code: 'BASE_TYPE_MAX_LENGTH' }])
  expect((await acted).failed).toBe(true)
})

it('only what may ping pings, and masked links are found', async () => {
  const { discord, client } = await start()
  const ana = discord.person('ana')
  const path = `/channels/${discord.channelId('front-desk')}/messages` as const
  const text = `<@${ana.id}> <@&${discord.roleId('Supervisor')}> @everyone \\<@${discord.person('ben').id}> \`<@${discord.person('sam').id}>\``
  await client.rest.post(path, { body: { content: text } })
  expect(discord.pings).toMatchObject([{ users: ['ana', 'ben'], roles: ['Supervisor'], everyone: true }])
  await client.rest.post(path, { body: { content: text, allowed_mentions: { parse: [] } } })
  expect(discord.pings).toHaveLength(1)
  await client.rest.post(path, {
    body: { flags: 32_768, components: [{ type: 10, content: text }], allowed_mentions: { users: [ana.id] } },
  })
  expect(discord.pings.slice(1)).toMatchObject([{ users: ['ana'], roles: [], everyone: false }])
  await client.rest.post(path, {
    body: { content: '[bank](https://evil.test) \\[no\\](https://fine.test) `[code](https://fine.test)`' },
  })
  expect(discord.links).toMatchObject([{ label: 'bank', url: 'https://evil.test' }])
  expect(discord.faults).toEqual([])
})

it('a token runs out; nothing can be answered before the first answer', async () => {
  const { discord, client } = await start()
  const outcome = await discord.person('ana').command('ventanilla', { sub: 'fast' })
  const callback = discord.requests.find(({ path }) => path.endsWith('/callback'))
  const token = callback?.path.split('/')[3]
  const edit = () =>
    client.rest.patch(`/webhooks/${discord.applicationId}/${token}/messages/@original`, {
      body: { content: 'later' },
      auth: false,
    })
  await edit()
  expect(outcome.now().messages).toMatchObject([{ content: 'later', edited: true }])
  discord.expire(outcome)
  await expect(edit()).rejects.toMatchObject({ status: 401, code: 50027 })
})

it('a file that is sent can be read', async () => {
  const { discord, client } = await start()
  await client.users.send(discord.person('ana').id, {
    content: 'Your list',
    files: [{ attachment: Buffer.from('a,b'), name: 'list.csv' }],
  })
  expect((await discord.person('ana').sees('Your list')).files).toEqual([{ filename: 'list.csv', text: 'a,b' }])
})
