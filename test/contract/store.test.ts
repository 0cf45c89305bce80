import { execFile } from 'node:child_process'
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { answers, type Database, isPostgres, openDatabase } from '../../src/store/database.ts'
import { forgetExpired, openMemories } from '../../src/store/memory.ts'
import { temporaryFolder } from '../helpers/playbooks.ts'
import { redisInstalled, startRedis } from '../helpers/redis.ts'
import { onEveryDatabase } from './databases.ts'

const opened: Database[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((db) => db.destroy()))
})
async function open(address: string): Promise<Database> {
  const db = await openDatabase(address)
  opened.push(db)
  return db
}

onEveryDatabase((fresh, shared) => {
  it('keeps what was written for the next start, readable by its owner only', async () => {
    const address = await fresh()
    const first = await open(address)
    await first.insertInto('settings').values({ name: 'office', value: '"north"' }).execute()
    const second = await open(address)
    expect(await second.selectFrom('settings').selectAll().execute()).toEqual([{ name: 'office', value: '"north"' }])
    if (!isPostgres(address)) expect(statSync(address).mode & 0o777).toBe(0o600)
  })

  it('is brought up to date once when several processes start at the same time', async () => {
    const address = await fresh()
    const store = new URL('../../src/store/database.ts', import.meta.url)
    const program = `const { openDatabase } = await import('${store}'); await (await openDatabase(process.argv[1])).destroy()`
    const run = promisify(execFile)
    await Promise.all(Array.from({ length: 4 }, () => run(process.execPath, ['--input-type=module', '-e', program, address])))
    expect(await answers(await open(address))).toBe(true)
  }, 60_000)

  it('takes a key once, however many ask for it together', async () => {
    const address = await fresh()
    const db = await open(address)
    const claims = await Promise.all(
      Array.from({ length: 4 }, () =>
        db
          .insertInto('handled')
          .values({ request: 'event 1', taken: '2026-11-27T10:00:00.000Z', done: 0 })
          .onConflict((conflict) => conflict.column('request').doNothing())
          .executeTakeFirst(),
      ),
    )
    expect(claims.map(({ numInsertedOrUpdatedRows }) => Number(numInsertedOrUpdatedRows)).sort()).toEqual([0, 0, 0, 1])
  })

  it('keeps writes made at once, whether they stand alone or in transactions, and only the faulty one fails', async () => {
    const address = await fresh()
    const db = await open(address)
    const write = (name: string) => db.insertInto('settings').values({ name, value: '1' }).execute()
    const together = (name: string) =>
      db.transaction().execute(async (tx) => {
        await tx
          .insertInto('settings')
          .values({ name: `${name} a`, value: '1' })
          .execute()
        await new Promise((resolve) => setTimeout(resolve, 5))
        await tx
          .insertInto('settings')
          .values({ name: `${name} b`, value: '1' })
          .execute()
      })
    await write('taken')
    const results = await Promise.allSettled([
      write('one'),
      together('two'),
      write('taken'),
      write('three'),
      together('taken'),
      together('four'),
    ])
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ])
    const again = await open(address)
    const names = (await again.selectFrom('settings').select('name').orderBy('name').execute()).map(({ name }) => name)
    expect(names).toEqual(['four a', 'four b', 'one', 'taken', 'taken a', 'taken b', 'three', 'two a', 'two b'])
  })

  it.runIf(shared)('goes on after its connections were cut while they were used', async () => {
    const address = await fresh()
    const [db, other] = [await open(address), await open(address)]
    const busy = sql`select pg_sleep(20)`.execute(db)
    const cut = () =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'select pg_sleep%'`.execute(other)
    const ended = expect(busy).rejects.toThrow()
    await expect.poll(async () => (await cut()).rows.length).toBeGreaterThan(0)
    await ended
    await expect.poll(() => answers(db)).toBe(true)
  })

  it('undoes a transaction as a whole', async () => {
    const db = await open(await fresh())
    const broken = db.transaction().execute(async (tx) => {
      await tx.insertInto('settings').values({ name: 'half', value: '1' }).execute()
      throw new Error('on the way')
    })
    await expect(broken).rejects.toThrow('on the way')
    expect(await db.selectFrom('settings').selectAll().execute()).toEqual([])
  })

  describe('memories', () => {
    it('keep each kind of thing apart, until it expires or is forgotten', async () => {
      const db = await open(await fresh())
      const memories = await openMemories(db)
      const situations = memories.of<{ text: string }>('situation')
      const drafts = memories.of<{ text: string }>('draft')
      await situations.set('k', { text: 'a' }, 60_000)
      await drafts.set('k', { text: 'b' }, 30)
      expect([await situations.get('k'), await drafts.get('k')]).toEqual([{ text: 'a' }, { text: 'b' }])
      await new Promise((resolve) => setTimeout(resolve, 60))
      expect(await drafts.get('k')).toBeUndefined()
      await forgetExpired(db)
      expect(await db.selectFrom('memory').select('namespace').execute()).toHaveLength(1)
      await situations.forget('k')
      expect(await situations.get('k')).toBeUndefined()
      await memories.close()
    })

    it('fail out loud when the database is gone', async () => {
      const db = await open(await fresh())
      const memory = (await openMemories(db)).of<string>('draft')
      await db.destroy()
      await expect(memory.get('k')).rejects.toThrow()
      await expect(memory.set('k', 'v', 1_000)).rejects.toThrow()
    })
  })
})

describe('SQLite in the hands of others', () => {
  it('waits for another process that writes, and lets this one go on meanwhile', async () => {
    const address = join(temporaryFolder(), 'ventanilla.db')
    const db = await open(address)
    const other = new DatabaseSync(address)
    other.exec('begin immediate')
    const order: string[] = []
    const write = db
      .insertInto('settings')
      .values({ name: 'late', value: '1' })
      .execute()
      .then(() => order.push('written'))
    await new Promise((resolve) => setTimeout(resolve, 60))
    order.push('went on')
    other.exec('commit')
    other.close()
    await write
    expect(order).toEqual(['went on', 'written'])
  })

  it('acknowledges nothing that it writes into a deleted file', async () => {
    const address = join(temporaryFolder(), 'ventanilla.db')
    const db = await open(address)
    for (const end of ['', '-wal', '-shm']) rmSync(`${address}${end}`, { force: true })
    await expect(db.insertInto('settings').values({ name: 'lost', value: '1' }).execute()).rejects.toThrow(/is gone/)
  })
})

it('says where a database cannot be', async () => {
  await expect(openDatabase('/dev/null/ventanilla.db')).rejects.toThrow(/\/dev\/null/)
  await expect(openDatabase('postgres://desk@127.0.0.1:1/none')).rejects.toThrow(/ECONNREFUSED/)
})

describe.skipIf(!redisInstalled)('memories in Redis', () => {
  it('keep each kind of thing apart, also for another process, until it expires or is forgotten', async () => {
    const redis = await startRedis()
    onTestFinished(redis.stop)
    const db = await open(':memory:')
    const [memories, others] = [await openMemories(db, redis.address), await openMemories(db, redis.address)]
    const [situations, drafts] = [memories.of<{ text: string }>('situation'), memories.of<{ text: string }>('draft')]
    await situations.set('k', { text: 'a' }, 60_000)
    await drafts.set('k', { text: 'b' }, 50)
    expect([await others.of('situation').get('k'), await drafts.get('k')]).toEqual([{ text: 'a' }, { text: 'b' }])
    await expect.poll(() => drafts.get('k')).toBeUndefined()
    await situations.forget('k')
    expect(await situations.get('k')).toBeUndefined()
    await memories.close()
    await others.close()
  })

  it('fail out loud when Redis is gone or was never there', async () => {
    const redis = await startRedis()
    const db = await open(':memory:')
    const memories = await openMemories(db, redis.address)
    const drafts = memories.of<string>('draft')
    await redis.stop()
    await expect(drafts.set('k', 'v', 1_000)).rejects.toThrow()
    await expect(drafts.get('k')).rejects.toThrow()
    await expect(openMemories(db, redis.address)).rejects.toThrow()
  })
})
