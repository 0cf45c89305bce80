import { readPlaybook } from '../../src/playbook/load.ts'
import { openDatabase } from '../../src/store/database.ts'
import { questionsOf } from '../../src/training/catalogue.ts'
import { playbooks } from '../helpers/learn.ts'

/** Makes somebody firm in every entry of the playbook, as years of practice would: in the records, where the desk finds it. */
export async function master(database: string, account: string, language: string): Promise<void> {
  const { playbook } = readPlaybook(playbooks)
  if (!playbook) throw new Error('the playbook has faults')
  const db = await openDatabase(database)
  const { person } = await db.selectFrom('identities').select('person').where('account', '=', account).executeTakeFirstOrThrow()
  const at = new Date()
  const known = questionsOf(playbook, language).map(({ id, entry }) => ({
    person,
    question: id,
    entry,
    due: new Date(at.getTime() + 300 * 86_400_000).toISOString(),
    stability: 300,
    difficulty: 5,
    scheduled_days: 300,
    learning_steps: 0,
    reps: 9,
    lapses: 0,
    state: 2,
    last_review: at.toISOString(),
    reviewed_day: Math.floor(at.getTime() / 86_400_000),
    right_: 1 as const,
  }))
  for (let from = 0; from < known.length; from += 500)
    await db
      .insertInto('training_memories')
      .values(known.slice(from, from + 500))
      .onConflict((conflict) => conflict.columns(['person', 'question']).doNothing())
      .execute()
  await db.destroy()
}
