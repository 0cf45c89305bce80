import { describe, expect, it } from 'vitest'
import { openStage, plain } from './stage.ts'

const situation = 'man, third visit this month, banging the table, wants the director'

describe('in Slack', () => {
  it('has a page for everybody: a box to ask in, their open cases, a case from a shortcut', async () => {
    const { slack } = await openStage()
    const ben = slack.person('ben')
    await ben.openHome()
    const home = await ben.seesView(({ type }) => type === 'home')
    expect(home.text).toMatch(/What is happening\?[\s\S]*You have no open case/)
    await ben.enter(home, 'ask', situation)
    const advice = await ben.seesView(/wants only the director/)
    await ben.closeView(advice, true)
    await ben.globalShortcut('log_case')
    const form = await ben.seesView(({ title }) => title === 'Log the case')
    await ben.submit(form, { matter: 'pension papers' })
    await ben.seesView(/Case \d{4}-0001 is logged/)
    await ben.seesView(({ type, text }) => type === 'home' && text.includes('One open case'))
    expect([slack.faults, slack.late, slack.broadcasts]).toEqual([[], [], []])
  })

  it('answers a message from its menu and a mention to the asker only', async () => {
    const { slack } = await openStage()
    const [ben, ana] = [slack.person('ben'), slack.person('ana')]
    const said = await ben.say('una señora llora y no quiere hablar', 'front-desk')
    if (!said.sent) throw new Error('nothing sent')
    await ana.messageShortcut('guidance', said.sent)
    expect((await ana.sees(/Viene a que le escuchen/)).ephemeral).toBe(true)
    await ben.mention('drunk man sleeping on the bench', 'front-desk')
    expect((await ben.sees(/drunk or drugged/)).ephemeral).toBe(true)
    await ben.mention('what is the wifi password', 'hidden')
    expect(slack.visibleTo('ana').some(({ text }) => /drunk or drugged|will not guess/.test(text))).toBe(false)
    expect([slack.faults, slack.broadcasts]).toEqual([[], []])
  })

  it('turns guests and people of other workspaces away', async () => {
    const { slack } = await openStage()
    for (const name of ['gus', 'una', 'zoe', 'yuri']) {
      await slack.person(name).dm(situation)
      const answer = await slack.person(name).sees(/only work for the staff|Solo trabajo/)
      expect(answer.text).not.toContain('director')
    }
  })

  it('lets nobody in for not knowing who they are', async () => {
    const { slack } = await openStage()
    slack.fail('users.info', 'internal_error', 20)
    await slack.person('gus').dm(situation)
    expect((await slack.person('gus').sees(/did not work|No ha salido/, { within: 20_000 })).text).not.toContain('director')
  })

  it('does once what is delivered twice, also after a restart', async () => {
    const { slack, restart } = await openStage()
    const ben = slack.person('ben')
    await ben.dm(situation)
    await ben.sees(/wants only the director/)
    slack.redeliver()
    await restart()
    slack.redeliver()
    await ben.dm('what is the wifi password')
    await ben.sees(/will not guess/)
    expect(ben.messages('dm').filter(({ text }) => text.includes('wants only the director'))).toHaveLength(1)
  })

  it('makes one case of a form that is delivered twice', async () => {
    const { slack } = await openStage()
    const ben = slack.person('ben')
    const advice = await (await ben.command('/ventanilla', situation, 'front-desk')).answer()
    await ben.press(advice, 'Log the case')
    const form = await ben.seesView(({ title }) => title === 'Log the case')
    await ben.submit(form, { matter: 'pension papers' })
    slack.redeliver()
    const cases = await (await ben.command('/ventanilla', 'cases', 'front-desk')).answer()
    expect(cases.text).toContain('One open case')
    await ben.press(advice, 'Log the case')
    await ben.seesView(/This is case \d{4}-0001 already/)
  })

  it('goes on after dropped sockets, a demand to reconnect and an envelope without an event', async () => {
    const { slack, service } = await openStage()
    const ben = slack.person('ben')
    slack.appRateLimited()
    for (const trouble of [slack.dropSockets, () => slack.disconnect('refresh_requested')]) {
      trouble()
      await slack.connected()
      await ben.dm(situation)
      await ben.sees(/wants only the director/)
    }
    expect(service().said()).toContain('Slack: Town Hall')
  })

  it('waits for rate limits, tries again after errors of the servers, and sends nothing twice when an answer is lost', async () => {
    const { slack } = await openStage()
    const ben = slack.person('ben')
    slack.rateLimit('chat.postMessage', 1, 1)
    await ben.dm(situation)
    await ben.sees(/wants only the director/)
    slack.fail('chat.postMessage', 502, 1)
    await ben.dm('drunk man sleeping on the bench')
    await ben.sees(/drunk or drugged/)
    slack.loseAnswer('chat.postMessage', 1)
    await ben.dm('she brought a box of chocolates for me')
    await ben.sees(/gift or a favour/)
    slack.fail('response_url', 503, 1)
    expect((await (await ben.command('/ventanilla', 'help', 'front-desk')).answer()).text).toContain('What I can do')
    slack.slow('views.open', 500, 1)
    await ben.dm('what is the wifi password')
    await ben.sees(/will not guess/)
    expect(ben.messages('dm').filter(({ text }) => text.includes('gift or a favour'))).toHaveLength(1)
    expect(slack.late).toEqual([])
  })

  it('takes hostile text as text: nobody is notified, nothing links, no payload breaks a rule', async () => {
    const { slack } = await openStage()
    const ben = slack.person('ben')
    const hostile = `<!channel> <!here> <@${slack.person('olga').id}> <https://evil.example|your bank> *x* _y_ \`z\` & < > :boom:`
    const advice = await (await ben.command('/ventanilla', `${situation} ${hostile}`, 'front-desk')).answer()
    await ben.press(advice, 'Log the case')
    const form = await ben.seesView(({ title }) => title === 'Log the case')
    await ben.submit(form, { matter: hostile.slice(0, 140), told: hostile.repeat(10), demand: hostile, answered: hostile })
    const card = await ben.seesView(/is logged/)
    expect(plain(card.text)).toContain('<!channel>')
    await ben.dm(`now he is filming ${hostile}`)
    await ben.sees(/filming/)
    expect([slack.faults, slack.broadcasts, slack.links, slack.late]).toEqual([[], [], [], []])
  })

  it('acknowledges a press also when what it should open no longer can', async () => {
    const { slack } = await openStage()
    const ben = slack.person('ben')
    const advice = await (await ben.command('/ventanilla', situation, 'front-desk')).answer()
    slack.expire()
    await ben.press(advice, 'Log the case')
    expect(slack.late).toEqual([])
  })

  it('goes on in the same modal, however often a case is changed there', async () => {
    const { slack } = await openStage()
    const ben = slack.person('ben')
    await ben.globalShortcut('log_case')
    await ben.submit(await ben.seesView(({ title }) => title === 'Log the case'), { matter: 'pension papers' })
    for (let round = 1; round <= 5; round++) {
      const card = await ben.seesView(({ buttons }) => buttons.includes('Add a note'))
      await ben.press(card, 'Add a note')
      await ben.submit(await ben.seesView(({ title }) => title === 'Add a note'), { note: `call number ${round}` })
      await ben.seesView(({ text }) => text.includes(`call number ${round}`))
    }
    expect(slack.faults).toEqual([])
  })

  it('takes over HTTP only what Slack has signed, and just now', async () => {
    const { slack } = await openStage({}, true)
    const ben = slack.person('ben')
    await ben.dm(situation)
    await ben.sees(/wants only the director/)
    for (const forgery of ['signature', 'time', 'unsigned'] as const) expect(await slack.forge(forgery)).toBe(401)
    expect(ben.messages('dm').filter(({ text }) => text.includes('wants only the director'))).toHaveLength(1)
  })

  it('ends with a code for its supervisor when its token is refused while it runs', async () => {
    const { slack, service } = await openStage()
    slack.refuseToken('account_inactive')
    slack.dropSockets()
    expect(await service().ended).toBe(1)
    expect(service().said()).toContain('Slack refused the connection: account_inactive')
  })
})
