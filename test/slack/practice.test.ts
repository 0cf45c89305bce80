import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { doSet } from '../conversation/practice.ts'
import { learntFolder } from '../helpers/learnt.ts'
import { master } from '../training/mastery.ts'
import { clerkIn, openStage } from './stage.ts'

describe.each(['commands', 'direct'] as const)('in Slack, by %s', (where) => {
  it.each(['en', 'es'] as const)(
    'a daily set is done by buttons alone, in %s',
    async (language) => {
      const stage = await openStage()
      const { slack } = stage
      const name = language === 'en' ? 'ben' : 'ana'
      const person = slack.person(name)
      const clerk = clerkIn(stage, person, where)
      const { answers, read } = await doSet(clerk, language, {
        wrong: [1],
        between: async (press) => {
          if (press === 7) await stage.restart()
          return undefined
        },
      })
      expect(answers).toBe(11)
      expect(slack.faults).toEqual([])
      expect(slack.broadcasts).toEqual([])
      // Nobody else saw any of it.
      const heard = read.map((text) => text.split('\n')[2] ?? '').filter((line) => line.length > 20)
      for (const other of ['olga', 'sam', 'dora', 'gus'])
        expect(slack.visibleTo(other).filter(({ text }) => heard.some((line) => text.includes(line)))).toEqual([])
    },
    120_000,
  )
})

describe('in Slack', () => {
  it('turns its pages in one place: in the message of the question, or in the window that the Home tab opened', async () => {
    const stage = await openStage()
    const { slack } = stage
    const ben = slack.person('ben')
    const asked = await ben.dm('quiz')
    const question = await asked.answer()
    await ben.press(question, '1')
    await ben.sees(/How sure are you/)
    const sure = await ben.sees(/How sure are you/)
    expect([sure.id, sure.edited]).toEqual([question.id, true])
    await ben.press(sure, 'Sure')
    const told = await ben.sees(({ id, buttons }) => id === question.id && buttons.includes('Next'))
    await ben.openHome()
    const home = await ben.seesView(({ type }) => type === 'home')
    await ben.press(home, 'Practise')
    const window = await ben.seesView(({ type, text }) => type === 'modal' && text.includes('Practice, 2 of 10'))
    await ben.press(window, '2')
    await ben.seesView(({ id, text }) => id === window.id && text.includes('How sure are you'))
    // What lies behind in the message shows where the set is now.
    await ben.press(told, 'Next')
    await ben.sees(({ id, text }) => id === question.id && text.includes('Practice, 2 of 10'))
    expect([slack.faults, slack.broadcasts]).toEqual([[], []])
  }, 60_000)

  it('puts the certificate into the direct messages of whoever earned it', async () => {
    const data = learntFolder()
    const { slack } = await openStage({ VENTANILLA_DATA: data })
    const ben = slack.person('ben')
    await (await ben.command('/ventanilla', 'quiz', 'front-desk')).answer()
    await master(join(data, 'ventanilla.db'), ben.id, 'en')
    await ben.command('/ventanilla', 'certificate', 'front-desk')
    const got = await ben.sees((sight) => 'files' in sight && sight.files.length > 0)
    expect(got.files).toMatchObject([{ name: 'certificate-first-weeks.pdf', title: 'Certificate: First weeks at the window' }])
    expect(
      Buffer.from(got.files[0]?.bytes ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    for (const other of ['ana', 'olga', 'sam', 'dora', 'gus'])
      expect(slack.visibleTo(other).some(({ text }) => /certificate/i.test(text))).toBe(false)
    expect([slack.faults, slack.broadcasts]).toEqual([[], []])
  }, 60_000)
})
