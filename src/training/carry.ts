import { likeness } from '../guidance/words/likeness.ts'
import type { Database } from '../store/database.ts'
import type { Question } from './question.ts'

/** A question that is no more, and the one that has taken its place. */
export interface Carried {
  readonly from: string
  readonly to: string
  /** Whether it changed so much that it is asked at once, whenever it would have been due. */
  readonly atOnce: boolean
}

type Asked = Pick<Question, 'id' | 'kind' | 'entry' | 'language' | 'asks' | 'answer'>

/** From this likeness on a text was mended, and what was learnt holds. */
const mended = 0.85
/** From this likeness on it was rewritten, and what was learnt is put to the test; below it is another question. */
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
        alike: Math.min(likeness(from.asks, to.asks), likeness(from.answer, to.answer)),
      })),
    )
    .filter(({ alike }) => alike >= rewritten)
    .sort((a, b) => b.alike - a.alike || (a.from < b.from ? -1 : 1))
  const [left, taken] = [new Set<string>(), new Set<string>()]
  return pairs
    .filter(({ from, to }) => !left.has(from) && !taken.has(to) && left.add(from) && taken.add(to))
    .map(({ from, to, alike }) => ({ from, to, atOnce: alike < mended }))
}

/** Rows that go into one statement. */
const together = 400
const revisionSetting = 'training.questions'

/**
 * Brings what people remember up to the questions of today, as a whole or not at all: successors are given what was learnt, questions without one rest until they are back.
 * @param revision of the playbook; when it was brought up to it before, nothing is done
 */
export async function bringUp(db: Database, questions: readonly Question[], revision: string, at: Date): Promise<void> {
  const stored = () => db.selectFrom('settings').select('value').where('name', '=', revisionSetting).executeTakeFirst()
  const value = JSON.stringify(revision)
  if ((await stored())?.value === value) return
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
    const parts = <One>(list: readonly One[]): One[][] =>
      Array.from({ length: Math.ceil(list.length / together) }, (_, at) => list.slice(at * together, (at + 1) * together))
    for (const part of parts(gone.map(({ id }) => id)))
      await tx.updateTable('training_questions').set({ live: 0 }).where('id', 'in', part).execute()
    for (const part of parts(fresh))
      await tx
        .insertInto('training_questions')
        .values(
          part.map(({ id, kind, entry, language, asks, answer }) => ({
            ...{ id, kind, entry, language, asks, answer },
            live: 1 as const,
            reported: null,
          })),
        )
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ live: 1 }))
        .execute()
    for (const { from, to, atOnce } of succession(gone as readonly Asked[], fresh)) {
      const there = tx.selectFrom('training_memories').select('person').where('question', '=', to)
      await tx
        .updateTable('training_memories')
        .set({ question: to, ...(atOnce ? { due: at.toISOString() } : {}) })
        .where('question', '=', from)
        .where('person', 'not in', there)
        .execute()
      await tx
        .updateTable('training_asked')
        .set({ question: to })
        .where('question', '=', from)
        .where('answered', 'is', null)
        .execute()
      const tally = rows.get(from)
      if (tally)
        await tx
          .updateTable('training_questions')
          .set({ answers: tally.answers, wrong: tally.wrong })
          .where('id', '=', to)
          .execute()
    }
  })
}
