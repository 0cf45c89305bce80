import type { Database } from './database.ts'

/** How long somebody who took a request up may be silent before another may, in milliseconds. */
const patience = 60_000

/** How long requests are remembered, in milliseconds: platforms deliver again for an hour at most. */
const memory = 3 * 24 * 60 * 60_000

/** Which requests were taken up: a unique key in the database, so that none is handled twice, whichever process it reaches and whenever. */
export interface Claims {
  /** Takes a request up. False when it was handled before, or somebody has it in hand. */
  readonly take: (request: string, now: number) => Promise<boolean>
  /** All its effects are there. */
  readonly done: (request: string) => Promise<void>
  /** It failed without effect: whoever delivers it again is heard. */
  readonly release: (request: string) => Promise<void>
  readonly forgetOld: (now: number) => Promise<void>
}

export function claimsIn(db: Database): Claims {
  const moment = (time: number) => new Date(time).toISOString()
  return {
    take: async (request, now) => {
      const fresh = await db
        .insertInto('handled')
        .values({ request, taken: moment(now), done: 0 })
        .onConflict((conflict) => conflict.column('request').doNothing())
        .executeTakeFirst()
      if (fresh.numInsertedOrUpdatedRows) return true
      const again = await db
        .updateTable('handled')
        .set({ taken: moment(now) })
        .where('request', '=', request)
        .where('done', '=', 0)
        .where('taken', '<', moment(now - patience))
        .executeTakeFirst()
      return again.numUpdatedRows > 0n
    },
    done: async (request) => {
      await db.updateTable('handled').set({ done: 1 }).where('request', '=', request).execute()
    },
    release: async (request) => {
      await db.deleteFrom('handled').where('request', '=', request).where('done', '=', 0).execute()
    },
    forgetOld: async (now) => {
      await db
        .deleteFrom('handled')
        .where('taken', '<', moment(now - memory))
        .execute()
    },
  }
}
