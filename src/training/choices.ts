import { tokenise } from '../guidance/words/normalise.ts'
import { stem } from '../guidance/words/stem.ts'
import type { Entry, Family } from '../playbook/entry.ts'
import type { Playbook } from '../playbook/load.ts'
import { inLanguage } from '../playbook/localised.ts'
import { sayIn } from '../wording/wording.ts'
import { drawn, shuffled } from './draw.ts'
import type { Question } from './question.ts'

/** Something to choose. */
export interface Choice {
  readonly text: string
  readonly right: boolean
  /** The entry or body that it belongs to; the entry asked about for a sentence that it warns of itself. */
  readonly from: string
}

/** How likely each entry is for a message; scores within 0-1. */
export type Rank = (text: string, language: string) => readonly { readonly id: string; readonly score: number }[]

/** Choices of a question, the right one among them. */
const offered = 4
/** Wrong choices that a question has in all: others come each time, none that nobody has looked through. */
const pool = 6
/** An entry that a message may be about as well is no wrong choice: from this likelihood on. */
export const alsoRight = 0.03
/** Sentences of other entries among the wrong choices for what to say; the rest are those that the entry warns of. */
const foreignSentences = 2
/** Sentences of other entries among which the wrong choices are drawn. */
const farthest = 14
/** Entries that may use a word which is still particular to one of them. */
const fewEntries = 6
/** Letters of a word that tells something. */
const shortestTelling = 4
/** Working days that something may be due in: what a deadline is mistaken for. */
const deadlines = [0, 1, 2, 3, 5, 10, 15, 20, 30]

/** The right choice and every wrong one that a question may be asked with; a scene has its own choices, and none here. */
export function allChoices(question: Question, playbook: Playbook, rank: Rank): { right: Choice; wrong: readonly Choice[] } {
  const right = rightChoice(question, playbook)
  const taken = new Set([plain(right.text)])
  const wrong = wrongChoices(question, playbook, rank).filter(
    ({ text }) => text.trim() !== '' && !taken.has(plain(text)) && taken.add(plain(text)),
  )
  return { right, wrong }
}

/** The choices to ask a question with, in the order to show them. Fewer than two mean that the playbook is too small to ask it. */
export function choicesOf(question: Question, playbook: Playbook, rank: Rank, chance: () => number): readonly Choice[] {
  const { right, wrong } = allChoices(question, playbook, rank)
  const order = shuffled(wrong, chance)
  if (question.kind === 'say') {
    // One that belongs elsewhere at most: the entry's own warnings are what is to be learnt.
    const foreign = order.filter(({ from }) => from !== question.entry)
    order.sort((a, b) => Number(foreign.indexOf(a) > 0) - Number(foreign.indexOf(b) > 0))
  }
  return shuffled([right, ...order.slice(0, offered - 1)], chance)
}

function rightChoice({ kind, answer, entry, language, body }: Question, playbook: Playbook): Choice {
  switch (kind) {
    case 'situation':
      return { text: titleOf(playbook, entry, language), right: true, from: entry }
    case 'deadline':
      return { text: dueIn(Number(answer), language), right: true, from: entry }
    case 'office':
      return { text: (body && inLanguage(body.name, language)) ?? answer, right: true, from: answer }
    default:
      return { text: answer, right: true, from: entry }
  }
}

function wrongChoices(question: Question, playbook: Playbook, rank: Rank): Choice[] {
  const { kind, language } = question
  if (kind === 'office') return otherBodies(question, playbook)
  const entry = playbook.entries.find(({ id }) => id === question.entry)
  if (!entry) return []
  const others = (textsOf: (other: Entry) => readonly string[]) => foreign(question, entry, playbook, textsOf)
  switch (kind) {
    case 'situation':
      return situations(question, entry, playbook, rank)
    case 'say':
      return [
        ...own(
          entry,
          (entry.avoid[language] ?? []).map(({ not }) => not),
        ),
        ...others(({ sections }) => sections.say[language] ?? []).slice(0, foreignSentences),
      ]
    case 'avoid':
      return own(entry, [
        ...(entry.sections.say[language] ?? []),
        ...(entry.avoid[language] ?? []).filter(({ not }) => not !== question.answer).map(({ better }) => better),
      ])
    case 'record':
      return others(({ sections }) => sections.record[language] ?? [])
    case 'after':
      return others(({ after }) => after.flatMap(({ task }) => task[language] ?? []))
    case 'deadline':
      return otherDays(question)
    case 'scene':
      return []
  }
}

const own = ({ id }: Entry, texts: readonly string[]): Choice[] => texts.map((text) => ({ text, right: false, from: id }))

const titleOf = (playbook: Playbook, id: string, language: string): string =>
  inLanguage(playbook.entries.find((entry) => entry.id === id)?.title ?? {}, language) ?? id

const dueIn = (days: number, language: string): string => sayIn(language)('due.in', { days })

/** A text as it is compared: two that differ in nothing but marks and capitals are the same. */
export const plain = (text: string): string =>
  (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ')

/** Published entries that are never right together with this one, as far as their authors know. */
const strangers = ({ entries }: Playbook, { id, apart }: Entry, language: string): Entry[] =>
  entries.filter(
    (other) =>
      other.id !== id &&
      other.status === 'published' &&
      other.title[language] !== undefined &&
      !apart.includes(other.id) &&
      !other.apart.includes(id),
  )

/** Entries in the neighbourhood of a message that it is surely not about: of the same family first, then by what the message has of them. */
function situations({ asks, language }: Question, entry: Entry, playbook: Playbook, rank: Rank): Choice[] {
  const scores = new Map(rank(asks, language).map(({ id, score }) => [id, score]))
  const closeness = ({ id, family }: Entry) => (family === entry.family ? 1 : 0) + (scores.get(id) ?? 0)
  return strangers(playbook, entry, language)
    .filter(({ id }) => (scores.get(id) ?? 0) < alsoRight)
    .sort((a, b) => closeness(b) - closeness(a))
    .slice(0, pool)
    .map(({ id }) => ({ text: titleOf(playbook, id, language), right: false, from: id }))
}

/** What is said elsewhere and would be out of place here: of entries that share no advice with this one, the sentences that share least of its words, one of each entry. */
function foreign(
  { id, language }: Question,
  entry: Entry,
  playbook: Playbook,
  textsOf: (entry: Entry) => readonly string[],
): Choice[] {
  const { isParticular, shared } = vocabularyOf(playbook, language)
  // Principles hold everywhere, and the duties after a visit may all be owed after one.
  const duties = ['principle', 'aftercare'].includes(entry.family)
  const everywhere = (family: Family) => family === 'principle' || (duties && family === 'aftercare')
  // What authors have marked counts; where they have marked nothing, words have to tell.
  const marked = playbook.entries.some(({ onlyHere }) => onlyHere[language] !== undefined)
  const choices = strangers(playbook, entry, language)
    .filter((other) => !everywhere(other.family) && !entry.related.includes(other.id) && !other.related.includes(entry.id))
    .flatMap((other) =>
      textsOf(other)
        .filter((text) => (marked ? other.onlyHere[language]?.includes(text) : isParticular(text, other.id, entry.id)))
        .map((text) => ({ text, right: false, from: other.id, shared: shared(text, entry.id) })),
    )
    .sort((a, b) => a.shared - b.shared || (a.text < b.text ? -1 : 1))
  const seen = new Set<string>()
  const far = choices.filter(({ from }) => !seen.has(from) && seen.add(from)).slice(0, farthest)
  return drawn(far, pool, ({ text }) => text, id).map(({ text, right, from }) => ({ text, right, from }))
}

function otherDays({ answer, language, entry }: Question): Choice[] {
  const right = Number(answer)
  return deadlines
    .filter((days) => days !== right)
    .sort((a, b) => Math.abs(a - right) - Math.abs(b - right))
    .slice(0, offered)
    .map((days) => ({ text: dueIn(days, language), right: false, from: entry }))
}

/** Bodies that have nothing to do with a topic. */
function otherBodies({ id, asks, answer, body, language }: Question, playbook: Playbook): Choice[] {
  const { stemsOf, bodies } = vocabularyOf(playbook, language)
  const asked = stemsOf(asks).filter((word) => word.length >= shortestTelling)
  const unconcerned = (playbook.office?.directory ?? []).filter(
    (other) =>
      other.id !== answer &&
      !body?.apart.includes(other.id) &&
      !other.apart.includes(answer) &&
      !asked.some((word) => bodies.get(other.id)?.has(word)),
  )
  return drawn(unconcerned, pool, (other) => other.id, id).map((other) => ({
    text: inLanguage(other.name, language) ?? other.id,
    right: false,
    from: other.id,
  }))
}

/** The words of a playbook in a language, by who uses them. */
interface Vocabulary {
  readonly stemsOf: (text: string) => string[]
  /** Words of each body's topics and name. */
  readonly bodies: ReadonlyMap<string, ReadonlySet<string>>
  /**
   * Whether only its own entry says a sentence: a word of it is used by few entries, by its own again and again, and not by the entry asked about.
   */
  readonly isParticular: (text: string, owner: string, asked: string) => boolean
  /** The part of a sentence's telling words that an entry uses too, 0-1. */
  readonly shared: (text: string, asked: string) => number
}

const vocabularies = new WeakMap<Playbook, Map<string, Vocabulary>>()

function vocabularyOf(playbook: Playbook, language: string): Vocabulary {
  const known = vocabularies.get(playbook) ?? new Map<string, Vocabulary>()
  vocabularies.set(playbook, known)
  const found = known.get(language) ?? vocabularyIn(playbook, language)
  known.set(language, found)
  return found
}

function vocabularyIn({ entries, office }: Playbook, language: string): Vocabulary {
  const known = new Map<string, string[]>()
  const stemsOf = (text: string): string[] => {
    const stems = known.get(text) ?? tokenise(text).map(({ word }) => stem(word, language))
    known.set(text, stems)
    return stems
  }
  const counts = new Map(
    entries.map(({ id, title, summary, sections, after }) => {
      const texts = [
        title[language] ?? '',
        summary[language] ?? '',
        ...Object.values(sections).flatMap((section) => section[language] ?? []),
        ...after.flatMap(({ task }) => task[language] ?? []),
      ]
      const count = new Map<string, number>()
      for (const word of texts.flatMap(stemsOf)) count.set(word, (count.get(word) ?? 0) + 1)
      return [id, count] as const
    }),
  )
  const users = new Map<string, number>()
  for (const count of counts.values()) for (const word of count.keys()) users.set(word, (users.get(word) ?? 0) + 1)
  return {
    stemsOf,
    bodies: new Map(
      office?.directory.map(({ id, topics, name }) => [
        id,
        new Set([...(topics[language] ?? []), inLanguage(name, language) ?? ''].flatMap(stemsOf)),
      ]),
    ),
    isParticular: (text, owner, asked) =>
      stemsOf(text).some(
        (word) =>
          word.length >= shortestTelling &&
          (users.get(word) ?? 0) <= fewEntries &&
          (counts.get(owner)?.get(word) ?? 0) >= 2 &&
          !counts.get(asked)?.has(word),
      ),
    shared: (text, asked) => {
      const telling = stemsOf(text).filter((word) => word.length >= shortestTelling)
      return telling.filter((word) => counts.get(asked)?.has(word)).length / Math.max(1, telling.length)
    },
  }
}
