import { sql } from 'kysely'
import type { Database } from '../store/database.ts'
import { dayNumber } from './answer.ts'
import { enough } from './progress.ts'
import { curve } from './schedule.ts'

/** An answer that people were sure of, and that was wrong. */
export interface SureAndWrong {
  readonly question: string
  readonly entry: string
  readonly chose: string
  readonly times: number
}

/** A question that somebody forgot so often that it is the playbook's fault. */
export interface Stuck {
  readonly question: string
  readonly entry: string
  /** What it is mistaken for most: another entry or body, or the entry itself. */
  readonly confused: string
  readonly lapses: number
}

/** What supervisors see of everybody together; no name is in it. */
export interface Team {
  /** How many people answered since a moment. */
  readonly people: (since: Date) => Promise<number>
  /** What people were sure of and wrong about since a moment, the most frequent first. */
  readonly sureAndWrong: (since: Date, most: number) => Promise<readonly SureAndWrong[]>
  /** The mean level of everybody who practised, by entry, 0-1. */
  readonly levels: (now: Date) => Promise<ReadonlyMap<string, number>>
  /** Questions that cannot be learnt as they stand, the worst first. */
  readonly stuck: (most: number) => Promise<readonly Stuck[]>
  /** A question, when it cannot be learnt as it stands and supervisors have not been told of it. */
  readonly unreported: (question: string) => Promise<Stuck | undefined>
  /** Supervisors were told of a question. */
  readonly reported: (question: string, at: Date) => Promise<void>
}

/** Times that a question is forgotten before it counts as a fault of the playbook. */
const tooOften = 8

export function teamIn(db: Database): Team {
  /** What a question is mistaken for most often. */
  async function confusedWith(question: string, entry: string): Promise<string> {
    const row = await db
      .selectFrom('training_answers')
      .select(['confused', (select) => select.fn.countAll<number>().as('times')])
      .where('question', '=', question)
      .where('right_', '=', 0)
      .where('confused', 'is not', null)
      .groupBy('confused')
      .orderBy('times', 'desc')
      .orderBy('confused')
      .limit(1)
      .executeTakeFirst()
    return row?.confused ?? entry
  }
  const worst = () =>
    db
      .selectFrom('training_memories')
      .innerJoin('training_questions', 'training_questions.id', 'training_memories.question')
      .select(({ fn }) => [
        'training_memories.question',
        'training_memories.entry',
        fn.max('training_memories.lapses').as('lapses'),
      ])
      .where('training_questions.live', '=', 1)
      .where('training_memories.lapses', '>=', tooOften)
      .groupBy(['training_memories.question', 'training_memories.entry'])

  return {
    people: async (since) => {
      const { people } = await db
        .selectFrom('training_answers')
        .select(({ fn }) => fn.count<number>('person').distinct().as('people'))
        .where('at', '>=', since.toISOString())
        .executeTakeFirstOrThrow()
      return Number(people)
    },
    sureAndWrong: async (since, most) => {
      const rows = await db
        .selectFrom('training_answers')
        .innerJoin('training_questions', 'training_questions.id', 'training_answers.question')
        .select(({ fn }) => [
          'training_answers.question',
          'training_answers.entry',
          'training_answers.chose',
          fn.countAll<number>().as('times'),
        ])
        .where('training_questions.live', '=', 1)
        .where('training_answers.right_', '=', 0)
        .where('training_answers.sure', '=', 'sure')
        .where('training_answers.at', '>=', since.toISOString())
        .where('training_answers.chose', 'is not', null)
        .groupBy(['training_answers.question', 'training_answers.entry', 'training_answers.chose'])
        .orderBy('times', 'desc')
        .orderBy('training_answers.question')
        .limit(most)
        .execute()
      return rows.map(({ chose, times, ...row }) => ({ ...row, chose: chose ?? '', times: Number(times) }))
    },
    levels: async (now) => {
      const { factor, decay } = curve
      const today = dayNumber(now)
      const number = (value: number) => sql`cast(${value} as double precision)`
      const many = number(enough)
      // As levelsOf, with whole days: the best-known questions of each person and entry, of as many as are enough or there are.
      const days = sql`case when ${number(today)} > m.reviewed_day then ${number(today)} - m.reviewed_day else 0 end`
      const rows = await sql<{ entry: string; level: number }>`
        select best.entry, avg(case
          when best.known > live.questions then 1
          else best.known / case when live.questions < ${many} then live.questions else ${many} end
        end) as level
        from (
          select person, entry, sum(known) as known
          from (
            select person, entry, known, row_number() over (partition by person, entry order by known desc) as place
            from (
              select m.person, m.entry,
                case when m.right_ = 0 then 0 else power(1 + ${number(factor)} * (${days}) / m.stability, ${number(decay)}) end as known
              from training_memories m join training_questions q on q.id = m.question
              where q.live = 1
            ) as each_one
          ) as placed
          where place <= ${enough}
          group by person, entry
        ) as best
        join (
          select entry, max(questions) as questions
          from (select entry, language, count(*) as questions from training_questions where live = 1 group by entry, language) as counted
          group by entry
        ) as live
          on live.entry = best.entry
        group by best.entry`.execute(db)
      return new Map(rows.rows.map(({ entry, level }) => [entry, Number(level)]))
    },
    stuck: async (most) => {
      const rows = await worst().orderBy('lapses', 'desc').orderBy('training_memories.question').limit(most).execute()
      return Promise.all(
        rows.map(async (row) => ({
          ...row,
          lapses: Number(row.lapses),
          confused: await confusedWith(row.question, row.entry),
        })),
      )
    },
    unreported: async (question) => {
      const row = await worst()
        .where('training_memories.question', '=', question)
        .where('training_questions.reported', 'is', null)
        .executeTakeFirst()
      return row && { ...row, lapses: Number(row.lapses), confused: await confusedWith(question, row.entry) }
    },
    reported: async (question, at) => {
      await db.updateTable('training_questions').set({ reported: at.toISOString() }).where('id', '=', question).execute()
    },
  }
}
