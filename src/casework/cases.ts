import { sql, type Transaction } from 'kysely'
import type { Day } from '../playbook/calendar.ts'
import type { Database } from '../store/database.ts'
import type { CaseEventRow, CaseRow, Tables } from '../store/tables.ts'
import { receiptCode } from './number.ts'

/** A case as the desk sees it. */
export interface Case extends Omit<CaseRow, 'entries'> {
  readonly entries: readonly string[]
}

/** What happened to a case, oldest first. */
export interface CaseEvent extends Omit<CaseEventRow, 'detail'> {
  readonly detail: Readonly<Record<string, string>>
}

/** Who does something, when, and what caused it: the same cause never has its effect twice. */
export interface Doing {
  readonly person: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly cause: string
}

export interface NewCase {
  /** The draft that it is logged from: one draft, one case. */
  readonly draft: string
  readonly advice: string | undefined
  readonly entries: readonly string[]
  readonly language: string
  readonly matter: string
  readonly account: string
  readonly demand: string
  readonly answered: string
  readonly nextStep: string
  readonly due: Day
  /** The year of its number. */
  readonly year: number
}

/** Cases and their events. Texts come in redacted. */
export interface Cases {
  /** Logs a case, or gives the one that this draft became before. */
  readonly log: (new_: NewCase, doing: Doing, id: string) => Promise<{ readonly case: Case; readonly fresh: boolean }>
  readonly byNumber: (number: { readonly year: number; readonly running: number }) => Promise<Case | undefined>
  readonly byReceipt: (receipt: string) => Promise<Case | undefined>
  readonly byId: (id: string) => Promise<Case | undefined>
  /** The case that a draft became. */
  readonly byDraft: (draft: string) => Promise<Case | undefined>
  /** A person's open cases, the one due first at the top; how many there are in all, and how many were due before today. */
  readonly openOf: (
    person: string,
    today: Day,
    most: number,
  ) => Promise<{ readonly cases: readonly Case[]; readonly all: number; readonly late: number }>
  /** Cases whose matter or demand holds these words, the latest first: those of the office, and what only its owner sees where it is theirs or `all`. */
  readonly search: (words: string, person: string, all: boolean, most: number) => Promise<readonly Case[]>
  readonly eventsOf: (id: string) => Promise<CaseEvent[]>
  /** Adds a note. False when this cause had its effect before, or the case is closed; so with every change. */
  readonly note: (id: string, text: string, doing: Doing) => Promise<boolean>
  readonly changeStep: (id: string, nextStep: string, due: Day, doing: Doing) => Promise<boolean>
  readonly show: (id: string, visibility: Case['visibility'], doing: Doing) => Promise<boolean>
  /** Closes a case with what was answered and how the visitor was told. */
  readonly close: (id: string, answered: string, told: string, doing: Doing) => Promise<boolean>
}

/** How often a receipt code is drawn anew when it is taken. */
const draws = 5

/** A text as it is looked for: without accents and capitals. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export function casesIn(db: Database, chance: () => number): Cases {
  const one = (row: CaseRow | undefined): Case | undefined => row && { ...row, entries: JSON.parse(row.entries) as string[] }
  const select = () => db.selectFrom('cases').selectAll()

  async function addEvent(
    tx: Transaction<Tables>,
    id: string,
    kind: CaseEventRow['kind'],
    detail: CaseEvent['detail'],
    { person, at, cause }: Doing,
  ): Promise<boolean> {
    const last = await tx
      .selectFrom('case_events')
      .select((select) => select.fn.max('step').as('step'))
      .where('case_id', '=', id)
      .executeTakeFirst()
    const added = await tx
      .insertInto('case_events')
      .values({ case_id: id, step: (last?.step ?? 0) + 1, at, person, kind, detail: JSON.stringify(detail), cause })
      .onConflict((conflict) => conflict.column('cause').doNothing())
      .executeTakeFirst()
    return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
  }

  /** Changes a case and says so in its events, both or neither; once for each cause. The case's row is taken first: changes to one case wait for each other. */
  const change = (
    id: string,
    kind: CaseEventRow['kind'],
    detail: CaseEvent['detail'],
    set: Partial<CaseRow>,
    doing: Doing,
  ): Promise<boolean> =>
    db
      .transaction()
      .execute(async (tx) => {
        const { visibility } = set
        const { numUpdatedRows } = await tx
          .updateTable('cases')
          .set({ ...set, id })
          .where('id', '=', id)
          .where('state', '=', 'open')
          .$if(visibility !== undefined, (update) => update.where('visibility', '!=', visibility as Case['visibility']))
          .executeTakeFirst()
        // Closed meanwhile, or so already: nothing happens, and nothing is said to have happened.
        if (numUpdatedRows > 0n && (await addEvent(tx, id, kind, detail, doing))) return true
        throw new AlreadyDone()
      })
      .catch((error: unknown) => {
        if (error instanceof AlreadyDone) return false
        throw error
      })

  return {
    log: (fresh, doing, id) =>
      db
        .transaction()
        .execute(async (tx) => {
          const known = await tx.selectFrom('cases').selectAll().where('draft', '=', fresh.draft).executeTakeFirst()
          if (known) return { case: one(known) as Case, fresh: false }
          const { year } = fresh
          const { value: running } = await tx
            .insertInto('counters')
            .values({ name: `cases ${year}`, value: 1 })
            .onConflict((conflict) => conflict.column('name').doUpdateSet((set) => ({ value: set('counters.value', '+', 1) })))
            .returning('value')
            .executeTakeFirstOrThrow()
          // Whoever had the same draft in hand waited for that counter: look again before writing.
          const meanwhile = await tx.selectFrom('cases').selectAll().where('draft', '=', fresh.draft).executeTakeFirst()
          if (meanwhile) throw new Taken(one(meanwhile) as Case)
          const row: CaseRow = {
            id,
            year,
            running,
            receipt: await freeReceipt(tx),
            draft: fresh.draft,
            advice: fresh.advice ?? null,
            entries: JSON.stringify(fresh.entries),
            language: fresh.language,
            words: folded(`${fresh.matter} ${fresh.demand}`),
            matter: fresh.matter,
            account: fresh.account,
            demand: fresh.demand,
            answered: fresh.answered,
            owner: doing.person,
            opener: doing.person,
            visibility: 'office',
            state: 'open',
            next_step: fresh.nextStep,
            due: fresh.due,
            opened: doing.at,
            closed: null,
          }
          await tx.insertInto('cases').values(row).execute()
          await addEvent(
            tx,
            id,
            'opened',
            { nextStep: fresh.nextStep, due: fresh.due },
            { ...doing, cause: `draft ${fresh.draft}` },
          )
          return { case: one(row) as Case, fresh: true }
        })
        .catch((error: unknown) => {
          if (error instanceof Taken) return { case: error.case, fresh: false }
          throw error
        }),
    byNumber: async ({ year, running }) =>
      one(await select().where('year', '=', year).where('running', '=', running).executeTakeFirst()),
    byReceipt: async (receipt) => one(await select().where('receipt', '=', receipt).executeTakeFirst()),
    byId: async (id) => one(await select().where('id', '=', id).executeTakeFirst()),
    byDraft: async (draft) => one(await select().where('draft', '=', draft).executeTakeFirst()),
    openOf: async (person, today, most) => {
      const mine = db.selectFrom('cases').where('owner', '=', person).where('state', '=', 'open')
      const count = (cases: typeof mine) =>
        cases.select((select) => select.fn.countAll<number>().as('all')).executeTakeFirstOrThrow()
      const [rows, open, late] = await Promise.all([
        mine.selectAll().orderBy('due').orderBy('year').orderBy('running').limit(most).execute(),
        count(mine),
        count(mine.where('due', '<', today)),
      ])
      return { cases: rows.map((row) => one(row) as Case), all: Number(open.all), late: Number(late.all) }
    },
    search: async (words, person, all, most) => {
      const pattern = `%${folded(words).replace(/[\\%_]/g, String.raw`\\$&`)}%`
      const rows = await select()
        .where(sql<boolean>`words like ${pattern} escape '\\'`)
        .where((where) => (all ? where.lit(true) : where.or([where('visibility', '=', 'office'), where('owner', '=', person)])))
        .orderBy('opened', 'desc')
        .limit(most)
        .execute()
      return rows.map((row) => one(row) as Case)
    },
    eventsOf: async (id) => {
      const rows = await db.selectFrom('case_events').selectAll().where('case_id', '=', id).orderBy('step').execute()
      return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as Record<string, string> }))
    },
    note: (id, text, doing) => change(id, 'noted', { text }, {}, doing),
    changeStep: (id, nextStep, due, doing) => change(id, 'next-step', { nextStep, due }, { next_step: nextStep, due }, doing),
    show: (id, visibility, doing) => change(id, 'visibility', { visibility }, { visibility }, doing),
    close: (id, answered, told, doing) =>
      change(id, 'closed', { answered, told }, { state: 'closed', closed: doing.at, answered }, doing),
  }

  async function freeReceipt(tx: Transaction<Tables>): Promise<string> {
    for (let draw = 0; draw < draws; draw++) {
      const receipt = receiptCode(chance)
      const taken = await tx.selectFrom('cases').select('id').where('receipt', '=', receipt).executeTakeFirst()
      if (!taken) return receipt
    }
    throw new Error(`no free receipt code in ${draws} draws`)
  }
}

/** Ends a transaction whose effect was there already. */
class AlreadyDone extends Error {}

class Taken extends Error {
  readonly case: Case
  constructor(known: Case) {
    super('this draft is a case already')
    this.case = known
  }
}
