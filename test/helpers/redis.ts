import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from './port.ts'

/** Whether a Redis server is installed. */
export const redisInstalled = (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, 'redis-server')))

/** A Redis server of our own that keeps nothing, gone when stopped. */
export async function startRedis(): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
  const port = await freePort()
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  })
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const up = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(
      () => false,
    )
    socket.destroy()
    if (up) break
    if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`)
    await wait(20)
  }
  return {
    address: `redis://127.0.0.1:${port}`,
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
    },
  }
}
