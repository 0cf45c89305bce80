import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './port.ts'

/** A PostgreSQL server of our own on a free port of 127.0.0.1, gone when stopped. */
export interface Postgres {
  readonly address: string
  readonly stop: () => void
}

/** Where Debian keeps the servers' programs; elsewhere they are on the path. */
const debian = '/usr/lib/postgresql'

/** Folder of `initdb` and `pg_ctl`, undefined when no server is installed. */
export function postgresPrograms(): string | undefined {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env['PATH'] ?? '').split(':')]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')))
}

/** Starts a server; it refuses to run as root, so then it runs as the user `postgres`. Durable writes are off, unless asked for. */
export async function startPostgres({ durable = false } = {}): Promise<Postgres> {
  const programs = postgresPrograms()
  if (programs === undefined) throw new Error('no PostgreSQL server is installed; expected initdb and pg_ctl')
  const asRoot = process.getuid?.() === 0
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-postgres-'))
  const run = (program: string, ...words: string[]) =>
    asRoot
      ? execFileSync('runuser', ['-u', 'postgres', '--', join(programs, program), ...words], { cwd: '/', stdio: 'pipe' })
      : execFileSync(join(programs, program), words, { stdio: 'pipe' })
  if (asRoot) execFileSync('chown', ['postgres', folder])
  const data = join(folder, 'data')
  const port = await freePort()
  run('initdb', '-D', data, '-U', 'desk', '--auth=trust', '-E', 'UTF8', '--no-sync')
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' ${durable ? '' : '-c fsync=off'}`
  run('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-w', '-o', options, 'start')
  return {
    address: `postgres://desk@127.0.0.1:${port}/postgres`,
    stop: () => {
      const words = ['-D', data, '-m', 'immediate', '-w', 'stop']
      if (asRoot) spawnSync('runuser', ['-u', 'postgres', '--', join(programs, 'pg_ctl'), ...words], { cwd: '/' })
      else spawnSync(join(programs, 'pg_ctl'), words)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
