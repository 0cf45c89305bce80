import { EventEmitter } from 'node:events'
import Keyv, { type KeyvStorageAdapter, keyvStorageCapability } from 'keyv'
import type { Database } from './database.ts'

/** What expires: conversations, drafts. Values are plain data; a failed read or write rejects. */
export interface Memory<Value> {
  readonly get: (key: string) => Promise<Value | undefined>
  /** Keeps a value for so many milliseconds. */
  readonly set: (key: string, value: Value, milliseconds: number) => Promise<void>
  readonly forget: (key: string) => Promise<void>
}

/** Gives each kind of thing its own memory. */
export interface Memories {
  readonly of: <Value>(namespace: string) => Memory<Value>
  readonly close: () => Promise<void>
}

/**
 * Memories in Keyv: in the database itself, or in Redis where an address is given.
 * @throws when Redis cannot be reached
 */
export async function openMemories(db: Database, redis?: string): Promise<Memories> {
  const kept: Keyv[] = []
  const store = async (): Promise<KeyvStorageAdapter | object> => {
    if (redis === undefined) return inDatabase(db)
    const { default: KeyvRedis } = await import('@keyv/redis')
    let met = false
    const store = new KeyvRedis(
      {
        url: redis,
        // A command that cannot be sent is an error now, and not a promise that waits for Redis to come back.
        disableOfflineQueue: true,
        socket: {
          connectTimeout: patience,
          reconnectStrategy: (tries: number, cause: Error) => (met ? Math.min(tries * 100, patience) : cause),
        },
      },
      { throwOnConnectError: true, throwOnErrors: true },
    )
    await store.getClient()
    met = true
    // A broken connection is made anew, and whoever uses it meanwhile hears of it there. Passed on to Keyv it would end the process, or, with a
    // listener there, make every failed read an empty one.
    store.client.removeAllListeners('error')
    store.client.on('error', () => {})
    return store
  }
  const stores = new Map<string, Keyv>()
  for (const namespace of namespaces) {
    const keyv = new Keyv({ store: await store(), namespace })
    stores.set(namespace, keyv)
    kept.push(keyv)
  }
  return {
    of: <Value>(namespace: string): Memory<Value> => {
      const keyv = stores.get(namespace)
      if (!keyv) throw new Error(`no memory called ${namespace}; expected one of ${namespaces.join(', ')}`)
      return {
        get: (key) => keyv.get<Value>(key),
        set: async (key, value, milliseconds) => {
          if (!(await keyv.set(key, value, milliseconds))) throw new Error(`the memory ${namespace} could not keep ${key}`)
        },
        forget: async (key) => {
          await keyv.delete(key)
        },
      }
    },
    close: async () => {
      await Promise.all(kept.map((keyv) => keyv.disconnect()))
    },
  }
}

/** Milliseconds to wait for Redis, and at most between tries to reach it again. */
const patience = 2_000

/** Kinds of things that are remembered for a while. Each has a Keyv and an adapter of its own: two on one adapter overwrite each other. */
const namespaces = ['situation', 'latest', 'draft'] as const

/** Keyv's port over our own database. */
function inDatabase(db: Database): KeyvStorageAdapter {
  let namespace = ''
  const live = () => Date.now()
  const read = async (key: string) => {
    const row = await db
      .selectFrom('memory')
      .select(['value', 'expires'])
      .where('namespace', '=', namespace)
      .where('key', '=', key)
      .executeTakeFirst()
    return row && (row.expires === null || row.expires > live()) ? row.value : undefined
  }
  const write = async (key: string, value: unknown, expires: number | undefined) => {
    const row = { value: String(value), expires: expires ?? null }
    await db
      .insertInto('memory')
      .values({ namespace, key, ...row })
      .onConflict((conflict) => conflict.columns(['namespace', 'key']).doUpdateSet(row))
      .execute()
    return true
  }
  const remove = async (key: string) => {
    const { numDeletedRows } = await db
      .deleteFrom('memory')
      .where('namespace', '=', namespace)
      .where('key', '=', key)
      .executeTakeFirst()
    return numDeletedRows > 0n
  }
  const adapter = Object.assign(new EventEmitter(), {
    get: read,
    set: write,
    has: async (key: string) => (await read(key)) !== undefined,
    delete: remove,
    getMany: (keys: string[]) => Promise.all(keys.map(read)),
    hasMany: async (keys: string[]) => (await Promise.all(keys.map(read))).map((value) => value !== undefined),
    setMany: (entries: { key: string; value: unknown; expires?: number }[]) =>
      Promise.all(entries.map(({ key, value, expires }) => write(key, value, expires))),
    deleteMany: (keys: string[]) => Promise.all(keys.map(remove)),
    clear: async () => {
      await db.deleteFrom('memory').where('namespace', '=', namespace).execute()
    },
    disconnect: async () => {},
  })
  Object.defineProperty(adapter, 'namespace', { get: () => namespace, set: (name?: string) => (namespace = name ?? '') })
  return Object.assign(adapter, { capabilities: keyvStorageCapability(adapter) }) as unknown as KeyvStorageAdapter
}

/** Removes what has expired. Reads pass it over anyway; this keeps the table small. */
export async function forgetExpired(db: Database): Promise<void> {
  await db.deleteFrom('memory').where('expires', '<=', Date.now()).execute()
}
