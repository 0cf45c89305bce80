import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Desk, type Guide, openDesk } from '#engine'
import { chance as chanceFrom } from '../src/guidance/learn/chance.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { questionsOf } from '../src/training/catalogue.ts'
import { gradeOf, type Memory, reviewed } from '../src/training/schedule.ts'
import { postgresPrograms, startPostgres } from '../test/helpers/postgres.ts'
import { quantile, table } from './table.ts'

const trainees = 10_000
/** Answers of each: a million in all. */
const answers = 100
/** People who press in the measurement, one after the other and then so many at the same time. */
const pressing = 400
const atOnce = 10
const warmUp = 20
/** Rows that go into one statement: SQLite takes 32,766 values. */
const together = 1_000

/** How long the next question takes with ten thousand trainees and a million answers in the records. */
export async function measureTraining(guide: Guide): Promise<void> {
  const rows: (string | number)[][] = []
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-bench-'))
  rows.push(...(await measureOn('SQLite', join(folder, 'ventanilla.db'), guide)))
  rmSync(folder, { recursive: true, force: true })
  if (postgresPrograms() === undefined) process.stderr.write('PostgreSQL is not installed: its part is left out.\n')
  else {
    const server = await startPostgres({ durable: true })
    rows.push(...(await measureOn('PostgreSQL', server.address, guide)))
    server.stop()
  }
  table(
    `Practice with ${trainees.toLocaleString('en')} trainees and ${(trainees * answers).toLocaleString('en')} answers, milliseconds`,
    ['', 'presses', 'median', '99th percentile', 'worst'],
    rows,
  )
}

async function measureOn(name: string, address: string, guide: Guide): Promise<(string | number)[][]> {
  const db = await openDatabase(address)
  await fill(db, guide)
  await db.destroy()
  const desk = await openDesk({
    guide,
    database: address,
    redis: undefined,
    language: undefined,
    roles: { supervisors: ['slack:BOSS'], staff: [], trainees: [], others: 'trainee' },
    report: (where, error) => {
      throw new Error(where, { cause: error })
    },
  })
  const chance = chanceFrom(5)
  // The first question after the playbook changed brings everybody's memories up to it: once, and timed by itself.
  const first = await timed(() => press(desk, accountOf(0), 'v1:quiz'))
  let times = new Map<string, number[]>()
  const keep = (what: string, milliseconds: number) => times.set(what, [...(times.get(what) ?? []), milliseconds])
  const people = Array.from({ length: warmUp + 2 * pressing }, () => accountOf(1 + Math.floor(chance() * (trainees - 1))))
  const practise = async (account: string) => {
    const begun = await timed(() => press(desk, account, 'v1:quiz'))
    keep('first question of a set', begun.milliseconds)
    let card = begun.value
    for (let question = 0; question < 4; question++) {
      const [, ...tokens] = card.match(/v1:choose:[^"]+/g) ?? []
      const chosen = await timed(() => press(desk, account, tokens[Math.floor(chance() * tokens.length)] ?? ''))
      keep('a choice', chosen.milliseconds)
      const told = await timed(() => press(desk, account, /v1:sure:[^"]+:fairly/.exec(chosen.value)?.[0] ?? ''))
      keep('the explanation', told.milliseconds)
      const on = /v1:next:[^"]+/.exec(told.value)?.[0]
      if (!on) {
        card = told.value
        continue
      }
      const next = await timed(() => press(desk, account, on))
      keep('the next question', next.milliseconds)
      card = next.value
    }
  }
  // Whatever runs for the first time is slower: that is not what is asked here.
  for (const account of people.splice(0, warmUp)) await practise(account)
  const rounds: [string, Map<string, number[]>][] = []
  for (const together of [1, atOnce]) {
    times = new Map()
    rounds.push([together === 1 ? 'one at a time' : `${together} people at once`, times])
    const now = people.splice(0, pressing)
    for (let at = 0; at < now.length; at += together) await Promise.all(now.slice(at, at + together).map(practise))
  }
  const progress = await timed(() => press(desk, accountOf(7), 'v1:progress'))
  const team = await timed(() => press(desk, 'BOSS', 'v1:team'))
  await desk.close()
  return [
    ...rounds.flatMap(([how, measured]) => [
      [`${name}, ${how}`, '', '', '', ''],
      ...[...measured].map(([what, list]) => [
        `  ${what}`,
        list.length,
        quantile(list, 0.5).toFixed(1),
        quantile(list, 0.99).toFixed(1),
        Math.max(...list).toFixed(1),
      ]),
    ]),
    ['  the very first question, all memories brought up', 1, first.milliseconds.toFixed(0), '', ''],
    ['  progress', 1, progress.milliseconds.toFixed(0), '', ''],
    ['  the group, for supervisors', 1, team.milliseconds.toFixed(0), '', ''],
  ]
}

const accountOf = (number: number): string => `T${number}`

async function press(desk: Desk, account: string, token: string): Promise<string> {
  const actor = { platform: 'slack' as const, account, name: account, standing: 'member' as const, groups: [], locale: 'en-GB' }
  const at = new Date().toISOString()
  return JSON.stringify(await desk.handle({ kind: 'act', id: randomUUID(), actor, place: account, at, token }))
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ value: Value; milliseconds: number }> {
  const start = performance.now()
  const value = await work()
  return { value, milliseconds: performance.now() - start }
}

/** Ten thousand people who each gave a hundred answers over the last months, as the product would have written them. */
async function fill(db: Database, guide: Guide): Promise<void> {
  const chance = chanceFrom(3)
  const questions = questionsOf(guide.playbook(), 'en')
  const now = Date.now()
  const day = 86_400_000
  const people: { id: string; name: string; language: null; locale: string; role: string; met: string }[] = []
  const memories: Parameters<ReturnType<typeof insertInto<'training_memories'>>['values']>[0][] = []
  const log: Parameters<ReturnType<typeof insertInto<'training_answers'>>['values']>[0][] = []
  function insertInto<Name extends 'training_memories' | 'training_answers' | 'people' | 'identities'>(name: Name) {
    return db.insertInto(name)
  }
  const flush = async (all: boolean) => {
    for (const [name, rows] of [
      ['people', people],
      ['training_memories', memories],
      ['training_answers', log],
    ] as const)
      while (rows.length >= (all ? 1 : together)) {
        if (name === 'people') {
          const part = people.splice(0, together)
          await db.insertInto('people').values(part).execute()
          await db
            .insertInto('identities')
            .values(part.map(({ id, name: account }) => ({ platform: 'slack', account, person: id })))
            .execute()
        } else if (people.length > 0) await flush(true)
        else
          await db
            .insertInto(name)
            .values(rows.splice(0, together) as never)
            .execute()
      }
  }
  for (let number = 0; number < trainees; number++) {
    const person = randomUUID()
    people.push({
      id: person,
      name: accountOf(number),
      language: null,
      locale: 'en-GB',
      role: 'trainee',
      met: new Date(now).toISOString(),
    })
    let given = 0
    for (let nth = 0; given < answers; nth++) {
      const question = questions[(number * 7 + nth * 13) % questions.length]
      if (!question) continue
      let memory: Memory | undefined
      let at = now - (20 + 100 * chance()) * day
      for (let times = 1 + Math.floor(chance() * 3); times > 0 && given < answers; times--, given++) {
        const right = chance() < 0.85
        const before = memory
        const grade = gradeOf(right, 'fairly', before === undefined)
        memory = reviewed(before, grade, new Date(at))
        const moment = new Date(at).toISOString()
        log.push({
          set_id: person,
          position: given,
          person,
          question: question.id,
          entry: question.entry,
          at: moment,
          day: moment.slice(0, 10),
          right_: right ? 1 : 0,
          sure: 'fairly',
          confused: right ? null : question.entry,
          chose: right ? null : 'another',
          grade,
          before: before ? JSON.stringify(before) : null,
          after: JSON.stringify(memory),
        })
        at = Math.min(now - day, Date.parse(memory.due) + chance() * 3 * day)
      }
      if (memory)
        memories.push({
          person,
          question: question.id,
          entry: question.entry,
          ...memory,
          reviewed_day: Math.floor(Date.parse(memory.last_review ?? '') / day),
          right_: 1,
        })
    }
    await flush(false)
  }
  await flush(true)
  await sql`analyze`.execute(db)
}
