import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
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

/** Milliseconds that a writer waits for another process to finish, and between its looks: nothing else in this process waits with it. */
const patience = 10_000
const betweenLooks = 15
/** SQLite's code for a file that another process is writing. */
const busy = 5

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

/** A write that waits for its turn, and for the disk. */
interface Write {
  readonly query: CompiledQuery
  readonly resolve: (result: QueryResult<unknown>) => void
  readonly reject: (error: unknown) => void
}

function driverOf(path: string): Driver {
  let database: DatabaseSync
  /** Who has the connection: a transaction, or the writes of one turn; everybody else waits. */
  let owner: object | undefined
  let waiting: (() => void)[] = []
  let writes: Write[] = []
  let flushing: Promise<void> | undefined
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

  /** Takes the writer's place, as soon as another process gives it up. */
  async function begin(): Promise<void> {
    for (const start = performance.now(); ; await wait(betweenLooks)) {
      try {
        return database.exec('begin immediate')
      } catch (error) {
        if ((error as { errcode?: number }).errcode !== busy || performance.now() - start > patience) throw error
      }
    }
  }

  function commit(): void {
    // Written to a file that somebody has deleted, it would be lost with the process.
    if (path !== ':memory:' && !existsSync(path)) {
      undo()
      throw new Error(`the database file ${path} is gone`)
    }
    database.exec('commit')
  }

  /** Puts the writes of this turn on the disk together. */
  async function flush(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    while (owner !== undefined) await ownersEnd()
    owner = writes
    const together = writes
    writes = []
    flushing = undefined
    const done: (() => void)[] = []
    try {
      await begin()
      for (const { query, resolve, reject } of together)
        try {
          const result = run(query)
          done.push(() => resolve(result))
        } catch (error) {
          done.push(() => reject(error))
        }
      commit()
      for (const tell of done) tell()
    } catch (error) {
      undo()
      for (const { reject } of together) reject(error)
    } finally {
      letGo()
    }
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
        if (owner !== connection && !readsOnly(query))
          return new Promise<QueryResult<Row>>((resolve, reject) => {
            writes.push({ query, resolve: resolve as Write['resolve'], reject })
            flushing ??= flush()
          })
        while (owner !== undefined && owner !== connection) await ownersEnd()
        return run<Row>(query)
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
      try {
        await begin()
      } catch (error) {
        letGo()
        throw error
      }
    },
    commitTransaction: async () => {
      try {
        commit()
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
      while (flushing !== undefined || owner !== undefined) await (owner === undefined ? flushing : ownersEnd())
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
  // From here on nobody waits inside SQLite, which would stop the whole process.
  database.exec('pragma busy_timeout = 0')
  return database
}
