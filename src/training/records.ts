import { sql } from 'kysely'
import type { Database } from '../store/database.ts'
import { type Answered, asking, writeAnswer } from './answer.ts'
import type { Memory } from './schedule.ts'
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
  /** Whether it was known at the last answer. */
  readonly right_: 0 | 1
}

/** What trainees do, in the database. */
export interface TrainingRecords {
  readonly memoriesOf: (person: string) => Promise<readonly Remembered[]>
  /** The part of everybody's answers to each question that were wrong, 0-1. */
  readonly wrongShares: () => Promise<ReadonlyMap<string, number>>
  /** The sets that somebody began since a day, the latest first, with the questions that are open in each. */
  readonly setsSince: (person: string, day: string) => Promise<readonly { readonly set: TrainingSet; readonly open: number }[]>
  readonly setById: (id: string, person: string) => Promise<TrainingSet | undefined>
  /** Begins a set; when another press began it at the same moment, that one. */
  readonly begin: (person: string, set: TrainingSet, questions: readonly string[], at: Date) => Promise<TrainingSet>
  readonly askedIn: (set: string) => Promise<readonly Asked[]>
  /** Lays a question before somebody; what lies there already stays, and is what this gives. */
  readonly lay: (set: string, position: number, sheet: Sheet) => Promise<Sheet>
  /** Questions that stand in the place of one, or in whose place it stands: those of other playbooks, while several processes know different ones. */
  readonly kinOf: (question: string) => Promise<readonly string[]>
  /** Drops a question that can no longer be asked. */
  readonly drop: (set: string, position: number) => Promise<void>
  /** The next step of a scene lies there now. False when another press was first. */
  readonly turnTo: (set: string, position: number, from: Sheet, to: Sheet) => Promise<boolean>
  /**
   * An answer counts: what is remembered, the log, and once more at the end of the set where it was wrong, all or nothing. False when it was answered before, or something else lies
   * there by now.
   */
  readonly answer: (person: string, set: string, position: number, answered: Answered) => Promise<boolean>
  /** Days of answers, the latest first. */
  readonly daysOf: (person: string, most: number) => Promise<readonly string[]>
  /** Forgets the sheets of sets before a day; answers and memories stay. */
  readonly forgetSets: (before: string) => Promise<void>
}

export function trainingIn(db: Database): TrainingRecords {
  const setOf = ({ id, day, round, language }: TrainingSet): TrainingSet => ({ id, day, round, language })
  const sheetIn = (text: string | null): Sheet | undefined => (text === null ? undefined : (JSON.parse(text) as Sheet))

  return {
    memoriesOf: (person) => db.selectFrom('training_memories').selectAll().where('person', '=', person).execute(),
    wrongShares: async () => {
      const rows = await db.selectFrom('training_questions').select(['id', 'answers', 'wrong']).where('answers', '>', 0).execute()
      // One answer says little: as if each question had been answered four times before, once wrong.
      return new Map(rows.map(({ id, answers, wrong }) => [id, (wrong + 1) / (answers + 4)]))
    },
    setsSince: async (person, day) => {
      const rows = await db
        .selectFrom('training_sets as s')
        .leftJoin('training_asked as a', 'a.set_id', 's.id')
        .select(['s.id', 's.day', 's.round', 's.language'])
        .select(sql<number>`sum(case when a.position is not null and a.answered is null then 1 else 0 end)`.as('open'))
        .where('s.person', '=', person)
        .where('s.day', '>=', day)
        .groupBy(['s.id', 's.day', 's.round', 's.language'])
        .orderBy('s.day', 'desc')
        .orderBy('s.round', 'desc')
        .execute()
      return rows.map((row) => ({ set: setOf(row), open: Number(row.open) }))
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
    kinOf: async (question) => {
      const rows = await db
        .selectFrom('training_questions')
        .select(['id', 'successor'])
        .where((where) => where.or([where('id', '=', question), where('successor', '=', question)]))
        .execute()
      return rows.flatMap(({ id, successor }) => (id === question ? (successor ?? []) : id))
    },
    drop: async (set, position) => {
      await db.deleteFrom('training_asked').where('set_id', '=', set).where('position', '=', position).execute()
    },
    turnTo: async (set, position, from, to) => {
      const { numUpdatedRows } = await place(set, position)
        .set({ sheet: JSON.stringify(to) })
        .where('answered', 'is', null)
        .where('sheet', '=', JSON.stringify(from))
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    answer: (person, set, position, answered) =>
      db.transaction().execute((tx) => writeAnswer(tx, person, set, position, answered)),
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
}
