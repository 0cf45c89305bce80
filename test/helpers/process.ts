import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export interface Finished {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

export interface Running {
  readonly write: (text: string | Uint8Array) => void
  readonly end: () => void
  /** Resolves when the output holds the text. */
  readonly says: (text: string | RegExp) => Promise<string>
  readonly kill: (signal: NodeJS.Signals) => void
  readonly finished: Promise<Finished>
}

/** Starts the real program as a user would, in a folder. */
export function start(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  folder = process.cwd(),
): Running {
  const child = spawn(process.execPath, [main, ...words], { cwd: folder, env: { ...process.env, NO_COLOR: '', ...environment } })
  let output = ''
  let errors = ''
  const waiting = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    for (const look of waiting) look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  child.stdin.on('error', () => {})
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output, errors }))
  })
  return {
    write: (text) => child.stdin.write(text),
    end: () => child.stdin.end(),
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (typeof text === 'string' ? output.includes(text) : text.test(output)) {
            waiting.delete(look)
            resolve(output)
          }
        }
        waiting.add(look)
        finished.then(() => reject(new Error(`ended before it said ${String(text)}: ${output}${errors}`)), reject)
        look()
      }),
    kill: (signal) => child.kill(signal),
    finished,
  }
}

/** Runs the program to its end with this standard input. */
export async function run(
  words: readonly string[],
  input: string | Uint8Array = '',
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const running = start(words, environment)
  running.write(input)
  running.end()
  return running.finished
}
