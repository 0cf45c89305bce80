import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { doSet } from '../conversation/practice.ts'
import { learntFolder } from '../helpers/learnt.ts'
import { master } from '../training/mastery.ts'
import { clerkIn, openStage } from './stage.ts'

describe.each(['commands', 'direct'] as const)('in Discord, by %s', (where) => {
  it.each(['en', 'es'] as const)(
    'a daily set is done by buttons alone, in %s',
    async (language) => {
      const stage = await openStage()
      const { discord } = stage
      const person = discord.person(language === 'en' ? 'ben' : 'ana')
      const { answers } = await doSet(clerkIn(stage, person, where), language, {
        wrong: [1],
        between: async (press) => {
          if (press === 7) await stage.restart()
          return undefined
        },
      })
      expect(answers).toBe(11)
      expect(discord.faults).toEqual([])
    },
    120_000,
  )
})

describe('in Discord', () => {
  it.each(['a command', 'a direct message'])(
    'gives the certificate to whoever earned it, and nobody else, by %s',
    async (way) => {
      const data = learntFolder()
      const { discord } = await openStage({ VENTANILLA_DATA: data })
      const ben = discord.person('ben')
      const clerk = (words: string) =>
        way === 'a command' ? ben.command('ventanilla', { sub: words }, 'front-desk') : ben.dm(words)
      await (await clerk('quiz')).answer()
      await master(join(data, 'ventanilla.db'), ben.id, 'en')
      await clerk('certificate')
      const got = await ben.sees((sight) => 'files' in sight && sight.files.length > 0)
      expect(got.files.map(({ filename }) => filename)).toEqual(['certificate-first-weeks.pdf'])
      expect(got.files[0]?.text.slice(0, 5)).toBe('%PDF-')
      for (const other of ['ana', 'olga', 'sam', 'dora'])
        expect(discord.visibleTo(other).some(({ text }) => /certificate/i.test(text))).toBe(false)
      expect(discord.faults).toEqual([])
    },
    60_000,
  )

  it('turns its pages in the message of the question', async () => {
    const { discord } = await openStage()
    const ben = discord.person('ben')
    const question = await (await ben.command('ventanilla', { sub: 'quiz' }, 'front-desk')).answer()
    await ben.press(question, '1')
    const sure = await ben.sees(({ id, text }) => id === question.id && text.includes('How sure are you'))
    await ben.press(sure, 'Sure')
    await ben.sees(({ id, buttons }) => id === question.id && buttons.includes('Next'))
    expect(discord.faults).toEqual([])
  }, 60_000)
})
