import type { Transaction } from 'kysely'
import { Rating } from 'ts-fsrs'
import type { Tables, TrainingAnswersTable } from '../store/tables.ts'
import { gradeOf, type Memory, reviewed, type Sureness } from './schedule.ts'
import type { Sheet } from './sheet.ts'

/** An answer: to be written once, whatever is delivered twice. */
export interface Answered {
  /** The entry that was practised. */
  readonly entry: string
  /** What lay there when it was answered. */
  readonly asked: Sheet
  /** What lies there then: of a scene, with its last step. */
  readonly sheet: Sheet
  /** The choice, from 0. */
  readonly chosen: number
  readonly right: boolean
  readonly sure: Sureness
  /** What a wrong answer was mistaken for. */
  readonly mistaken: { readonly from: string; readonly text: string } | undefined
  readonly at: Date
  /** The office's day. */
  readonly day: string
}

/** Edits in a row that are followed. */
const longestChain = 20

/** The day of a moment, counted from 1970-01-01 in UTC. */
export const dayNumber = (at: Date): number => Math.floor(at.getTime() / 86_400_000)

/** Writes an answer and all that follows from it. False when it was answered before, or something else lies there by now. */
export async function writeAnswer(
  tx: Transaction<Tables>,
  person: string,
  set: string,
  position: number,
  { entry, asked: lay, sheet, chosen, right, sure, mistaken, at, day }: Answered,
): Promise<boolean> {
  const told = right ? (1 as const) : (0 as const)
  const asked = await tx
    .updateTable('training_asked')
    .set({ answered: at.toISOString(), right_: told, chosen, sheet: JSON.stringify(sheet) })
    .where('set_id', '=', set)
    .where('position', '=', position)
    .where('answered', 'is', null)
    .where('sheet', '=', JSON.stringify(lay))
    .returning(['question', 'again'])
    .executeTakeFirst()
  if (!asked) return false
  // Another process may know a newer playbook: what was learnt belongs to the question that is live.
  const question = await liveOf(tx, asked.question)
  // The person's row is taken first: two answers to the same question wait for each other.
  await tx.updateTable('people').set({ id: person }).where('id', '=', person).execute()
  const row = await tx
    .selectFrom('training_memories')
    .selectAll()
    .where('person', '=', person)
    .where('question', '=', question)
    .executeTakeFirst()
  const before = memory(row)
  const grade = gradeOf(right, sure, before === undefined)
  const after = reviewed(before, grade, at)
  // What was right by luck, or because it had just been explained, is not known for that.
  const known = grade > Rating.Again && (asked.again === 0 || row?.right_ === 1)
  const kept = { ...after, reviewed_day: dayNumber(at), right_: known ? (1 as const) : (0 as const) }
  await tx
    .insertInto('training_memories')
    .values({ person, question, entry, ...kept })
    .onConflict((conflict) => conflict.columns(['person', 'question']).doUpdateSet(kept))
    .execute()
  const answer: TrainingAnswersTable = {
    set_id: set,
    position,
    person,
    question,
    entry,
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
    .where('id', '=', question)
    .execute()
  if (!right && asked.again === 0) await askAgain(tx, set, asked.question)
  return true
}

/** The question that is live in the place of one that may be gone. */
async function liveOf(tx: Transaction<Tables>, id: string): Promise<string> {
  for (let question = id, steps = 0; ; steps++) {
    const row = await tx
      .selectFrom('training_questions')
      .select(['live', 'successor'])
      .where('id', '=', question)
      .executeTakeFirst()
    if (!row || row.live === 1 || row.successor === null || steps >= longestChain) return question
    question = row.successor
  }
}

/** What was wrong comes once more at the end of the set. */
async function askAgain(tx: Transaction<Tables>, set: string, question: string): Promise<void> {
  const { last } = await tx
    .selectFrom('training_asked')
    .select((select) => select.fn.max('position').as('last'))
    .where('set_id', '=', set)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('training_asked')
    .values(asking(set, Number(last) + 1, question, 1))
    .execute()
}

/** A question's place in a set, before it is asked. */
export const asking = (set_id: string, position: number, question: string, again: 0 | 1) => ({
  set_id,
  position,
  question,
  again,
  sheet: null,
  chosen: null,
  answered: null,
  right_: null,
})

/** What a row remembers, as ts-fsrs keeps it. */
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
