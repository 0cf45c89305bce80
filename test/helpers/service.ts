import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** The service as an office runs it: a process of its own. */
export interface Service {
  /** Everything that it said so far. */
  readonly said: () => string
  /** Resolves when it has said this. */
  readonly says: (words: string | RegExp) => Promise<void>
  /** Kills it without warning, or asks it to stop; resolves to its exit code. */
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>
  readonly ended: Promise<number | null>
}

/** Starts the service with this environment and nothing else that is ours. */
export function startService(environment: Readonly<Record<string, string>>): Service {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:SLACK_|DISCORD_|DATABASE_URL|REDIS_URL|VENTANILLA_)/.test(name)),
  )
  const child = spawn(process.execPath, [main], { env: { ...inherited, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const waiting = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
      for (const look of waiting) look()
    })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return {
    said: () => said,
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (typeof words === 'string' ? !said.includes(words) : !words.test(said)) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        ended.then((code) => reject(new Error(`ended with ${code} before it said ${String(words)}: ${said}`)), reject)
        look()
      }),
    end: async (signal) => {
      child.kill(signal)
      return ended
    },
    ended,
  }
}
