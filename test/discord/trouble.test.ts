import { describe, expect, it } from 'vitest'
import { openStage, plain } from './stage.ts'

const situation = 'man, third visit this month, banging the table, wants the director'
const ask = (text = situation) => ({ sub: 'ask', options: { situation: text } })

describe('in Discord', () => {
  it('offers its commands in both languages, and puts the same ones in place at every start', async () => {
    const { discord, restart } = await openStage()
    const before = discord.commands().guild
    expect(before.map(({ name }) => name)).toEqual(['ventanilla', 'Guidance on this'])
    expect(JSON.stringify(discord.person('ana').offered('front-desk'))).toContain('Consejo sobre esto')
    await restart()
    expect(discord.commands().guild.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(discord.commands().global).toEqual([])
    expect(discord.faults).toEqual([])
  })

  it('completes topics of the directory and case numbers, each for whom it concerns', async () => {
    const { discord } = await openStage()
    const ben = discord.person('ben')
    const topics = await ben.autocomplete(
      'ventanilla',
      { sub: 'office', options: { topic: 'unpaid' }, focused: 'topic' },
      'front-desk',
    )
    expect(topics.choices?.map(({ name }) => name)).toContain('unpaid wages')
    const advice = await (await ben.command('ventanilla', ask(), 'front-desk')).answer()
    const form = await ben.press(advice, 'Log the case')
    if (!form.modal) throw new Error('no form')
    await (await ben.submit(form.modal, { matter: 'pension papers' })).answer()
    const number = `${new Date().getFullYear()}-0001`
    const cases = await ben.autocomplete(
      'ventanilla',
      { sub: 'case', options: { number: 'pens' }, focused: 'number' },
      'front-desk',
    )
    expect(cases.choices).toEqual([{ name: `${number} · pension papers`, value: number }])
    const none = await discord
      .person('ana')
      .autocomplete('ventanilla', { sub: 'case', options: { number: '' }, focused: 'number' }, 'front-desk')
    expect(none.choices).toEqual([])
    const fresh = await ben.command('ventanilla', { sub: 'case' }, 'front-desk')
    expect(fresh.modal?.title).toBe('Log the case')
    expect(discord.faults).toEqual([])
  })

  it('answers a message from its menu, and a mention in direct messages; says so in the channel only when these are closed', async () => {
    const { discord } = await openStage()
    const [ben, ana, dora] = [discord.person('ben'), discord.person('ana'), discord.person('dora')]
    const said = await ben.say('una señora llora y no quiere hablar', 'front-desk')
    if (!said.sent) throw new Error('nothing sent')
    const guided = await ana.contextMenu('Guidance on this', said.sent, 'front-desk')
    expect((await guided.answer()).ephemeral).toBe(true)
    await ben.mention('drunk man sleeping on the bench', 'front-desk')
    const answer = await ben.sees(/drunk or drugged/)
    expect(discord.visibleTo('ana').some(({ text }) => text.includes('drunk or drugged'))).toBe(false)
    expect(answer.repliesTo).toBeUndefined()
    await dora.mention('drunk man sleeping on the bench', 'front-desk')
    const reply = await dora.sees(/in private only/)
    expect(reply.text).not.toMatch(/drunk|bench/)
    expect(discord.pings).toEqual([])
  })

  it('turns strangers away', async () => {
    const { discord } = await openStage()
    await discord.person('zoe').dm(situation)
    expect(plain((await discord.person('zoe').sees(/only work for the staff/)).text)).not.toContain('director')
  })

  it('does once what is delivered twice, also after a restart', async () => {
    const { discord, restart } = await openStage()
    const ben = discord.person('ben')
    await ben.dm(situation)
    await ben.sees(/wants only the director/)
    discord.redeliver()
    await restart()
    discord.redeliver()
    await ben.dm('what is the wifi password')
    await ben.sees(/will not guess/)
    expect(ben.messages('dm').filter(({ text }) => text.includes('wants only the director'))).toHaveLength(1)
  })

  it('goes on after dropped sockets, a demand to reconnect and an invalid session', async () => {
    const { discord } = await openStage()
    const ben = discord.person('ben')
    for (const trouble of [discord.dropSockets, discord.reconnectOp, () => discord.closeWith(4_000)]) {
      trouble()
      await discord.connected()
      expect((await (await ben.command('ventanilla', ask(), 'front-desk')).answer()).text).toContain('director')
    }
    expect(discord.late).toEqual([])
  })

  it('waits for rate limits, tries again after errors of the servers, and sends nothing twice when an answer is lost', async () => {
    const { discord } = await openStage()
    const ben = discord.person('ben')
    discord.rateLimit('POST /channels', 1, 1)
    await ben.dm(situation)
    await ben.sees(/wants only the director/)
    discord.fail('POST /channels', 502, 1)
    await ben.dm('drunk man sleeping on the bench')
    await ben.sees(/drunk or drugged/)
    discord.loseAnswer('POST /channels', 1, 500)
    await ben.dm('she brought a box of chocolates for me')
    await ben.sees(/gift or a favour/)
    discord.loseAnswer('/interactions', 1, 500)
    await ben.command('ventanilla', ask(), 'front-desk')
    const next = await ben.command('ventanilla', ask('what is the wifi password'), 'front-desk')
    expect((await next.answer()).text).toContain('will not guess')
    expect(ben.messages('dm').filter(({ text }) => text.includes('gift or a favour'))).toHaveLength(1)
    expect(discord.late).toEqual([])
  }, 60_000)

  it('takes hostile text as text: nobody is pinged, nothing links, no payload breaks a rule', async () => {
    const { discord } = await openStage()
    const ben = discord.person('ben')
    const roles = `<@&${discord.roleId('Supervisor')}>`
    const hostile = `@everyone @here ${roles} <@${discord.person('olga').id}> [your bank](https://evil.example) **x** __y__ \`\`\`z\`\`\` # big\n> quote\n- list ||spoiler|| <:a:1>`
    const advice = await (await ben.command('ventanilla', ask(`${situation} ${hostile}`), 'front-desk')).answer()
    const again = await (await ben.command('ventanilla', ask(`now he is filming ${hostile}`), 'front-desk')).answer()
    expect(plain(again.text)).toContain('[your bank](https://evil.example)')
    const form = await ben.press(again, 'Log the case')
    if (!form.modal) throw new Error('no form')
    const card = await (
      await ben.submit(form.modal, { matter: hostile.slice(0, 140), told: hostile, demand: hostile, answered: hostile })
    ).answer()
    expect(plain(card.text)).toContain('@everyone')
    await ben.dm(`${situation} ${hostile} ${hostile.repeat(8)}`)
    await ben.sees(/director/, { after: advice })
    expect([discord.faults, discord.pings, discord.links, discord.late]).toEqual([[], [], [], []])
  })
})
