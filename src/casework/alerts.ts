import type { Database } from '../store/database.ts'

/** A card for somebody else, waiting to be delivered. */
export interface Alert {
  readonly id: string
  readonly platform: string
  /** The platform's own id of the person. */
  readonly recipient: string
  /** The card as JSON; it comes in valid. */
  readonly card: string
}

/** How long a delivery may take before somebody else tries, in milliseconds. */
const patience = 60_000

/** Deliveries that failed so often are given up. */
const mostTries = 12
/** Milliseconds before the second try. */
const firstPause = 2_000

/** Alerts wait in the database: one that was promised is delivered, also after a restart, and by one process only. */
export interface Alerts {
  /** Keeps alerts for delivery; the same id twice is one. */
  readonly raise: (alerts: readonly Alert[], at: string) => Promise<void>
  /** Takes the next alert of a platform in hand; undefined when none waits. */
  readonly take: (platform: string, now: number) => Promise<Alert | undefined>
  readonly delivered: (id: string, at: string) => Promise<void>
  /** It could not be delivered now: it waits a little longer each time. */
  readonly failed: (id: string, now: number) => Promise<void>
}

export function alertsIn(db: Database): Alerts {
  return {
    raise: async (alerts, at) => {
      if (alerts.length === 0) return
      await db
        .insertInto('alerts')
        .values(alerts.map((alert) => ({ ...alert, at, claimed: null, delivered: null, tries: 0 })))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
    },
    take: async (platform, now) => {
      const stale = new Date(now - patience).toISOString()
      const waiting = await db
        .selectFrom('alerts')
        .select(['id', 'claimed', 'tries'])
        .where('platform', '=', platform)
        .where('delivered', 'is', null)
        .where('tries', '<', mostTries)
        .where((where) => where.or([where('claimed', 'is', null), where('claimed', '<', stale)]))
        .orderBy('at')
        .limit(1)
        .executeTakeFirst()
      if (!waiting) return undefined
      const row = await db
        .updateTable('alerts')
        .set({ claimed: new Date(now).toISOString(), tries: waiting.tries + 1 })
        .where('id', '=', waiting.id)
        .where('delivered', 'is', null)
        .where('tries', '=', waiting.tries)
        .returning(['id', 'platform', 'recipient', 'card'])
        .executeTakeFirst()
      return row ?? alertsIn(db).take(platform, now)
    },
    failed: async (id, now) => {
      const row = await db.selectFrom('alerts').select('tries').where('id', '=', id).executeTakeFirst()
      const pause = Math.min(patience, firstPause * 2 ** ((row?.tries ?? 1) - 1))
      await db
        .updateTable('alerts')
        .set({ claimed: new Date(now - patience + pause).toISOString() })
        .where('id', '=', id)
        .execute()
    },
    delivered: async (id, at) => {
      await db.updateTable('alerts').set({ delivered: at }).where('id', '=', id).execute()
    },
  }
}
