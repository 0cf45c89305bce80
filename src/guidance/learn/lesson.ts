import type { Playbook } from '../../playbook/load.ts'
import type { Phrase } from '../words/phrases.ts'

/** What a message can turn out to be about: an entry, or nothing that the playbook covers. */
export interface Subject {
  readonly kind: 'entry' | 'outside'
  /** Id of the entry; empty for `outside`. */
  readonly id: string
}

/** What the lookout learns beside the subjects: 0 is no danger, then the alarms from 1 on. */
export interface Dangers {
  /** Ids of the alarms. */
  readonly alarms: readonly string[]
  /** The danger of each subject: safety entries are dangers. */
  readonly ofSubject: readonly number[]
  /** Messages of the dangers' own, and messages that only sound like one. */
  readonly texts: readonly { readonly text: string; readonly danger: number }[]
}

export interface LessonText {
  readonly text: string
  readonly language: string
  /** Place in `subjects`. */
  readonly subject: number
}

/** All that the engine learns from a playbook, as plain data: it travels to threads and decides the key of what was learnt. */
export interface Lesson {
  readonly subjects: readonly Subject[]
  readonly texts: readonly LessonText[]
  /** The default language first. */
  readonly languages: readonly string[]
  /** Phrases and the concept that each means. */
  readonly phrases: readonly (readonly [Phrase, string])[]
  readonly dangers: Dangers
  /** Meanings and the words that share them. */
  readonly meanings: readonly (readonly [string, readonly string[]])[]
}

/**
 * The lesson in a playbook: examples and titles of every entry, what lies outside, and for the lookout the dangers. "Outside" is a subject even without a single text: what resembles no example then falls to it (measured: it
 * tells outside messages from others better than any score of the entries does).
 */
export function lessonOf(playbook: Playbook): Lesson {
  const subjects: Subject[] = playbook.entries.map(({ id }) => ({ kind: 'entry', id }))
  const texts: LessonText[] = []
  const tell = (subject: number, language: string, list: readonly string[]) => {
    for (const text of list) texts.push({ text, language, subject })
  }
  playbook.entries.forEach((entry, subject) => {
    for (const [language, title] of Object.entries(entry.title)) tell(subject, language, [title])
    for (const [language, examples] of Object.entries(entry.examples)) tell(subject, language, examples)
  })
  const outside = subjects.push({ kind: 'outside', id: '' }) - 1
  for (const [language, list] of Object.entries(playbook.outOfScope)) tell(outside, language, list)
  const phrases = Object.values(playbook.lexicon).flatMap((concepts) =>
    Object.entries(concepts).flatMap(([concept, list]) => list.map((phrase) => [phrase, concept] as const)),
  )
  return {
    subjects,
    texts,
    dangers: dangersOf(playbook, subjects),
    languages: playbook.languages,
    phrases,
    meanings: Object.entries(playbook.thesaurus),
  }
}

function dangersOf({ alarms, entries, harmless }: Playbook, subjects: readonly Subject[]): Dangers {
  const safety = new Set(entries.filter((entry) => entry.safety).map(({ id }) => id))
  return {
    alarms: alarms.map(({ id }) => id),
    ofSubject: subjects.map(({ id }) => (safety.has(id) ? alarms.findIndex(({ entry }) => entry === id) + 1 : 0)),
    texts: [
      ...alarms.flatMap(({ examples }, at) =>
        Object.values(examples)
          .flat()
          .map((text) => ({ text, danger: at + 1 })),
      ),
      ...Object.values(harmless)
        .flat()
        .map((text) => ({ text, danger: 0 })),
    ],
  }
}

/** A smaller lesson: at most so many texts of each subject and language, spread evenly over them. */
export function shortened(lesson: Lesson, most: number): Lesson {
  const counts = new Map<string, number>()
  const key = ({ subject, language }: LessonText) => `${subject} ${language}`
  for (const text of lesson.texts) counts.set(key(text), (counts.get(key(text)) ?? 0) + 1)
  const met = new Map<string, number>()
  const texts = lesson.texts.filter((text) => {
    const total = counts.get(key(text)) ?? 0
    const at = met.get(key(text)) ?? 0
    met.set(key(text), at + 1)
    return total <= most || Math.floor((at * most) / total) !== Math.floor(((at - 1) * most) / total)
  })
  return { ...lesson, texts }
}
