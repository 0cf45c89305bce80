import { sql, type Transaction } from 'kysely'
import type { Database } from '../store/database.ts'
import type { Tables, TrainingAnswersTable } from '../store/tables.ts'
import type { Question } from './question.ts'
import { gradeOf, type Memory, reviewed, type Sureness } from './schedule.ts'
import type { Sheet } from './sheet.ts'

/** A set of questions that somebody works through. */
export interface TrainingSet {
  readonly id: string
  readonly day: string
  readonly round: number
  readonly language: string
}

/** A question's place in a set. */
export interface Asked {
  readonly position: number
  readonly question: string
  /** Whether it comes again, because it was wrong before in this set. */
  readonly again: boolean
  readonly sheet: Sheet | undefined
  readonly chosen: number | undefined
  readonly answered: boolean
  readonly right: boolean | undefined
}

/** What somebody remembers of a question. */
export interface Remembered extends Memory {
  readonly question: string
  readonly entry: string
}

/** An answer: to be written once, whatever is delivered twice. */
export interface Answered {
  readonly question: Pick<Question, 'id' | 'entry'>
  /** What lies there then: of a scene, with its last step. */
  readonly sheet: Sheet
  readonly right: boolean
  readonly sure: Sureness
  /** What a wrong answer was mistaken for. */
  readonly mistaken: { readonly from: string; readonly text: string } | undefined
  readonly at: Date
  /** The office's day. */
  readonly day: string
}

/** What trainees do, in the database. */
export interface TrainingRecords {
  readonly memoriesOf: (person: string) => Promise<readonly Remembered[]>
  /** The part of everybody's answers to each question that were wrong, 0-1. */
  readonly wrongShares: () => Promise<ReadonlyMap<string, number>>
  /** The latest set that somebody began, finished or not. */
  readonly latestSet: (person: string) => Promise<TrainingSet | undefined>
  readonly setById: (id: string, person: string) => Promise<TrainingSet | undefined>
  /** Begins a set; when another press began it at the same moment, that one. */
  readonly begin: (person: string, set: TrainingSet, questions: readonly string[], at: Date) => Promise<TrainingSet>
  readonly askedIn: (set: string) => Promise<readonly Asked[]>
  /** Lays a question before somebody; what lies there already stays, and is what this gives. */
  readonly lay: (set: string, position: number, sheet: Sheet) => Promise<Sheet>
  /** Drops a question that can no longer be asked. */
  readonly drop: (set: string, position: number) => Promise<void>
  /** A choice was pressed; another may be until it is answered. False when it was answered before, or lies there no more. */
  readonly choose: (set: string, position: number, choice: number, sheet: Sheet) => Promise<boolean>
  /** The next step of a scene lies there now. False when another press was first. */
  readonly turnTo: (set: string, position: number, from: Sheet, to: Sheet) => Promise<boolean>
  /**
   * An answer counts: what is remembered, the log, and once more at the end of the set where it was wrong, all or nothing. False when it was answered before.
   */
  readonly answer: (person: string, set: string, position: number, answered: Answered) => Promise<boolean>
  /** Days of answers, the latest first. */
  readonly daysOf: (person: string, most: number) => Promise<readonly string[]>
  /** Forgets the sheets of sets before a day; answers and memories stay. */
  readonly forgetSets: (before: string) => Promise<void>
}

export const dayNumber = (at: Date): number => Math.floor(at.getTime() / 86_400_000)

export function trainingIn(db: Database): TrainingRecords {
  const memory = (row: Tables['training_memories'] | undefined): Memory | undefined =>
    row && {
      due: row.due,
      stability: row.stability,
      difficulty: row.difficulty,
      scheduled_days: row.scheduled_days,
      learning_steps: row.learning_steps,
      reps: row.reps,
      lapses: row.lapses,
      state: row.state,
      last_review: row.last_review,
    }
  const setOf = ({ id, day, round, language }: TrainingSet): TrainingSet => ({ id, day, round, language })
  const sheetIn = (text: string | null): Sheet | undefined => (text === null ? undefined : (JSON.parse(text) as Sheet))

  return {
    memoriesOf: (person) => db.selectFrom('training_memories').selectAll().where('person', '=', person).execute(),
    wrongShares: async () => {
      const rows = await db.selectFrom('training_questions').select(['id', 'answers', 'wrong']).where('answers', '>', 0).execute()
      // One answer says little: as if each question had been answered four times before, once wrong.
      return new Map(rows.map(({ id, answers, wrong }) => [id, (wrong + 1) / (answers + 4)]))
    },
    latestSet: async (person) => {
      const row = await db
        .selectFrom('training_sets')
        .selectAll()
        .where('person', '=', person)
        .orderBy('day', 'desc')
        .orderBy('round', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && setOf(row)
    },
    setById: async (id, person) => {
      const row = await db
        .selectFrom('training_sets')
        .selectAll()
        .where('id', '=', id)
        .where('person', '=', person)
        .executeTakeFirst()
      return row && setOf(row)
    },
    begin: (person, set, questions, at) =>
      db.transaction().execute(async (tx) => {
        const fresh = await tx
          .insertInto('training_sets')
          .values({ ...set, person, begun: at.toISOString() })
          .onConflict((conflict) => conflict.columns(['person', 'day', 'round']).doNothing())
          .executeTakeFirst()
        if (!fresh.numInsertedOrUpdatedRows) {
          const { day, round } = set
          const theirs = await tx
            .selectFrom('training_sets')
            .selectAll()
            .where('person', '=', person)
            .where('day', '=', day)
            .where('round', '=', round)
            .executeTakeFirstOrThrow()
          return setOf(theirs)
        }
        await tx
          .insertInto('training_asked')
          .values(questions.map((question, at) => asking(set.id, at, question, 0)))
          .execute()
        return set
      }),
    askedIn: async (set) => {
      const rows = await db.selectFrom('training_asked').selectAll().where('set_id', '=', set).orderBy('position').execute()
      return rows.map(({ position, question, again, sheet, chosen, answered, right_ }) => ({
        position,
        question,
        again: again === 1,
        sheet: sheetIn(sheet),
        chosen: chosen ?? undefined,
        answered: answered !== null,
        right: right_ === null ? undefined : right_ === 1,
      }))
    },
    lay: async (set, position, sheet) => {
      const laid = await place(set, position)
        .set({ sheet: JSON.stringify(sheet) })
        .where('sheet', 'is', null)
        .returning('sheet')
        .executeTakeFirst()
      if (laid) return sheet
      const row = await db
        .selectFrom('training_asked')
        .select('sheet')
        .where('set_id', '=', set)
        .where('position', '=', position)
        .executeTakeFirst()
      return sheetIn(row?.sheet ?? null) ?? sheet
    },
    drop: async (set, position) => {
      await db.deleteFrom('training_asked').where('set_id', '=', set).where('position', '=', position).execute()
    },
    choose: async (set, position, chosen, sheet) => {
      const { numUpdatedRows } = await place(set, position)
        .set({ chosen })
        .where('answered', 'is', null)
        .where('sheet', '=', JSON.stringify(sheet))
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    turnTo: async (set, position, from, to) => {
      const { numUpdatedRows } = await place(set, position)
        .set({ sheet: JSON.stringify(to), chosen: null })
        .where('answered', 'is', null)
        .where('sheet', '=', JSON.stringify(from))
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    answer: (person, set, position, answered) =>
      db.transaction().execute(async (tx) => write(tx, person, set, position, answered)),
    daysOf: async (person, most) => {
      const rows = await db
        .selectFrom('training_answers')
        .select('day')
        .distinct()
        .where('person', '=', person)
        .orderBy('day', 'desc')
        .limit(most)
        .execute()
      return rows.map(({ day }) => day)
    },
    forgetSets: async (before) => {
      await db.deleteFrom('training_sets').where('day', '<', before).execute()
    },
  }

  function place(set: string, position: number) {
    return db.updateTable('training_asked').where('set_id', '=', set).where('position', '=', position)
  }

  async function write(
    tx: Transaction<Tables>,
    person: string,
    set: string,
    position: number,
    { question, sheet, right, sure, mistaken, at, day }: Answered,
  ): Promise<boolean> {
    const told = right ? (1 as const) : (0 as const)
    const { numUpdatedRows } = await tx
      .updateTable('training_asked')
      .set({ answered: at.toISOString(), right_: told, sheet: JSON.stringify(sheet) })
      .where('set_id', '=', set)
      .where('position', '=', position)
      .where('answered', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    const row = await tx
      .selectFrom('training_memories')
      .selectAll()
      .where('person', '=', person)
      .where('question', '=', question.id)
      .executeTakeFirst()
    const before = memory(row)
    const grade = gradeOf(right, sure)
    const after = reviewed(before, grade, at)
    const kept = { ...after, reviewed_day: dayNumber(at) }
    await tx
      .insertInto('training_memories')
      .values({ person, question: question.id, entry: question.entry, ...kept })
      .onConflict((conflict) => conflict.columns(['person', 'question']).doUpdateSet(kept))
      .execute()
    const answer: TrainingAnswersTable = {
      set_id: set,
      position,
      person,
      question: question.id,
      entry: question.entry,
      at: at.toISOString(),
      day,
      right_: told,
      sure,
      confused: mistaken?.from ?? null,
      chose: mistaken?.text ?? null,
      grade,
      before: before ? JSON.stringify(before) : null,
      after: JSON.stringify(after),
    }
    await tx.insertInto('training_answers').values(answer).execute()
    await tx
      .updateTable('training_questions')
      .set((set) => ({ answers: set('answers', '+', 1), wrong: set('wrong', '+', 1 - told) }))
      .where('id', '=', question.id)
      .execute()
    if (!right) await askAgain(tx, set, question.id)
    return true
  }
}

const asking = (set_id: string, position: number, question: string, again: 0 | 1) => ({
  set_id,
  position,
  question,
  again,
  sheet: null,
  chosen: null,
  answered: null,
  right_: null,
})

/** What was wrong comes once more at the end of the set. */
async function askAgain(tx: Transaction<Tables>, set: string, question: string): Promise<void> {
  const { last, times } = await tx
    .selectFrom('training_asked')
    .select((select) => [
      select.fn.max('position').as('last'),
      sql<number>`sum(case when question = ${question} then 1 else 0 end)`.as('times'),
    ])
    .where('set_id', '=', set)
    .executeTakeFirstOrThrow()
  if (Number(times) > 1) return
  await tx
    .insertInto('training_asked')
    .values(asking(set, Number(last) + 1, question, 1))
    .execute()
}
