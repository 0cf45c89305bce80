import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Guide } from '#engine'
import { messages } from './messages.ts'
import { quantile, table } from './table.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const rounds = 5

/** Starts the program, sends it lines, and tells the milliseconds to its first line of output, and its memory then and at rest. */
async function firstAnswer(
  words: readonly string[],
  line: string,
  data: string,
): Promise<{ ms: number; restMb: number | undefined }> {
  const start = performance.now()
  const child = spawn(process.execPath, [main, ...words], {
    env: { ...process.env, VENTANILLA_DATA: data },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  child.stdin.write(`${line}\n`)
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it answered`)))
  })
  const ms = performance.now() - start
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  const status = process.platform === 'linux' ? readFileSync(`/proc/${child.pid}/status`, 'utf8') : ''
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1]
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.stdin.end()
  child.kill('SIGTERM')
  await gone
  return { ms, restMb: kilobytes === undefined ? undefined : Number(kilobytes) / 1_024 }
}

/** How long the user waits, and what it costs. `data` holds the learnt model. */
export async function measureSpeed(guide: Guide, data: string, learningSeconds: number): Promise<void> {
  const situation = 'man, third visit this month, banging the table, wants the director'
  const cold: number[] = []
  for (let round = 0; round < rounds; round++) {
    const empty = mkdtempSync(join(tmpdir(), 'ventanilla-bench-'))
    cold.push((await firstAnswer([], situation, empty)).ms)
    rmSync(empty, { recursive: true, force: true })
  }
  const cached: { ms: number; restMb: number | undefined }[] = []
  for (let round = 0; round < rounds; round++) cached.push(await firstAnswer([], situation, data))
  const times = matchTimes(
    guide,
    ['en', 'es'].flatMap((language) => messages(language).labelled.map(({ text }) => text)),
  )
  const rest = cached.flatMap(({ restMb }) => restMb ?? [])
  table(
    'Speed',
    ['', 'median', 'worst'],
    [
      ['start to first answer, nothing learnt yet, ms', quantile(cold, 0.5).toFixed(0), Math.max(...cold).toFixed(0)],
      [
        'start to first answer, learnt before, ms',
        quantile(
          cached.map(({ ms }) => ms),
          0.5,
        ).toFixed(0),
        Math.max(...cached.map(({ ms }) => ms)).toFixed(0),
      ],
      ['learning in full, both languages, s', learningSeconds > 0 ? learningSeconds.toFixed(1) : 'was learnt before', ''],
      [
        'memory at rest, MB',
        rest.length > 0 ? quantile(rest, 0.5).toFixed(0) : 'unknown here',
        rest.length > 0 ? Math.max(...rest).toFixed(0) : '',
      ],
    ],
  )
  table(
    'A match, ms',
    ['', 'median', '99th percentile'],
    [[`${times.length} blind messages`, quantile(times, 0.5).toFixed(2), quantile(times, 0.99).toFixed(2)]],
  )
}

/** Milliseconds of each match, after a round to warm up. */
export function matchTimes(guide: Guide, texts: readonly string[]): number[] {
  for (const text of texts) guide.match(text)
  return texts.map((text) => {
    const start = performance.now()
    guide.match(text)
    return performance.now() - start
  })
}

/** Writes a playbook of so many entries with five examples each, made of the words of real examples. */
export function largePlaybook(folder: string, entries: number, words: readonly string[], random: () => number): void {
  mkdirSync(folder, { recursive: true })
  const some = (count: number) => Array.from({ length: count }, () => words[Math.floor(random() * words.length)] ?? '')
  for (let entry = 0; entry < entries; entry++) {
    const own = some(4)
    const examples = Array.from({ length: 5 }, () => [...some(5 + Math.floor(random() * 9)), ...own.slice(0, 2)].join(' '))
    writeFileSync(
      join(folder, `entry-${entry}.yaml`),
      `title: ${JSON.stringify(own.join(' '))}\nexamples: ${JSON.stringify(examples)}\n`,
    )
  }
}
