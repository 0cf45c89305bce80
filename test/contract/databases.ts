import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { temporaryFolder } from '../helpers/playbooks.ts'
import { type Postgres, postgresPrograms, startPostgres } from '../helpers/postgres.ts'

const installed = postgresPrograms() !== undefined
if (!installed && process.env['VENTANILLA_TESTS_NEED_POSTGRES'])
  throw new Error('PostgreSQL is not installed; expected initdb and pg_ctl, since VENTANILLA_TESTS_NEED_POSTGRES is set')
if (!installed) process.stderr.write('PostgreSQL is not installed: its part of the contract suites is left out.\n')

/**
 * Runs the same suite on every database; `fresh` gives the address of an empty one. `shared` tells whether one process may open it twice: SQLite waits
 * for a writer without letting its own process go on.
 */
export function onEveryDatabase(suite: (fresh: () => Promise<string>, shared: boolean) => void): void {
  describe('SQLite', () => suite(async () => join(temporaryFolder(), 'desk', 'ventanilla.db'), false))
  describe.skipIf(!installed)('PostgreSQL', () => {
    let server: Postgres
    beforeAll(async () => {
      server = await startPostgres()
    })
    afterAll(() => server?.stop())
    suite(async () => {
      const name = `desk_${randomUUID().replaceAll('-', '')}`
      const client = new pg.Client(server.address)
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return server.address.replace(/postgres$/, name)
    }, true)
  })
}
