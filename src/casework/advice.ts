import type { Database } from '../store/database.ts'
import type { AdviceTable, MissesTable } from '../store/tables.ts'

/** Advice that was given, without the words that it was asked in. */
export interface Advice extends Omit<AdviceTable, 'entries' | 'alarms'> {
  readonly entries: readonly string[]
  readonly alarms: readonly string[]
}

export interface Feedback {
  readonly helped: boolean
  /** Redacted; empty when it helped. */
  readonly reason: string
  readonly person: string
  readonly at: string
}

/** What was advised, whether it helped, and what the playbook had nothing on. */
export interface AdviceLog {
  readonly keep: (advice: Advice) => Promise<void>
  readonly byId: (id: string) => Promise<Advice | undefined>
  /** Keeps what a person says of advice, with its entries, decision and revision of the playbook; the last word counts. */
  readonly judge: (advice: Advice, feedback: Feedback) => Promise<void>
  /** Keeps a question that the playbook could not answer. The text comes in redacted. */
  readonly miss: (miss: Omit<MissesTable, 'nearest'> & { readonly nearest: readonly string[] }) => Promise<void>
}

export function adviceIn(db: Database): AdviceLog {
  return {
    keep: async (advice) => {
      await db
        .insertInto('advice')
        .values({ ...advice, entries: JSON.stringify(advice.entries), alarms: JSON.stringify(advice.alarms) })
        .execute()
    },
    byId: async (id) => {
      const row = await db.selectFrom('advice').selectAll().where('id', '=', id).executeTakeFirst()
      return row && { ...row, entries: JSON.parse(row.entries) as string[], alarms: JSON.parse(row.alarms) as string[] }
    },
    judge: async ({ id, entries, decision, revision }, { helped, reason, person, at }) => {
      const said = { at, helped: helped ? (1 as const) : (0 as const), reason }
      await db
        .insertInto('feedback')
        .values({ advice: id, person, entries: JSON.stringify(entries), decision, revision, ...said })
        .onConflict((conflict) => conflict.columns(['advice', 'person']).doUpdateSet(said))
        .execute()
    },
    miss: async ({ nearest, ...miss }) => {
      await db
        .insertInto('misses')
        .values({ ...miss, nearest: JSON.stringify(nearest) })
        .execute()
    },
  }
}
