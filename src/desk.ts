import { watch } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from './errors.ts'
import { advise, type Card } from './guidance/advise.ts'
import { type Decision, decide } from './guidance/decide.ts'
import { directorySearch } from './guidance/directory.ts'
import { beginLearning, type Learning } from './guidance/learn/learning.ts'
import { shelf } from './guidance/learn/shelf.ts'
import { groundwork, type Match, type Matcher } from './guidance/match.ts'
import { reviewExamples } from './guidance/review.ts'
import { inspect } from './playbook/check.ts'
import type { Entry } from './playbook/entry.ts'
import { type Fault, faultLine } from './playbook/faults.ts'
import { type Playbook, readPlaybook } from './playbook/load.ts'
import { inLanguage } from './playbook/localised.ts'
import type { Settings } from './settings.ts'

/** Something to choose in a clarification. */
export interface Choice {
  readonly id: string
  readonly title: string
}

/** What the assistant says to a message. */
export type Answer =
  | { readonly kind: 'answer'; readonly card: Card; readonly entries: readonly string[] }
  | { readonly kind: 'clarify'; readonly language: string; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'unknown'
      readonly language: string
      readonly nearest: readonly Choice[]
      readonly contact: { readonly name: string; readonly telephone: string } | undefined
    }

/** What happens behind the desk, for whoever shows it. */
export type News =
  | { readonly kind: 'learning'; readonly share: number }
  | { readonly kind: 'learnt' }
  | { readonly kind: 'playbook-changed' }
  | { readonly kind: 'playbook-faulty'; readonly faults: readonly Fault[] }
  | { readonly kind: 'trouble'; readonly message: string }

export interface AskSettings {
  readonly language?: string | undefined
  /** True when the message answers a clarification: then there is no second one. */
  readonly clarified?: boolean
}

/** The one place where parts meet: a playbook in use, what was learnt from it, and the turns that people can take. */
export interface Desk {
  readonly ask: (text: string, settings?: AskSettings) => Answer
  /** The advice of an entry that somebody chose. */
  readonly open: (id: string, text: string, language?: string) => Answer | undefined
  readonly match: (text: string, language?: string) => { readonly match: Match; readonly decision: Decision }
  readonly playbook: () => Playbook
  /** Whether the full model answers; until then the quick one does, which asks more often. */
  readonly learntInFull: () => boolean
  /** Messages so far that the playbook had nothing on. */
  readonly misses: () => number
  /** Resolves when no more is being learnt; rejects when the full model could not be learnt. */
  readonly learnt: Promise<void>
  readonly close: () => Promise<void>
}

export interface DeskSettings extends Pick<Settings, 'playbooks' | 'data'> {
  /** Language of texts in the playbook that name none. */
  readonly plainLanguage?: string
  readonly news?: (news: News) => void
  /**
   * `quick`: answer at once and learn no more than that (the full model is used where it was learnt before);
   * `quick-then-full`: answer at once, and better as soon as the full model is learnt; `full`: wait for the full model.
   */
  readonly study?: 'quick' | 'quick-then-full' | 'full'
  /** Read the playbook again when its files change. */
  readonly watching?: boolean
}

/** Examples of each entry that are matched before the first message, so that it is answered as fast as the thousandth. */
const warmUp = 3

/** Milliseconds of quiet after a change before the playbook is read again: editors write in several steps. */
const quiet = 300

/**
 * Opens the desk: reads the playbook and learns it.
 * @throws Refusal when the playbook cannot be used, with every fault in the message
 */
export async function openDesk({
  playbooks,
  data,
  plainLanguage,
  news = () => {},
  study = 'quick-then-full',
  watching = false,
}: DeskSettings): Promise<Desk> {
  const read = () => readPlaybook(playbooks, plainLanguage === undefined ? {} : { language: plainLanguage })
  const models = shelf(join(data, 'models'))
  const first = read()
  if (!first.playbook)
    throw new Refusal('playbook', `The playbook in ${playbooks} cannot be used:\n${first.faults.map(faultLine).join('\n')}`)

  let playbook = first.playbook
  let matcher: Matcher = () => {
    throw new Error('asked before anything was learnt')
  }
  let learning: Learning
  let misses = 0
  let closed = false

  function learn(from: Playbook) {
    const ground = groundwork(from)
    return {
      ground,
      begun: beginLearning(ground.lesson, {
        shelf: models,
        told: (share) => news({ kind: 'learning', share }),
        unkept: (error) => news({ kind: 'trouble', message: `what was learnt could not be kept: ${String(error)}` }),
      }),
    }
  }

  const { ground, begun } = learn(playbook)
  learning = begun
  let inFull = begun.remembered
  const useFull = async () => {
    const model = await begun.full()
    if (learning !== begun) return
    matcher = ground.matcher(model)
    inFull = true
    if (!begun.remembered) news({ kind: 'learnt' })
  }
  if (study === 'full') {
    await useFull()
    for (const entry of playbook.entries)
      for (const examples of Object.values(entry.examples)) for (const text of examples.slice(0, warmUp)) matcher(text)
  } else matcher = ground.matcher(begun.quick())
  const learnt = study === 'quick-then-full' ? useFull() : Promise.resolve()
  learnt.catch((error: unknown) => {
    if (!closed) news({ kind: 'trouble', message: `learning failed: ${String(error)}` })
  })

  async function readAgain(): Promise<void> {
    const next = read()
    if (!next.playbook) return news({ kind: 'playbook-faulty', faults: next.faults })
    if (next.playbook.hash === playbook.hash) return
    const changed = next.playbook
    const { ground, begun } = learn(changed)
    const before = learning
    learning = begun
    try {
      const model = await begun.full()
      if (learning !== begun) return
      playbook = changed
      matcher = ground.matcher(model)
      inFull = true
      news({ kind: 'playbook-changed' })
    } catch (error) {
      if (!closed && learning === begun) {
        learning = before
        news({ kind: 'trouble', message: `the changed playbook could not be learnt: ${String(error)}` })
      }
    } finally {
      if (before !== learning) await before.stop()
    }
  }

  let due: NodeJS.Timeout | undefined
  const watcher = watching
    ? watch(playbooks, { recursive: true }, () => {
        clearTimeout(due)
        due = setTimeout(() => void readAgain(), quiet)
      })
    : undefined
  watcher?.on('error', (error) =>
    news({ kind: 'trouble', message: `changes of the playbook are no longer noticed: ${error.message}` }),
  )

  const entryOf = (id: string): Entry | undefined => playbook.entries.find((entry) => entry.id === id)
  const titled = (ids: readonly { id: string }[], language: string): Choice[] =>
    ids.flatMap(({ id }) => ({ id, title: inLanguage(entryOf(id)?.title ?? {}, language) ?? id }))

  function card(match: Match, ids: readonly string[], text: string, language: string): Answer {
    const { office } = playbook
    const entries = ids.flatMap((id) => entryOf(id) ?? [])
    const bodies = office && ids.includes('out-of-jurisdiction') ? directorySearch(office)(text) : []
    const because = entries.flatMap(({ id }, at) => match.because(id).slice(0, at === 0 ? 2 : 1))
    return {
      kind: 'answer',
      entries: ids,
      card: advise({
        language,
        entries,
        alarms: match.raised.map(({ alarm }) => alarm),
        because: [...new Set(because)],
        office,
        bodies,
      }),
    }
  }

  return {
    ask: (text, { language: wanted, clarified = false } = {}) => {
      const match = matcher(text, wanted)
      const decision = decide(match, { clarified })
      const { language } = match
      switch (decision.kind) {
        case 'answer':
          return card(
            match,
            decision.entries.map(({ id }) => id),
            text,
            language,
          )
        case 'clarify':
          return { kind: 'clarify', language, choices: titled(decision.choices, language) }
        case 'unknown': {
          misses++
          const contact = playbook.office?.contacts['supervisor']
          return {
            kind: 'unknown',
            language,
            nearest: titled(decision.nearest, language),
            contact: contact && { name: inLanguage(contact.name, language) ?? '', telephone: contact.telephone },
          }
        }
      }
    },
    open: (id, text, wanted) => {
      if (!entryOf(id)) return undefined
      const match = matcher(text, wanted)
      return card(match, [id], text, match.language)
    },
    match: (text, language) => {
      const match = matcher(text, language)
      return { match, decision: decide(match) }
    },
    playbook: () => playbook,
    learntInFull: () => inFull,
    misses: () => misses,
    learnt,
    close: async () => {
      closed = true
      clearTimeout(due)
      watcher?.close()
      await learning.stop()
    },
  }
}

/** Everything wrong, or worth a look, in a playbook folder: faults of files, faults between files, and warnings. `today` is a date such as 2026-11-23. */
export function checkPlaybook(
  playbooks: string,
  today: string,
): { readonly entries: number; readonly examples: number; readonly faults: readonly Fault[] } {
  const reading = readPlaybook(playbooks)
  const found = [...reading.faults, ...inspect(reading, today)]
  if (found.every(({ severity }) => severity === 'warning')) found.push(...reviewExamples(reading))
  const entries = reading.playbook?.entries ?? []
  const examples = entries.reduce(
    (sum, entry) => sum + Object.values(entry.examples).reduce((all, list) => all + list.length, 0),
    0,
  )
  const order = (fault: Fault) => `${fault.severity} ${fault.file}`
  return {
    entries: entries.length,
    examples,
    faults: found.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : a.line - b.line)),
  }
}
