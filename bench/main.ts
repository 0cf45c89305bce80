import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Guide, openGuide } from '#engine'
import { chance } from '../src/guidance/learn/chance.ts'
import { settingsFrom } from '../src/settings.ts'
import { postgresPrograms, startPostgres } from '../test/helpers/postgres.ts'
import { type Crashes, crash } from './crash.ts'
import { measureDesk } from './desk.ts'
import { measureLearners } from './learners.ts'
import { messages } from './messages.ts'
import { comparePeers } from './peers.ts'
import { measure, printQuality } from './quality.ts'
import { largePlaybook, matchTimes, measureSpeed } from './speed.ts'
import { quantile, table } from './table.ts'
import { measureTraining } from './training.ts'

const known = ['quality', 'speed', 'scale', 'peers', 'desk', 'crash', 'learners', 'training'] as const
/** Parts that look at the guide by itself. */
const ofGuide = ['quality', 'speed', 'scale', 'peers', 'training']
const languages = ['en', 'es']
const asked = process.argv.slice(2)
const parts = asked.length > 0 ? asked : known
for (const part of asked)
  if (!(known as readonly string[]).includes(part)) {
    process.stderr.write(`no part "${part}"; expected some of ${known.join(', ')}, or nothing for all\n`)
    process.exit(2)
  }

if (parts.includes('desk')) await measureDesk()
if (parts.includes('crash')) await measureCrashes()
if (parts.includes('learners')) measureLearners()
if (parts.some((part) => ofGuide.includes(part))) await measureGuide()

async function measureGuide(): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'ventanilla-bench-'))
  try {
    const start = performance.now()
    const guide = await openGuide({ ...settingsFrom(process.env), data, study: 'full' })
    const learning = (performance.now() - start) / 1_000
    if (parts.includes('quality')) printQuality(languages.map((language) => measure(guide, language)))
    if (parts.includes('speed')) await measureSpeed(guide, data, learning)
    if (parts.includes('scale')) await measureScale(guide, data, learning)
    if (parts.includes('training')) await measureTraining(guide)
    if (parts.includes('peers')) await comparePeers(guide, languages)
    await guide.close()
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

/** Cases while the desk is killed in the middle of logging them: 200 times on SQLite, 50 on PostgreSQL. */
async function measureCrashes(): Promise<void> {
  const rows: (string | number)[][] = []
  const add = (name: string, { cycles, sent, acknowledged, again, found, lost, doubled, withoutEvent }: Crashes) =>
    rows.push([name, cycles, sent, acknowledged, again, found, lost, doubled, withoutEvent])
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-bench-'))
  add('SQLite', await crash(join(folder, 'ventanilla.db'), 200))
  rmSync(folder, { recursive: true, force: true })
  if (postgresPrograms() === undefined) process.stderr.write('PostgreSQL is not installed: its part is left out.\n')
  else {
    const server = await startPostgres({ durable: true })
    add('PostgreSQL', await crash(server.address, 50))
    server.stop()
  }
  table(
    'Cases logged while the desk was killed (SIGKILL)',
    ['', 'kills', 'forms', 'acknowledged', 'handed in again', 'written before', 'lost', 'doubled', 'without event'],
    rows,
  )
}

/** How a match grows with the playbook. */
async function measureScale(guide: Guide, data: string, learning: number): Promise<void> {
  const texts = messages('en').labelled.map(({ text }) => text)
  const words = guide.playbook().entries.flatMap(({ examples }) => (examples['en'] ?? []).flatMap((text) => text.split(/\s+/)))
  const row = (entries: number, seconds: number, times: readonly number[]) => [
    entries,
    seconds.toFixed(1),
    quantile(times, 0.5).toFixed(2),
    quantile(times, 0.99).toFixed(2),
  ]
  const rows = [row(guide.playbook().entries.length, learning, matchTimes(guide, texts))]
  for (const entries of [1_000, 10_000]) {
    const folder = join(data, `entries-${entries}`)
    largePlaybook(folder, entries, words, chance(7))
    const start = performance.now()
    const large = await openGuide({ playbooks: folder, data, study: 'full' })
    rows.push(row(entries, (performance.now() - start) / 1_000, matchTimes(large, texts)))
    await large.close()
    rmSync(folder, { recursive: true, force: true })
  }
  table(
    'Growth with the playbook (beyond 400 entries: five examples each)',
    ['entries', 'ready after, s', 'match median, ms', '99th percentile, ms'],
    rows,
  )
}
