import type { Playbook } from '../../playbook/load.ts'
import type { Phrase } from '../words/phrases.ts'

/**
 * What a message can turn out to be about: an entry, a danger, what only sounds like a danger, or nothing that the playbook covers. Dangers are learnt
 * beside the entries, since what is told apart from everything together is told apart best (measured: half the false alarms at the same recall).
 */
export interface Subject {
  readonly kind: 'entry' | 'danger' | 'harmless' | 'outside'
  /** Id of the entry or the alarm; empty for the others. */
  readonly id: string
  /** Of an entry, the alarm that it raises; of a danger, the entry that it leads to. */
  readonly other?: string
}

export interface LessonText {
  readonly text: string
  readonly language: string
  /** Place in `subjects`. */
  readonly subject: number
}

/** All that the engine learns from a playbook, as plain data: it travels to threads and decides the key of what was learnt. */
export interface Lesson {
  /** Entries first, in the playbook's order; `outside` last. */
  readonly subjects: readonly Subject[]
  readonly texts: readonly LessonText[]
  /** The default language first. */
  readonly languages: readonly string[]
  /** Phrases and the concept that each means. */
  readonly phrases: readonly (readonly [Phrase, string])[]
  /** Meanings and the words that share them. */
  readonly meanings: readonly (readonly [string, readonly string[]])[]
}

/**
 * The lesson in a playbook: examples and titles of every entry, the dangers, what only sounds like one, what lies outside. "Outside" is a subject even without a single text: what resembles no example then falls to it (measured: it
 * tells outside messages from others better than any score of the entries does).
 */
export function lessonOf(playbook: Playbook): Lesson {
  const { alarms } = playbook
  const subjects: Subject[] = playbook.entries.map(({ id, safety }) => {
    const alarm = safety && alarms.find(({ entry }) => entry === id)
    return { kind: 'entry', id, ...(alarm ? { other: alarm.id } : {}) }
  })
  const texts: LessonText[] = []
  const tell = (subject: number, language: string, list: readonly string[]) => {
    for (const text of list) texts.push({ text, language, subject })
  }
  playbook.entries.forEach((entry, subject) => {
    for (const [language, title] of Object.entries(entry.title)) tell(subject, language, [title])
    for (const [language, examples] of Object.entries(entry.examples)) tell(subject, language, examples)
  })
  for (const { id, entry, examples } of alarms) {
    if (Object.keys(examples).length === 0) continue
    const danger = subjects.push({ kind: 'danger', id, ...(entry === undefined ? {} : { other: entry }) }) - 1
    for (const [language, list] of Object.entries(examples)) tell(danger, language, list)
  }
  if (Object.keys(playbook.harmless).length > 0) {
    const harmless = subjects.push({ kind: 'harmless', id: '' }) - 1
    for (const [language, list] of Object.entries(playbook.harmless)) tell(harmless, language, list)
  }
  const outside = subjects.push({ kind: 'outside', id: '' }) - 1
  for (const [language, list] of Object.entries(playbook.outOfScope)) tell(outside, language, list)
  const phrases = Object.values(playbook.lexicon).flatMap((concepts) =>
    Object.entries(concepts).flatMap(([concept, list]) => list.map((phrase) => [phrase, concept] as const)),
  )
  return {
    subjects,
    texts,
    languages: playbook.languages,
    phrases,
    meanings: Object.entries(playbook.thesaurus),
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
