import type { Transaction } from 'kysely'
import type { Database } from '../store/database.ts'
import type { Tables } from '../store/tables.ts'

/** An account as a platform knows it. */
export interface Account {
  readonly platform: string
  readonly account: string
}

/** Somebody who works with us, on one platform or several. */
export interface Person {
  readonly id: string
  readonly name: string
  /** The language that they chose; null: as their platform says. */
  readonly language: string | null
  /** The language tag that their platform showed last. */
  readonly locale: string | null
  /** Their role when they were last here. */
  readonly role: string | null
  readonly accounts: readonly Account[]
}

/** What a platform shows of a person. */
export interface Shown {
  readonly name: string
  readonly locale?: string | undefined
}

export interface People {
  /** The person behind an account; a new one when nobody had it. Their name is kept as the platform shows it now. */
  readonly meet: (account: Account, shown: Shown, at: string) => Promise<Person>
  /** Whether an account is known and linked to another one. */
  readonly isLinked: (account: Account) => Promise<boolean>
  readonly byId: (id: string) => Promise<Person | undefined>
  readonly nameOf: (id: string) => Promise<string>
  /** Keeps a person's role of today: tells whom to alert. */
  readonly actAs: (id: string, role: string) => Promise<void>
  /** Accounts of everybody who had a role when they were last here, with their languages. */
  readonly withRole: (role: string) => Promise<(Account & Pick<Person, 'language' | 'locale'>)[]>
  readonly speak: (id: string, language: string | null) => Promise<void>
  /** Makes one person of two: everything of the second becomes the first's. Undefined when an account has never been met. */
  readonly link: (one: Account, other: Account) => Promise<'linked' | 'same' | { readonly unknown: Account }>
}

/** People in the database; `newId` gives ids for new ones. */
export function peopleIn(db: Database, newId: () => string): People {
  const find = async ({ platform, account }: Account) =>
    db
      .selectFrom('identities')
      .innerJoin('people', 'people.id', 'identities.person')
      .select(['people.id', 'people.name', 'people.language', 'people.locale', 'people.role'])
      .where('identities.platform', '=', platform)
      .where('identities.account', '=', account)
      .executeTakeFirst()
  const whole = async (row: Omit<Person, 'accounts'>): Promise<Person> => ({
    ...row,
    accounts: await db.selectFrom('identities').select(['platform', 'account']).where('person', '=', row.id).execute(),
  })

  return {
    meet: async (account, { name, locale }, at) => {
      const known = await find(account)
      if (known) {
        const now = { ...known, name: name || known.name, locale: locale ?? known.locale }
        if (now.name !== known.name || now.locale !== known.locale)
          await db.updateTable('people').set({ name: now.name, locale: now.locale }).where('id', '=', known.id).execute()
        return whole(now)
      }
      const id = newId()
      await db.transaction().execute(async (tx) => {
        await tx
          .insertInto('people')
          .values({ id, name, language: null, locale: locale ?? null, role: null, met: at })
          .execute()
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('identities')
          .values({ ...account, person: id })
          .onConflict((conflict) => conflict.columns(['platform', 'account']).doNothing())
          .executeTakeFirstOrThrow()
        // Somebody met them at the same moment: theirs counts.
        if (numInsertedOrUpdatedRows === 0n) await tx.deleteFrom('people').where('id', '=', id).execute()
      })
      const met = await find(account)
      if (!met) throw new Error('a person who was just met is not there')
      return whole(met)
    },
    isLinked: async (account) => {
      const known = await find(account)
      return known !== undefined && (await whole(known)).accounts.length > 1
    },
    byId: async (id) => {
      const row = await db
        .selectFrom('people')
        .select(['id', 'name', 'language', 'locale', 'role'])
        .where('id', '=', id)
        .executeTakeFirst()
      return row && whole(row)
    },
    nameOf: async (id) => {
      const row = await db.selectFrom('people').select('name').where('id', '=', id).executeTakeFirst()
      return row?.name || id
    },
    actAs: async (id, role) => {
      await db.updateTable('people').set({ role }).where('id', '=', id).execute()
    },
    withRole: (role) =>
      db
        .selectFrom('identities')
        .innerJoin('people', 'people.id', 'identities.person')
        .select(['identities.platform', 'identities.account', 'people.language', 'people.locale'])
        .where('people.role', '=', role)
        .execute(),
    speak: async (id, language) => {
      await db.updateTable('people').set({ language }).where('id', '=', id).execute()
    },
    link: async (one, other) => {
      const [keeps, joins] = [await find(one), await find(other)]
      if (!keeps) return { unknown: one }
      if (!joins) return { unknown: other }
      if (keeps.id === joins.id) return 'same'
      await db.transaction().execute(async (tx) => {
        const [from, to] = [joins.id, keeps.id]
        await tx.updateTable('identities').set({ person: to }).where('person', '=', from).execute()
        await tx.updateTable('cases').set({ owner: to }).where('owner', '=', from).execute()
        await tx.updateTable('cases').set({ opener: to }).where('opener', '=', from).execute()
        await tx.updateTable('advice').set({ person: to }).where('person', '=', from).execute()
        await joinTraining(tx, from, to)
      })
      return 'linked'
    },
  }
}

/** What both accounts of a person learnt: of a question that both met, what was answered last counts. */
async function joinTraining(tx: Transaction<Tables>, from: string, to: string): Promise<void> {
  const [theirs, own] = await Promise.all(
    [from, to].map((person) =>
      tx.selectFrom('training_memories').select(['question', 'last_review']).where('person', '=', person).execute(),
    ),
  )
  const kept = new Map(own?.map(({ question, last_review }) => [question, last_review ?? '']))
  for (const { question, last_review } of theirs ?? []) {
    const mine = kept.get(question)
    if (mine === undefined) continue
    await tx
      .deleteFrom('training_memories')
      .where('question', '=', question)
      .where('person', '=', mine >= (last_review ?? '') ? from : to)
      .execute()
  }
  await tx.updateTable('training_memories').set({ person: to }).where('person', '=', from).execute()
  await tx.updateTable('training_answers').set({ person: to }).where('person', '=', from).execute()
  const rounds = await tx
    .selectFrom('training_sets')
    .select((select) => ['day', select.fn.max('round').as('last')])
    .where('person', '=', to)
    .groupBy('day')
    .execute()
  const last = new Map(rounds.map(({ day, last }) => [day, Number(last)]))
  const sets = await tx.selectFrom('training_sets').select(['id', 'day']).where('person', '=', from).orderBy('round').execute()
  for (const { id, day } of sets) {
    const round = (last.get(day) ?? 0) + 1
    last.set(day, round)
    await tx.updateTable('training_sets').set({ person: to, round }).where('id', '=', id).execute()
  }
}
