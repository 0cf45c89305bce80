import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { doSet, type Language } from '../conversation/practice.ts'
import { learntFolder } from '../helpers/learnt.ts'
import { temporaryFolder } from '../helpers/playbooks.ts'
import { start } from '../helpers/process.ts'
import { master } from '../training/mastery.ts'
import { clerkAtTerminal } from './clerk.ts'

const quizzes: Readonly<Record<Language, string>> = { en: 'quiz', es: 'practicar' }

it.each(['en', 'es'] as const)(
  'a daily set is done by digits, killed between any two presses, in %s',
  async (language) => {
    const clerk = clerkAtTerminal(language)
    const { answers, last } = await doSet(clerk, language, {
      wrong: language === 'en' ? [3] : [],
      between: async () => {
        await clerk.restarts()
        return clerk.says(quizzes[language])
      },
    })
    expect(answers).toBe(language === 'en' ? 11 : 10)
    expect(last.text).toContain(language === 'en' ? '10 done, 9 right' : '10 hechas, 10 bien')
    await clerk.leave()
  },
  240_000,
)

it('puts the certificate of a completed path where somebody started, readable by them alone', async () => {
  const data = learntFolder()
  const folder = temporaryFolder()
  const first = start([], { VENTANILLA_DATA: data }, folder)
  first.write('quiz\n')
  await first.says('Practice, 1 of 10')
  const db = await openDatabase(join(data, 'ventanilla.db'))
  const { account } = await db.selectFrom('identities').select('account').executeTakeFirstOrThrow()
  await db.destroy()
  await master(join(data, 'ventanilla.db'), account, 'en')
  first.write('certificate\ncertificate\n')
  await first.says('certificate-first-weeks-2.pdf')
  first.write('quit\n')
  await first.finished
  expect(readdirSync(folder).sort()).toEqual(['certificate-first-weeks-2.pdf', 'certificate-first-weeks.pdf'])
  const path = join(folder, 'certificate-first-weeks.pdf')
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-')
  expect(statSync(path).mode & 0o777).toBe(0o600)
}, 60_000)
