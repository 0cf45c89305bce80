import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { type Desk, openDesk } from '../../src/desk.ts'
import { type Guide, openGuide } from '../../src/guidance/guide.ts'
import { openDatabase } from '../../src/store/database.ts'
import { onEveryDatabase } from '../contract/databases.ts'
import { learntFolder, playbooks } from '../helpers/learnt.ts'
import { master } from '../training/mastery.ts'
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

  it('tells somebody how they are doing, and gives them the certificate of a path that they completed, and of no other', async () => {
    const database = await fresh()
    const desk = await open(database)
    onTestFinished(() => desk.close())
    const actor = staff('en-GB')
    const clerk = clerkAt(desk, actor, () => open(database))
    expect((await clerk.says('progress')).text).toContain('You have not practised yet')
    expect((await clerk.says('certificate')).text).toContain('No path is complete yet')
    await doSet(clerk, 'en')
    const { text } = await clerk.says('progress')
    // On a day off, practice is welcome and counts for no run.
    expect(text).toMatch(/One working day of practice|Good that you are here/)
    expect(text).toContain('You have met 10 questions')
    expect(text).toContain('First weeks at the window: firm in 0 of 10')
    expect(text).toContain('Still ahead: ')
    await master(database, actor.account, 'en')
    const firm = await clerk.says('progress')
    expect(firm.text).toContain('The whole playbook: firm in 47 of 47')
    expect(firm.text).toContain('Confidentiality: firm (100\u00a0%)')
    expect(firm.text).toContain('Certificate: The whole playbook')
    const request = (token: string) => ({
      ...{ kind: 'act' as const, id: randomUUID(), actor, place: 'window', at: new Date().toISOString() },
      token,
    })
    const reply = await desk.handle(request('v1:certificate:dangerous-moments'))
    if (reply?.kind !== 'card' || !reply.file) throw new Error('no certificate')
    expect(reply.file.name).toBe('certificate-dangerous-moments.pdf')
    const pdf = Buffer.from(reply.file.content, 'base64').toString('latin1')
    expect(pdf.slice(0, 8)).toMatch(/^%PDF-1\.\d/)
    expect(pdf.trimEnd().slice(-5)).toBe('%%EOF')
    expect(pdf).toContain('Certificate: Dangerous moments')
    const other = await desk.handle({ ...request('v1:certificate:dangerous-moments'), actor: staff('en-GB', 'U2') })
    expect(other?.kind === 'card' && other.file).toBeUndefined()
  })

  it('shows supervisors the group without a name, what people were sure of and wrong about first, and nobody else', async () => {
    const database = await fresh()
    const desk = await open(database)
    onTestFinished(() => desk.close())
    const clerk = clerkAt(desk, staff('en-GB'), () => open(database))
    const boss = clerkAt(desk, staff('en-GB', 'BOSS'), () => open(database))
    expect((await boss.says('team')).text).toContain('Nobody has practised yet')
    // The first answer is said with "sure", and wrong.
    await doSet(clerk, 'en', { wrong: [1] })
    const { text } = await boss.says('team')
    const lines = text.split('\n')
    expect(lines[1]).toBe('Sure, and wrong')
    expect(lines[2]).toMatch(/\(once\)$/)
    expect(text).toContain('One person has practised')
    expect(text).not.toContain('Ana')
    expect((await clerk.says('team')).text).toContain('This is for supervisors')
  })

  it('goes on with another account of the same person, and joins what both learnt', async () => {
    const database = await fresh()
    const desk = await open(database)
    onTestFinished(() => desk.close())
    const here = clerkAt(desk, staff('en-GB'), () => open(database))
    const there = clerkAt(desk, { ...staff('en-GB', '99'), platform: 'discord' }, () => open(database))
    const boss = clerkAt(desk, staff('en-GB', 'BOSS'), () => open(database))
    await there.says('quiz')
    await doSet(there, 'en')
    await here.says('quiz')
    await here.chooses(1)
    await here.presses('Sure')
    expect((await boss.says('link slack:U1 discord:99')).text).toContain('are one person now')
    // Ten questions are known, one of them to both; what was left open goes on, wherever they are.
    expect((await there.says('progress')).text).toContain('You have met 10 questions')
    const left = await here.says('quiz')
    expect(left.text).toContain('Practice, 2 of 10')
    expect(await there.says('quiz')).toEqual(left)
    const db = await openDatabase(database)
    onTestFinished(() => db.destroy())
    expect(await db.selectFrom('training_answers').select('person').distinct().execute()).toHaveLength(1)
  })

  it('joins three accounts that all practised on the same day', async () => {
    const database = await fresh()
    const desk = await open(database)
    onTestFinished(() => desk.close())
    const clerks = ['1', '2', '3'].map((account) =>
      clerkAt(desk, { ...staff('en-GB', account), platform: 'discord' }, () => open(database)),
    )
    for (const clerk of clerks) await clerk.says('quiz')
    const boss = clerkAt(desk, staff('en-GB', 'BOSS'), () => open(database))
    for (const [one, other] of [
      ['1', '2'],
      ['1', '3'],
    ])
      expect((await boss.says(`link discord:${one} discord:${other}`)).text).toContain('are one person now')
    expect((await clerks[2]?.says('quiz'))?.text).toContain('Practice, 1 of 10')
  })

  it('goes on in the language that somebody speaks now', async () => {
    const database = await fresh()
    const desk = await open(database)
    onTestFinished(() => desk.close())
    const clerk = clerkAt(desk, staff('en-GB'), () => open(database))
    await clerk.says('quiz')
    await clerk.chooses(1)
    await clerk.presses('Sure')
    await clerk.says('language español')
    expect((await clerk.says('quiz')).text).toMatch(/Práctica, 1 de (?:9|10)\n/)
    await clerk.says('idioma inglés')
    expect((await clerk.says('practicar')).text).toContain('Practice, 2 of 10')
  })

  it('tells supervisors of a question that somebody forgot eight times, without who it was', async () => {
    const database = await fresh()
    const desk = await open(database)
    onTestFinished(() => desk.close())
    const brought: [string, string][] = []
    desk.deliverBy('slack', {
      bring: async (recipient, card) => {
        brought.push([recipient, JSON.stringify(card)])
      },
      reaches: (recipient) => recipient === 'BOSS',
    })
    const clerk = clerkAt(desk, staff('en-GB'), () => open(database))
    await clerk.says('quiz')
    const db = await openDatabase(database)
    onTestFinished(() => db.destroy())
    const { question } = await db
      .selectFrom('training_asked')
      .select('question')
      .where('position', '=', 0)
      .executeTakeFirstOrThrow()
    const { id: person } = await db.selectFrom('people').select('id').executeTakeFirstOrThrow()
    const last = new Date(Date.now() - 20 * 86_400_000).toISOString()
    await db
      .insertInto('training_memories')
      .values({
        ...{ person, question, entry: question.split('.')[1] ?? '', due: last, stability: 1, difficulty: 9 },
        ...{ scheduled_days: 1, learning_steps: 0, reps: 20, lapses: 7, state: 2, last_review: last, reviewed_day: 1, right_: 1 },
      })
      .execute()
    await doSet(clerk, 'en', { wrong: [1] })
    await expect.poll(() => brought.length).toBe(1)
    const [[recipient, card] = ['', '']] = brought
    expect(recipient).toBe('BOSS')
    expect(card).toContain('A question that people cannot learn')
    expect(card).toContain('Confused with')
    expect(card).not.toContain('Ana')
    const boss = clerkAt(desk, staff('en-GB', 'BOSS'), () => open(database))
    expect((await boss.says('team')).text).toContain('Playbook at fault')
  })
})
