import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../src/store/database.ts'

/** What became of the cases that were logged while the desk was killed again and again. */
export interface Crashes {
  readonly cycles: number
  /** Forms handed in, each with a draft of its own. */
  readonly sent: number
  /** Cases whose number a person was told. */
  readonly acknowledged: number
  /** Forms without an answer when the desk died: handed in again after the restart, as a person would. */
  readonly again: number
  /** Of those, cases that had been written although nobody was told. */
  readonly found: number
  readonly lost: number
  readonly doubled: number
  /** Cases without exactly one event of their opening. */
  readonly withoutEvent: number
}

const program = fileURLToPath(new URL('deskProcess.ts', import.meta.url))
/** Forms on their way at the same time. */
const atOnce = 8
/** Milliseconds after its first answer within which the desk is killed. */
const shortest = 5
const longest = 120

const playbook = `title: Lost library card\nexamples:\n  - reader lost her card on the bus\n  - needs a new card, the old one is gone\n  - card stolen with the handbag\n  - cannot find his card anywhere\n`
const other = `title: Overdue book\nexamples:\n  - book three months overdue\n  - he brings the novel back late\n  - how much is the late fee\n  - returns an atlas that was due in spring\n`

/** Logs cases at a desk and kills its process (SIGKILL) in the middle of it, so many times. */
export async function crash(database: string, cycles: number, chance: () => number = Math.random): Promise<Crashes> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-crash-'))
  const playbooks = join(folder, 'playbooks')
  mkdirSync(playbooks)
  writeFileSync(join(playbooks, 'lost-card.yaml'), playbook)
  writeFileSync(join(playbooks, 'late-book.yaml'), other)
  const told = new Map<string, string>()
  const waiting = new Set<string>()
  let [sent, again, found] = [0, 0, 0]
  try {
    for (let cycle = 0; cycle <= cycles; cycle++) {
      const desk = await startDesk([playbooks, folder, database])
      const open = [...waiting]
      again += open.length
      const dying = cycle < cycles
      let doomed = false
      await new Promise<void>((resolve) => {
        const send = (draft: string) => desk.send(submission(draft))
        const fresh = () => {
          const draft = randomUUID()
          waiting.add(draft)
          sent++
          send(draft)
        }
        desk.heard = (draft, text) => {
          const number = /\d{4}-\d{4,}/.exec(text)?.[0]
          if (number === undefined) return
          if (open.includes(draft) && text.includes('already')) found++
          told.set(draft, number)
          waiting.delete(draft)
          if (dying) {
            fresh()
            if (!doomed) setTimeout(resolve, shortest + chance() * (longest - shortest))
            doomed = true
          }
          if (!dying && waiting.size === 0) resolve()
        }
        for (const draft of open) send(draft)
        if (dying) while (waiting.size < atOnce) fresh()
        else if (open.length === 0) resolve()
      })
      desk.child.kill('SIGKILL')
      await once(desk.child, 'exit')
    }
    return { cycles, sent, acknowledged: told.size, again, found, ...(await count(database, told)) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Desk {
  readonly child: ChildProcess
  readonly send: (line: string) => void
  heard: (draft: string, text: string) => void
}

async function startDesk(words: readonly string[]): Promise<Desk> {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.on('error', () => {})
  const desk: Desk = { child, send: (line) => child.stdin.write(`${line}\n`), heard: () => {} }
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the desk ended with ${code} at its start`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { ready, id, reply } = JSON.parse(line) as { ready?: boolean; id?: string; reply?: { title?: string } }
      if (ready) resolve()
      else desk.heard(id?.split(' ')[1] ?? '', reply?.title ?? '')
    })
  })
  return desk
}

/** A form as a person hands it in; each time it is an event of its own. */
function submission(draft: string): string {
  return JSON.stringify({
    kind: 'submit',
    id: `${randomUUID()} ${draft}`,
    actor: { platform: 'slack', account: 'U1', name: 'Ana', standing: 'member', groups: [], locale: 'en-GB' },
    place: 'window',
    at: new Date().toISOString(),
    token: `v1:save:${draft}`,
    values: { matter: 'pension papers', told: '', demand: '', answered: '', step: 'log.ownCall' },
  })
}

async function count(
  database: string,
  told: ReadonlyMap<string, string>,
): Promise<Pick<Crashes, 'lost' | 'doubled' | 'withoutEvent'>> {
  const db = await openDatabase(database)
  const cases = await db.selectFrom('cases').select(['id', 'draft', 'year', 'running']).execute()
  const events = await db.selectFrom('case_events').select('case_id').where('kind', '=', 'opened').execute()
  await db.destroy()
  const numbers = new Map(cases.map(({ draft, year, running }) => [draft, `${year}-${String(running).padStart(4, '0')}`]))
  const perCase = Map.groupBy(events, ({ case_id }) => case_id)
  return {
    lost: [...told].filter(([draft, number]) => numbers.get(draft) !== number).length,
    doubled: cases.length - numbers.size + (numbers.size - new Set(numbers.values()).size),
    withoutEvent: cases.filter(({ id }) => perCase.get(id)?.length !== 1).length,
  }
}
