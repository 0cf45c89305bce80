import type { Transaction } from 'kysely'
import { likeness, sameWords } from '../guidance/words/likeness.ts'
import type { Database } from '../store/database.ts'
import type { Tables } from '../store/tables.ts'
import type { Question } from './question.ts'

/** A question that is no more, and the one that has taken its place. */
export interface Carried {
  readonly from: string
  readonly to: string
  /** Whether it changed so much that it is asked at once, whenever it would have been due. */
  readonly atOnce: boolean
}

type Asked = Pick<Question, 'id' | 'kind' | 'entry' | 'language' | 'asks' | 'answer'>

/** From this likeness on a text was rewritten, and what was learnt is put to the test; below it is another question. In the same words it was only mended, and what was learnt holds. */
const rewritten = 0.6

/** Which new question takes the place of each that is gone: of the same kind and entry, the likest, each once. What has no successor was not learnt for any other. */
export function succession(gone: readonly Asked[], fresh: readonly Asked[]): readonly Carried[] {
  const group = ({ kind, entry, language }: Asked) => `${kind} ${entry} ${language}`
  const byGroup = Map.groupBy(fresh, group)
  const pairs = gone
    .flatMap((from) =>
      (byGroup.get(group(from)) ?? []).map((to) => ({
        from: from.id,
        to: to.id,
        same: sameWords(from.asks, to.asks) && sameWords(from.answer, to.answer),
        // Another body is another answer, however alike the ids.
        alike:
          from.kind === 'office' && from.answer !== to.answer
            ? 0
            : Math.min(likeness(from.asks, to.asks), likeness(from.answer, to.answer)),
      })),
    )
    .filter(({ alike }) => alike >= rewritten)
    .sort((a, b) => b.alike - a.alike || (a.from < b.from ? -1 : 1))
  const [left, taken] = [new Set<string>(), new Set<string>()]
  return pairs
    .filter(({ from, to }) => !left.has(from) && !taken.has(to) && left.add(from) && taken.add(to))
    .map(({ from, to, same }) => ({ from, to, atOnce: !same }))
}

/** Questions after which others in this process have their turn. */
const breath = 20
/** Rows that go into one statement. */
const together = 400
const revisionSetting = 'training.questions'

/**
 * Brings what people remember up to the questions of today, as a whole or not at all: successors are given what was learnt, questions without one rest until they are back.
 * @param revision of the playbook; when it was brought up to it before, nothing is done
 * @param takenUp since when this process has that playbook: one that came to the records later is newer, and stays
 */
export async function bringUp(
  db: Database,
  questions: readonly Question[],
  revision: string,
  takenUp: Date,
  at: Date,
): Promise<void> {
  const stored = await db.selectFrom('settings').select('value').where('name', '=', revisionSetting).executeTakeFirst()
  const before = stored && (JSON.parse(stored.value) as { revision: string; at: string })
  if (before && (before.revision === revision || before.at > takenUp.toISOString())) return
  const value = JSON.stringify({ revision, at: at.toISOString() })
  const today = new Map(questions.map((one) => [one.id, one]))
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('settings')
      .values({ name: revisionSetting, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
    const known = await tx.selectFrom('training_questions').selectAll().execute()
    const rows = new Map(known.map((row) => [row.id, row]))
    const gone = known.filter(({ id, live }) => live === 1 && !today.has(id))
    const fresh = questions.filter(({ id }) => rows.get(id)?.live !== 1)
    const moved = succession(gone as readonly Asked[], fresh)
    // In the order in which an answer takes the same rows: neither waits for what the other holds.
    for (const [at, { from, to }] of moved.entries()) {
      await tx
        .updateTable('training_asked')
        .set({ question: to })
        .where('question', '=', from)
        .where('answered', 'is', null)
        .execute()
      if (at % breath === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    for (const [number, { from, to, atOnce }] of moved.entries()) {
      const there = tx.selectFrom('training_memories').select('person').where('question', '=', to)
      await tx
        .updateTable('training_memories')
        .set({ question: to, ...(atOnce ? { due: at.toISOString(), lapses: 0 } : {}) })
        .where('question', '=', from)
        .where('person', 'not in', there)
        .execute()
      await tx.updateTable('training_answers').set({ question: to }).where('question', '=', from).execute()
      if (number % breath === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    const parts = <One>(list: readonly One[]): One[][] =>
      Array.from({ length: Math.ceil(list.length / together) }, (_, at) => list.slice(at * together, (at + 1) * together))
    for (const part of parts(gone.map(({ id }) => id)))
      await tx.updateTable('training_questions').set({ live: 0 }).where('id', 'in', part).execute()
    const heirs = new Map(moved.map((one) => [one.to, one]))
    const rowOf = ({ id, kind, entry, language, asks, answer }: Question) => {
      const heir = heirs.get(id)
      const before = heir && rows.get(heir.from)
      return {
        ...{ id, kind, entry, language, asks, answer },
        live: 1 as const,
        answers: before?.answers ?? rows.get(id)?.answers ?? 0,
        wrong: before?.wrong ?? rows.get(id)?.wrong ?? 0,
        // What was rewritten may be learnt now; what was only mended was reported already.
        reported: heir?.atOnce ? null : (before?.reported ?? null),
        successor: null,
      }
    }
    for (const part of parts(fresh.map(rowOf)))
      await tx
        .insertInto('training_questions')
        .values(part)
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((set) => ({
            live: 1,
            successor: null,
            answers: set.ref('excluded.answers'),
            wrong: set.ref('excluded.wrong'),
            reported: set.ref('excluded.reported'),
          })),
        )
        .execute()
    for (const { from, to } of moved) {
      await tx.updateTable('training_questions').set({ successor: to }).where('successor', '=', from).execute()
      await tx.updateTable('training_questions').set({ successor: to }).where('id', '=', from).execute()
    }
    await gather(tx)
  })
}

/** What an answer on its way left with a question that is no more goes to the one in its place. */
async function gather(tx: Transaction<Tables>): Promise<void> {
  const left = await tx
    .selectFrom('training_questions as q')
    .innerJoin('training_memories as m', 'm.question', 'q.id')
    .select(['q.id', 'q.successor'])
    .distinct()
    .where('q.live', '=', 0)
    .where('q.successor', 'is not', null)
    .execute()
  for (const { id, successor } of left) {
    if (successor === null) continue
    const there = tx.selectFrom('training_memories').select('person').where('question', '=', successor)
    await tx
      .updateTable('training_memories')
      .set({ question: successor })
      .where('question', '=', id)
      .where('person', 'not in', there)
      .execute()
  }
}
