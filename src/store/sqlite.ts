import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  RawNode,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

/** Milliseconds that a writer waits for another process to finish. */
const patience = 10_000

/** Statements that are kept ready: far more than the desk has. */
const mostPrepared = 500

/**
 * SQLite through Node's own module. Write-ahead log and full sync: what was acknowledged survives a power cut.
 *
 * Writes of the same turn of the event loop are committed together: each promise resolves once its write is on the disk, and twenty people who
 * write at once wait for one sync and not for twenty. A transaction has the connection to itself, and takes the writer's place at once, so that two
 * processes never both believe to have it; that also makes one transaction of all migrations, which is their lock.
 */
export function sqlite(path: string): Dialect {
  return {
    createDriver: () => driverOf(path),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () =>
      Object.defineProperties(new SqliteAdapter(), {
        supportsTransactionalDdl: { value: true },
        supportsMultipleConnections: { value: true },
      }),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

function driverOf(path: string): Driver {
  let database: DatabaseSync
  /** Who has a transaction; everybody else waits. */
  let owner: DatabaseConnection | undefined
  let waiting: (() => void)[] = []
  /** Resolves when the writes of this turn are on the disk. */
  let batch: Promise<void> | undefined
  const prepared = new Map<string, StatementSync>()

  const ownersEnd = () => new Promise<void>((resolve) => waiting.push(resolve))
  const letGo = () => {
    owner = undefined
    const woken = waiting
    waiting = []
    for (const wake of woken) wake()
  }
  const undo = () => {
    if (database.isTransaction) database.exec('rollback')
  }

  function beginBatch(): Promise<void> {
    database.exec('begin immediate')
    return new Promise((resolve, reject) => {
      setImmediate(() => {
        batch = undefined
        try {
          database.exec('commit')
          resolve()
        } catch (error) {
          undo()
          reject(error)
        }
      })
    })
  }

  function run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    let statement = prepared.get(sql)
    if (!statement) {
      statement = database.prepare(sql)
      if (prepared.size < mostPrepared) prepared.set(sql, statement)
    }
    const values = parameters as readonly (string | number | bigint | null)[]
    if (statement.columns().length > 0) return { rows: statement.all(...values) as Row[] }
    const { changes, lastInsertRowid } = statement.run(...values)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  function connect(): DatabaseConnection {
    const connection: DatabaseConnection = {
      executeQuery: async <Row>(query: CompiledQuery) => {
        while (owner !== undefined && owner !== connection) await ownersEnd()
        if (owner === connection || readsOnly(query)) return run<Row>(query)
        batch ??= beginBatch()
        const together = batch
        const result = run<Row>(query)
        await together
        return result
      },
      async *streamQuery() {
        yield await Promise.reject(new Error('results are not streamed from SQLite'))
      },
    }
    return connection
  }

  return {
    init: async () => {
      database = openFile(path)
    },
    acquireConnection: async () => connect(),
    releaseConnection: async (connection) => {
      if (owner !== connection) return
      undo()
      letGo()
    },
    beginTransaction: async (connection) => {
      while (owner !== undefined) await ownersEnd()
      owner = connection
      await batch?.catch(() => {})
      try {
        database.exec('begin immediate')
      } catch (error) {
        letGo()
        throw error
      }
    },
    commitTransaction: async () => {
      try {
        database.exec('commit')
      } catch (error) {
        undo()
        throw error
      } finally {
        letGo()
      }
    },
    rollbackTransaction: async () => {
      undo()
      letGo()
    },
    destroy: async () => {
      await batch?.catch(() => {})
      database?.close()
    },
  }
}

const readsOnly = ({ query, sql }: CompiledQuery): boolean =>
  SelectQueryNode.is(query) || (RawNode.is(query) && /^\s*select\b/i.test(sql))

/** Opens the file, readable by its owner only. */
function openFile(path: string): DatabaseSync {
  const inMemory = path === ':memory:'
  if (!inMemory) mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(path, { timeout: patience })
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
  if (!inMemory) chmodSync(path, 0o600)
  return database
}
