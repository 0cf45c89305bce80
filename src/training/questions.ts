import type { Playbook } from '../playbook/load.ts'
import type { Database } from '../store/database.ts'
import { bringUp } from './carry.ts'
import { questionsOf } from './catalogue.ts'
import { allChoices, alsoRight, type Rank } from './choices.ts'
import type { Question } from './question.ts'

/** The questions of the playbook in use, as it changes. */
export interface Questions {
  /** What people remember follows the playbook before anybody is asked from it. */
  readonly ready: () => Promise<void>
  /** The language that somebody is asked in: theirs, where the playbook has questions in it. */
  readonly languageFor: (language: string) => string
  /** The questions in a language of the playbook, by their ids. */
  readonly of: (language: string) => ReadonlyMap<string, Question>
  /** All of them, in every language. */
  readonly all: () => readonly Question[]
  /** Whether a question has something wrong to choose beside its answer: small playbooks have not. */
  readonly isAskable: (question: Question) => boolean
}

export interface QuestionsSettings {
  readonly db: Database
  readonly playbook: () => Playbook
  readonly rank: Rank
  readonly clock: () => Date
}

/** Entries that one keeps apart from itself, at most in practice. */
const mostApart = 10
/** Milliseconds after which a process looks whether another one brought the records elsewhere. */
const betweenChecks = 60_000

export function questionsIn({ db, playbook, rank, clock }: QuestionsSettings): Questions {
  const catalogues = new WeakMap<Playbook, Map<string, ReadonlyMap<string, Question>>>()
  const askable = new WeakSet<Question>()
  let broughtUp: Promise<void> | undefined
  let checked = 0
  let inUse = { hash: playbook().hash, since: clock() }

  /** Languages of the office, then others that entries are written in. */
  const languages = (): readonly string[] => {
    const { office, languages } = playbook()
    return [...new Set([...(office?.languages ?? []), ...languages])]
  }

  function of(language: string): ReadonlyMap<string, Question> {
    const from = playbook()
    const inPlaybook = catalogues.get(from) ?? new Map<string, ReadonlyMap<string, Question>>()
    catalogues.set(from, inPlaybook)
    const found = inPlaybook.get(language) ?? new Map(questionsOf(from, language).map((one) => [one.id, one]))
    inPlaybook.set(language, found)
    return found
  }

  const all = () => languages().flatMap((language) => [...of(language).values()])

  return {
    of,
    all,
    languageFor: (language) => [language, ...languages()].find((one) => [...of(one).values()].some(isAskable)) ?? language,
    isAskable,
    ready: () => {
      const { hash } = playbook()
      const now = clock()
      if (inUse.hash !== hash) inUse = { hash, since: now }
      else if (broughtUp && Math.abs(now.getTime() - checked) < betweenChecks) return broughtUp
      checked = now.getTime()
      broughtUp = bringUp(db, all(), hash, inUse.since, now).catch((error: unknown) => {
        broughtUp = undefined
        throw error
      })
      return broughtUp
    },
  }

  function isAskable(question: Question): boolean {
    if (askable.has(question)) return true
    // Where entries are many, some are surely unlikely: no message has to be read for that.
    const many = playbook().entries.length > 1 / alsoRight + mostApart
    const is = question.kind === 'scene' || allChoices(question, playbook(), many ? () => [] : rank).wrong.length > 0
    // What cannot be asked yet may be once the playbook is learnt in full.
    if (is) askable.add(question)
    return is
  }
}
