import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import * as desk from './migrations/001-desk.ts'
import * as training from './migrations/002-training.ts'
import { sqlite } from './sqlite.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

/** Where the database is: the path of an SQLite file, or `postgres://…`. */
export type DatabaseAddress = string

export const isPostgres = (address: DatabaseAddress): boolean => /^postgres(ql)?:\/\//.test(address)

/** Milliseconds to wait for a connection. */
const patience = 8_000

/** Most connections to PostgreSQL from one process. */
const mostConnections = 10

/**
 * Opens the database and brings its tables up to date, under a lock: several processes may start at once.
 * @throws the database's own error when it cannot be opened or brought up to date; nothing is changed then
 */
export async function openDatabase(address: DatabaseAddress): Promise<Database> {
  const db = new Kysely<Tables>({ dialect: isPostgres(address) ? await postgres(address) : sqlite(address) })
  try {
    await migrate(db)
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}

async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ '001-desk': desk, '002-training': training }) } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

async function postgres(address: DatabaseAddress): Promise<PostgresDialect> {
  const { Pool, types } = (await import('pg')).default
  const wholeNumbers = 20
  const pool = new Pool({
    connectionString: address,
    max: mostConnections,
    connectionTimeoutMillis: patience,
    query_timeout: patience,
    types: { getTypeParser: (oid, format) => (oid === wholeNumbers ? Number : types.getTypeParser(oid, format)) },
  })
  // A connection that breaks while nobody uses it is replaced by the pool; whoever uses one hears of it there.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return new PostgresDialect({ pool })
}

/** Whether the database answers. */
export async function answers(db: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(db)
    return true
  } catch {
    return false
  }
}
