import { Client, Events, GatewayIntentBits, type Interaction, MessageFlags, Partials, UserSelectMenuBuilder } from 'discord.js'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Discord, openDiscord } from './discord.ts'

let discord: Discord
let client: Client
let answer: (interaction: Interaction) => Promise<unknown>
let problem: unknown

beforeEach(async () => {
  discord = await openDiscord()
  problem = undefined
  client = new Client({ intents: [GatewayIntentBits.Guilds], partials: [Partials.Channel], rest: { api: discord.api } })
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error: unknown) => {
      problem = error
    })
  })
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(discord.token)
  await ready
})
afterEach(async () => {
  await client.destroy()
  await discord.close()
  expect(problem).toBeUndefined()
})

it('an interaction tells who, where, in which language and with which rights', async () => {
  await client.application?.commands.set([{ name: 'who', description: 'Who' }])
  const told: unknown[] = []
  answer = (interaction) => {
    const { locale, guildLocale, context, memberPermissions, appPermissions } = interaction
    const roles = interaction.inCachedGuild() ? interaction.member.roles.cache.map(({ name }) => name).sort() : []
    const rights = [memberPermissions?.has('ManageGuild'), appPermissions.has('SendMessages')]
    told.push({ locale, guildLocale, context, roles, rights, channel: interaction.channel?.isDMBased() })
    return interaction.isRepliable() ? interaction.reply('you') : Promise.resolve()
  }
  await discord.person('ana').command('who')
  await discord.person('olga').command('who', {}, 'back-office')
  await discord.person('zoe').command('who')
  const guild = { guildLocale: 'en-US', context: 0, channel: false }
  expect(told).toMatchObject([
    { ...guild, locale: 'es-ES', roles: ['@everyone', 'Clerk'], rights: [false, true] },
    { ...guild, locale: 'en-US', roles: ['@everyone', 'Supervisor'], rights: [true, true] },
    { locale: 'en-US', guildLocale: null, context: 1, channel: true, roles: [], rights: [undefined, true] },
  ])
  expect(discord.visibleTo('ana').map(({ text }) => text)).toEqual(['you'])
  expect(discord.visibleTo('olga').map(({ text }) => text)).toEqual(['you', 'you'])
  expect(discord.visibleTo(discord.person('zoe'))).toHaveLength(1)
})

it('people are offered only what they may use, in their language', async () => {
  await client.application?.commands.set([
    { name: 'ask', description: 'Ask', nameLocalizations: { 'es-ES': 'pedir' }, contexts: [0] },
    { name: 'setup', description: 'Set up', defaultMemberPermissions: 'ManageGuild' },
  ])
  const names = (name: string, channel?: string) =>
    discord
      .person(name)
      .offered(channel)
      .map(({ shown }) => shown)
  expect(names('ana')).toEqual(['pedir'])
  expect(names('ana', 'dm')).toEqual(['setup'])
  expect(names('olga')).toEqual(['ask', 'setup'])
  await expect(discord.person('ana').command('setup')).rejects.toThrow('may not use it')
  await expect(discord.person('zoe').command('ask')).rejects.toThrow('not offered')
  await client.application?.commands.set([{ name: 'ask', description: 'Ask' }], discord.guildId)
  expect(names('olga')).toEqual(['ask', 'ask', 'setup'])
})

it('commands that stay the same keep id and version', async () => {
  const commands = [{ name: 'ask', description: 'Ask' }]
  await client.application?.commands.set(commands)
  const [first] = discord.commands().global
  await client.application?.commands.set(commands)
  expect(discord.commands().global).toEqual([first])
  await client.application?.commands.set([{ name: 'ask', description: 'Ask us' }])
  expect(discord.commands().global[0]?.id).toBe(first?.id)
  expect(discord.commands().global[0]?.version).not.toBe(first?.version)
  const made = await client.application?.commands.create({ name: 'other', description: 'Other' })
  await made?.edit({ description: 'Another' })
  expect((await client.application?.commands.fetch())?.map(({ description }) => description)).toEqual(['Ask us', 'Another'])
  await made?.delete()
  const menu = await client.application?.commands.create({ name: 'Guidance on this', type: 3 })
  await menu?.edit({ name: 'Guidance on that' })
  expect(discord.commands().global.map(({ name }) => name)).toEqual(['ask', 'Guidance on that'])
  await menu?.delete()
  expect(discord.commands().global).toHaveLength(1)
  expect(discord.faults).toEqual([])
})

it('nobody can press what only another sees; somebody is chosen by name', async () => {
  await client.application?.commands.set([{ name: 'pick', description: 'Pick' }])
  answer = async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const select = new UserSelectMenuBuilder().setCustomId('who').setPlaceholder('Who?')
      await interaction.reply({ components: [{ type: 1, components: [select.toJSON()] }], flags: 64 })
    } else if (interaction.isUserSelectMenu()) {
      const names = interaction.users.map(({ username }) => username)
      await interaction.update({ content: `${names} ${interaction.members.size}`, components: [] })
    }
  }
  const { ephemerals } = await discord.person('ana').command('pick')
  const [message = { id: '' }] = ephemerals
  await expect(discord.person('ben').select(message, 'who', ['sam'])).rejects.toThrow('does not see')
  await expect(discord.person('ana').select(message, 'who', ['sam', 'ben'])).rejects.toThrow('values do not fit')
  expect((await discord.person('ana').select(message, 'Who?', ['sam'])).messages).toMatchObject([
    { content: 'sam 1', ephemeral: true },
  ])
})

it('the privacy of an answer is settled by the first acknowledgement', async () => {
  await client.application?.commands.set([{ name: 'slip', description: 'Slip' }])
  answer = async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply()
    await interaction.followUp({ content: 'secret', flags: 64 }).catch(() => interaction.followUp('instead'))
  }
  const outcome = await discord.person('ana').command('slip')
  expect(await outcome.answer()).toMatchObject({ content: 'instead', ephemeral: false })
  expect(discord.faults).toMatchObject([{ where: 'flags' }])
  expect(discord.visibleTo('ben').map(({ text }) => text)).toEqual(['instead'])
})

it('people change', async () => {
  const ben = discord.person('ben')
  expect(() => ben.messages('back-office')).toThrow('does not see')
  discord.changePerson('ben', { roles: ['Supervisor'], locale: 'fr' })
  expect(ben.messages('back-office')).toEqual([])
  discord.changePerson('ben', { member: false })
  expect(() => ben.messages('front-desk')).toThrow('does not see')
  expect(discord.addPerson({ name: 'eva', locale: 'es-419' }).account.user.global_name).toBe('Eva')
  discord.setChannel({ name: 'annex' })
  await expect.poll(() => client.channels.cache.has(discord.channelId('annex'))).toBe(true)
  discord.setChannel({ name: 'annex', bot: 'none' })
  await expect(client.rest.get(`/channels/${discord.channelId('annex')}`)).rejects.toMatchObject({ code: 50001 })
})

it('a message of Components V2 is read, pressed and changed; a group of subcommands is reached', async () => {
  const sub = {
    type: 1,
    name: 'close',
    description: 'Close',
    options: [{ type: 4, name: 'number', description: 'Number', required: true }],
  }
  const group = { type: 2, name: 'case', description: 'Cases', options: [sub] }
  await client.application?.commands.set([{ name: 'desk', description: 'Desk', options: [group] }] as never)
  const card = (content: string) => {
    const accessory = { type: 2, style: 1, custom_id: 'close:7', label: 'Close' }
    const section = { type: 9, components: [{ type: 10, content }], accessory }
    return { components: [{ type: 17, components: [section, { type: 14 }, { type: 10, content: 'Below' }] }] as never }
  }
  answer = async (interaction) => {
    if (interaction.isButton()) await interaction.update(card('Closed'))
    if (!interaction.isChatInputCommand()) return
    const words = [
      interaction.options.getSubcommandGroup(),
      interaction.options.getSubcommand(),
      interaction.options.getInteger('number'),
    ]
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    await interaction.editReply({ ...card(words.join(' ')), flags: MessageFlags.IsComponentsV2 })
  }
  const ana = discord.person('ana')
  await expect(ana.command('desk', { group: 'case', sub: 'close' })).rejects.toThrow('number is required')
  const outcome = await ana.command('desk', { group: 'case', sub: 'close', options: { number: 7 } }, 'dm')
  const shown = await outcome.answer()
  expect(shown).toMatchObject({ ephemeral: true, flags: 32_832, text: 'case close 7\nClose\nBelow', buttons: ['Close'] })
  expect((await ana.press(shown, 'Close')).messages).toMatchObject([{ text: 'Closed\nClose\nBelow', ephemeral: true }])
  expect(discord.faults).toEqual([])
})
