import { watch } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Refusal } from '../errors.ts'
import type { Entry } from '../playbook/entry.ts'
import { type Fault, faultLine } from '../playbook/faults.ts'
import { type Playbook, readPlaybook } from '../playbook/load.ts'
import { inLanguage } from '../playbook/localised.ts'
import type { Body, Office } from '../playbook/office.ts'
import { advise, type Card } from './advise.ts'
import { type Decision, decide } from './decide.ts'
import { directorySearch } from './directory.ts'
import { beginLearning, type Learning } from './learn/learning.ts'
import { giveMemoryBack } from './learn/memory.ts'
import { shelf } from './learn/shelf.ts'
import { groundwork, type Match, type Matcher } from './match.ts'

/** Something to choose in a clarification. */
export interface Choice {
  readonly id: string
  readonly title: string
}

/** What the assistant says to a message. */
export type Answer =
  | { readonly kind: 'answer'; readonly card: Card; readonly entries: readonly string[]; readonly alarms: readonly string[] }
  | { readonly kind: 'clarify'; readonly language: string; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'unknown'
      readonly language: string
      readonly nearest: readonly Choice[]
      readonly contact: { readonly name: string; readonly telephone: string } | undefined
    }

/** What happens while people ask, for whoever shows it. */
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

/** What to compose a card from, when it is known already: ids of entries (the leading one first) and of alarms. */
export interface Found {
  readonly entries: readonly string[]
  readonly alarms: readonly string[]
  /** What happened, where it is still known: tells the reasons and the body to send somebody to. */
  readonly text?: string | undefined
  readonly language: string
}

/** The way from a description to advice: a playbook in use, and what was learnt from it. */
export interface Guide {
  readonly ask: (text: string, settings?: AskSettings) => Answer
  /** The advice of an entry that somebody chose. */
  readonly open: (id: string, text: string, language?: string) => Answer | undefined
  /** The card of what was found before; entries that the playbook no longer has are left out. */
  readonly compose: (found: Found) => Card
  /** The language that a text is written in, of those of the playbook. */
  readonly languageOf: (text: string) => string
  /** Bodies of the directory that handle a topic, best first, at most three. */
  readonly bodies: (topic: string) => readonly Body[]
  readonly match: (text: string, language?: string) => { readonly match: Match; readonly decision: Decision }
  readonly playbook: () => Playbook
  /** Whether the full model answers; until then the quick one does, which asks more often. */
  readonly learntInFull: () => boolean
  /** Resolves when no more is being learnt; rejects when the full model could not be learnt. */
  readonly learnt: Promise<void>
  readonly close: () => Promise<void>
}

export interface GuideSettings {
  /** Folder of the playbook. */
  readonly playbooks: string
  /** Folder for what was learnt. */
  readonly data: string
  /** Language of texts in the playbook that name none. */
  readonly plainLanguage?: string
  readonly news?: (news: News) => void
  /**
   * `quick`: answer at once and learn no more than that (the full model is used where it was learnt before);
   * `quick-then-full`: answer at once, and better as soon as the full model is learnt; `full`: wait for the full model.
   */
  readonly study?: 'quick' | 'quick-then-full' | 'full'
  /** Make ready for many who ask at once, before anybody does: takes half a second longer. */
  readonly thorough?: boolean
  /** Read the playbook again when its files change. */
  readonly watching?: boolean
}

/** Examples of each entry that are matched before the first message, so that it is answered as fast as the thousandth. */
const warmUp = 3

/** Milliseconds after the quick model before the full one is learnt, on every core: the first answer goes before. */
const leisure = 1_000

/** Milliseconds of quiet after a change before the playbook is read again: editors write in several steps. */
const quiet = 300

/**
 * Reads the playbook and learns it.
 * @throws Refusal when the playbook cannot be used, with every fault in the message
 */
export async function openGuide({
  playbooks,
  data,
  plainLanguage,
  news = () => {},
  study = 'quick-then-full',
  thorough = false,
  watching = false,
}: GuideSettings): Promise<Guide> {
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
  let searched: { readonly office: Office; readonly search: ReturnType<typeof directorySearch> } | undefined
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
  const useFull = async (after = 0) => {
    if (after > 0) await wait(after, undefined, { ref: false })
    if (closed || learning !== begun) return
    const model = await begun.full()
    if (learning !== begun) return
    matcher = ground.matcher(model)
    inFull = true
    if (!begun.remembered) news({ kind: 'learnt' })
  }
  if (study === 'full') await useFull()
  else matcher = ground.matcher(begun.quick())
  if (study === 'full' || thorough)
    for (const entry of playbook.entries)
      for (const examples of Object.values(entry.examples)) for (const text of examples.slice(0, warmUp)) ask(text)
  if (thorough) giveMemoryBack()
  const learnt = study === 'quick-then-full' ? useFull(begun.remembered ? 0 : leisure) : Promise.resolve()
  learnt
    .then(() => {
      if (!(thorough && begun.remembered)) setTimeout(giveMemoryBack, leisure).unref()
    })
    .catch((error: unknown) => {
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

  function entryOf(id: string): Entry | undefined {
    return playbook.entries.find((entry) => entry.id === id)
  }
  function titled(ids: readonly { id: string }[], language: string): Choice[] {
    return ids.flatMap(({ id }) => ({ id, title: inLanguage(entryOf(id)?.title ?? {}, language) ?? id }))
  }

  function compose(
    { entries: ids, alarms, text, language }: Found,
    match = text === undefined ? undefined : matcher(text),
  ): Card {
    const { office } = playbook
    const entries = ids.flatMap((id) => entryOf(id) ?? [])
    const because = entries.flatMap(({ id }, at) => match?.because(id).slice(0, at === 0 ? 2 : 1) ?? [])
    return advise({
      language,
      entries,
      alarms: alarms.flatMap((id) => playbook.alarms.find((alarm) => alarm.id === id) ?? []),
      because: [...new Set(because)],
      office,
      bodies: text !== undefined && ids.includes('out-of-jurisdiction') ? bodies(text) : [],
    })
  }

  function bodies(topic: string): Body[] {
    const { office } = playbook
    if (office === undefined) return []
    if (searched?.office !== office) searched = { office, search: directorySearch(office) }
    return searched.search(topic)
  }

  function answer(match: Match, entries: readonly string[], text: string, language: string): Answer {
    const alarms = match.raised.map(({ alarm }) => alarm.id)
    return { kind: 'answer', entries, alarms, card: compose({ entries, alarms, text, language }, match) }
  }

  function ask(text: string, { language: wanted, clarified = false }: AskSettings = {}): Answer {
    const match = matcher(text, wanted)
    const decision = decide(match, { clarified })
    const { language } = match
    switch (decision.kind) {
      case 'answer':
        return answer(
          match,
          decision.entries.map(({ id }) => id),
          text,
          language,
        )
      case 'clarify':
        return { kind: 'clarify', language, choices: titled(decision.choices, language) }
      case 'unknown': {
        const contact = playbook.office?.contacts['supervisor']
        return {
          kind: 'unknown',
          language,
          nearest: titled(decision.nearest, language),
          contact: contact && { name: inLanguage(contact.name, language) ?? '', telephone: contact.telephone },
        }
      }
    }
  }

  return {
    ask,
    open: (id, text, wanted) => {
      if (!entryOf(id)) return undefined
      const match = matcher(text, wanted)
      return answer(match, [id], text, match.language)
    },
    compose: (found) => compose(found),
    languageOf: (text) => matcher(text).language,
    bodies,
    match: (text, language) => {
      const match = matcher(text, language)
      return { match, decision: decide(match) }
    },
    playbook: () => playbook,
    learntInFull: () => inFull,
    learnt,
    close: async () => {
      closed = true
      clearTimeout(due)
      watcher?.close()
      await learning.stop()
    },
  }
}
