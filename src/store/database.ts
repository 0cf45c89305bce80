import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { Kysely, PostgresDialect, SqliteAdapter, type SqliteDatabase, SqliteDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import * as desk from './migrations/001-desk.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

/** Where the database is: the path of an SQLite file, or `postgres://…`. */
export type DatabaseAddress = string

export const isPostgres = (address: DatabaseAddress): boolean => /^postgres(ql)?:\/\//.test(address)

/** Milliseconds that a writer waits for another process to finish. */
const patience = 10_000

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
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ '001-desk': desk }) } })
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
    types: { getTypeParser: (oid, format) => (oid === wholeNumbers ? Number : types.getTypeParser(oid, format)) },
  })
  // A connection that breaks while nobody uses it is replaced by the pool; whoever uses one hears of it there.
  pool.on('error', () => {})
  return new PostgresDialect({ pool })
}

/**
 * SQLite through Node's own module, in the calling form that Kysely knows. Write-ahead log and full sync: what was acknowledged survives a
 * power cut. A transaction takes the writer's place at once, so that two processes never both believe to have it; that also makes one
 * transaction of all migrations, which is their lock.
 */
function sqlite(path: string): SqliteDialect {
  const createAdapter = () => Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', { value: true })
  return Object.assign(new SqliteDialect({ database: async () => openFile(path) }), { createAdapter })
}

function openFile(path: string): SqliteDatabase {
  const inMemory = path === ':memory:'
  if (!inMemory) mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(path, { timeout: patience })
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
  if (!inMemory) chmodSync(path, 0o600)
  const prepared = new Map<string, StatementSync>()
  const prepare = (text: string): StatementSync => {
    const known = prepared.get(text)
    if (known) return known
    const statement = database.prepare(text)
    if (prepared.size < mostPrepared) prepared.set(text, statement)
    return statement
  }
  return {
    close: () => database.close(),
    prepare: (text) => {
      const statement = prepare(text === 'begin' ? 'begin immediate' : text)
      const values = (parameters: readonly unknown[]) => parameters as readonly (string | number | bigint | null)[]
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      }
    },
  }
}

/** Statements that are kept ready: far more than the desk has. */
const mostPrepared = 500

/** Whether the database answers. */
export async function answers(db: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(db)
    return true
  } catch {
    return false
  }
}
