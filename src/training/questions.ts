import type { Playbook } from '../playbook/load.ts'
import type { Database } from '../store/database.ts'
import { bringUp } from './carry.ts'
import { questionsOf } from './catalogue.ts'
import { allChoices, type Rank } from './choices.ts'
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

export function questionsIn({ db, playbook, rank, clock }: QuestionsSettings): Questions {
  const catalogues = new WeakMap<Playbook, Map<string, ReadonlyMap<string, Question>>>()
  const askable = new WeakMap<Question, boolean>()
  let broughtUp: Promise<void> | undefined
  let revision: string | undefined

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
    languageFor: (language) => [language, ...languages()].find((one) => of(one).size > 0) ?? language,
    isAskable: (question) => {
      const known = askable.get(question)
      if (known !== undefined) return known
      const is = question.kind === 'scene' || allChoices(question, playbook(), rank).wrong.length > 0
      askable.set(question, is)
      return is
    },
    ready: () => {
      const { hash } = playbook()
      if (revision !== hash) {
        revision = hash
        broughtUp = bringUp(db, all(), hash, clock()).catch((error: unknown) => {
          revision = undefined
          throw error
        })
      }
      return broughtUp ?? Promise.resolve()
    },
  }
}
