import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { type Desk, openDesk } from '../../src/desk.ts'
import { type Guide, openGuide } from '../../src/guidance/guide.ts'
import { openDatabase } from '../../src/store/database.ts'
import { onEveryDatabase } from '../contract/databases.ts'
import { learntFolder, playbooks } from '../helpers/learnt.ts'
import { clerkAt, staff } from './core.ts'
import { doSet } from './practice.ts'

let guide: Guide
beforeAll(async () => {
  guide = await openGuide({ playbooks, data: learntFolder(), study: 'full' })
})
afterAll(() => guide.close())

const open = (database: string): Promise<Desk> =>
  openDesk({
    guide,
    database,
    redis: undefined,
    language: undefined,
    roles: { supervisors: ['slack:BOSS'], staff: [], trainees: [], others: 'trainee' },
    report: (where, error) => {
      throw new Error(where, { cause: error })
    },
  })

onEveryDatabase((fresh) => {
  it.each(['en', 'es'] as const)('a daily set is done to its end, in %s', async (language) => {
    const database = await fresh()
    const desk = await open(database)
    onTestFinished(() => desk.close())
    const clerk = clerkAt(desk, staff(language === 'en' ? 'en-GB' : 'es-ES'), () => open(database))
    const { answers, last } = await doSet(clerk, language, { wrong: [2, 5] })
    expect(answers).toBe(12)
    expect(last.text).toContain('8')
    // Whoever types it again has done their set, and may have another.
    const again = await clerk.says(language === 'en' ? 'quiz' : 'practicar')
    expect(again.text).toBe(last.text)
    const db = await openDatabase(database)
    onTestFinished(() => db.destroy())
    const rows = await db.selectFrom('training_answers').selectAll().orderBy('position').execute()
    expect(rows.map(({ right_ }) => right_)).toEqual([1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1])
    expect(rows.slice(10).map(({ question }) => question)).toEqual([rows[1]?.question, rows[4]?.question])
    expect(await db.selectFrom('training_memories').selectAll().execute()).toHaveLength(10)
    const further = await clerk.presses(language === 'en' ? 'Ten more' : 'Diez más')
    expect(further.text).toContain(language === 'en' ? 'Practice, 1 of 10' : 'Práctica, 1 de 10')
  })
})
