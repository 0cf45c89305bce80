import { tokenise, wordsOf } from '../words/normalise.ts'
import { phraseFinder } from '../words/phrases.ts'
import { stem } from '../words/stem.ts'
import { type Lesson, type LessonText, shortened } from './lesson.ts'
import { type Linear, learnLinear, linearScores, softmax } from './linear.ts'
import { forLinear, fromLikeness, type Model, opinionOf } from './model.ts'
import { indexTexts, likeness } from './nearest.ts'
import { learnNet, type Net } from './net.ts'
import { type FeatureSettings, learnVocabulary, type Reading, type Vector, type Vocabulary, widthOf } from './vocabulary.ts'

/** Says how far a study has come: 0-1. */
export type Told = (share: number) => void

/** Most texts of a subject and language that the quick model reads, so that it answers within two seconds of the start. */
const quickTexts = 120

/** Choices that trials on our own messages settled: `npm run bench` prints what they bring. */
export function features({ languages, meanings, texts }: Lesson): FeatureSettings {
  const rare = texts.length < 4_000 ? 1 : texts.length < 15_000 ? 2 : 3
  return {
    meanings: meaningsByStem(meanings, languages),
    stems: languages,
    letters: [3, 5],
    pairs: true,
    least: { words: rare, pairs: rare < 3 ? rare : 5, letters: rare },
    weight: { words: 1, letters: 0.7, concepts: 0.5 },
    rarity: true,
  }
}

/** The quick model counts whole words only: a stem costs as much as three more texts, and brings less (measured). */
function quickFeatures(lesson: Lesson): FeatureSettings {
  const least = { words: 1, pairs: 1, letters: 1 }
  return { ...features({ ...lesson, meanings: [] }), stems: [], letters: [1, 0], pairs: false, least }
}

/** Most meanings that a stem may have: one with more says nothing. */
const mostMeanings = 3

function meaningsByStem(meanings: Lesson['meanings'], languages: readonly string[]): Map<string, string[]> {
  const byStem = new Map<string, string[]>()
  for (const [meaning, list] of meanings)
    for (const written of list) {
      const [word, ...rest] = wordsOf(written)
      if (word === undefined || rest.length > 0) continue
      for (const one of new Set(languages.map((language) => stem(word, language)))) {
        const known = byStem.get(one) ?? []
        if (!known.includes(meaning)) byStem.set(one, [...known, meaning])
      }
    }
  for (const [one, list] of byStem) if (list.length > mostMeanings) byStem.delete(one)
  return byStem
}

/** One text in this many is kept apart to find the line between inside and outside. */
const keptApart = 5
/**
 * Share of the examples kept apart that may be taken for outside. Examples are harder than messages from the window: where a list says what
 * lies outside, the line that loses 14 % of them loses under 2 % of our own blind messages. Without a list there is less to go by.
 */
const mayBeLost = { listed: 0.14, unlisted: 0.05 }
/** The line of a model that had no time to look for its own: it loses 1 % of our own blind messages, since a refusal in the first minute is worse than a question. */
const usualLine = 0.1

/** Turns messages into what is counted in them. */
export function textReader({ phrases }: Pick<Lesson, 'phrases'>): (words: readonly string[]) => Reading {
  if (phrases.length === 0) return (words) => ({ words, concepts: [] })
  let sighted: ReturnType<typeof phraseFinder<string>> | undefined
  return (words) => {
    sighted ??= phraseFinder(phrases)
    return { words, concepts: sighted(words) }
  }
}

interface Prepared {
  readonly vocabulary: Vocabulary
  readonly vectors: readonly Vector[]
  readonly targets: Int32Array
}

/** The lesson as vectors: the same bytes whichever thread makes them. */
function prepare(lesson: Lesson, settings: FeatureSettings): Prepared {
  const read = textReader(lesson)
  const readings = lesson.texts.map(({ text }) => read(tokenise(text).map(({ word }) => word)))
  return { ...learnVocabulary(readings, settings), targets: Int32Array.from(lesson.texts, ({ subject }) => subject) }
}

/** A model that answers within two seconds of the start: some of the examples, whole words, a linear part only. */
export function studyQuickly(full: Lesson): Model {
  const lesson = { ...shortened(full, quickTexts), phrases: [], meanings: [] }
  const { vocabulary, vectors, targets } = prepare(lesson, quickFeatures(lesson))
  const linear = learnLinear(vectors, targets, widthOf(vocabulary), lesson.subjects.length, {
    passes: 2,
    rate: 6,
    seed: 1,
  })
  return {
    subjects: lesson.subjects,
    vocabulary,
    mind: { kind: 'learnt', linear, net: undefined },
    outside: usualLine,
  }
}

/** Most subjects that are learnt by weights: beyond, time and memory grow too large, and examples are looked up instead. */
const mostLearnt = 400
export const isTooLargeToLearn = ({ subjects }: Lesson): boolean => subjects.length > mostLearnt

/** For very large playbooks: an index of all examples, and the line that keeps most of them inside when each is tried against the others. */
export function indexLesson(lesson: Lesson): Model {
  const { vocabulary, vectors, targets } = prepare(lesson, { ...features(lesson), least: { words: 1, pairs: 1, letters: 2 } })
  const nearest = indexTexts(vectors, targets, widthOf(vocabulary))
  const step = Math.ceil(vectors.length / trials)
  const signs = vectors.flatMap((vector, at) =>
    at % step === 0
      ? [{ inside: true, outside: fromLikeness(likeness(nearest, vector, at), lesson.subjects.length).at(-1) ?? 1 }]
      : [],
  )
  return {
    subjects: lesson.subjects,
    vocabulary,
    mind: { kind: 'nearest', nearest },
    outside: lineBetween(signs, mayBeLost.unlisted),
  }
}

/** Texts of an index that are tried against the others. */
const trials = 500

/** The first half of the full study: vocabulary, linear part, and the line of what lies outside. */
export function studyLinear(lesson: Lesson, told: Told): { vocabulary: Vocabulary; linear: Linear; outside: number } {
  const { vocabulary, vectors: whole, targets } = prepare(lesson, features(lesson))
  const vectors = whole.map(forLinear)
  told(0.1)
  const width = widthOf(vocabulary)
  const settings = { passes: passesFor(lesson), rate: 2, seed: 1 }
  const linear = learnLinear(vectors, targets, width, lesson.subjects.length, settings, (share) => told(0.1 + 0.5 * share))
  const some = vectors.map((_, at) => at).filter((at) => at % keptApart !== 0)
  const trial = learnLinear(
    some.map((at) => vectors[at] as Vector),
    Int32Array.from(some, (at) => targets[at] as number),
    width,
    lesson.subjects.length,
    settings,
    (share) => told(0.6 + 0.4 * share),
  )
  const opinion = opinionOf(lesson.subjects)
  const signs = vectors.flatMap((vector, at) => {
    const { kind } = lesson.subjects[targets[at] as number] ?? {}
    if (at % keptApart !== 0 || (kind !== 'entry' && kind !== 'outside')) return []
    return [{ inside: kind === 'entry', outside: opinion(softmax(linearScores(trial, vector))).outside }]
  })
  return {
    vocabulary,
    linear,
    outside: lineBetween(signs, signs.every(({ inside }) => inside) ? mayBeLost.unlisted : mayBeLost.listed),
  }
}

/** The other half, on a thread of its own: a net over the same vectors. */
export function studyNet(lesson: Lesson, told: Told): Net {
  const { vocabulary, vectors, targets } = prepare(lesson, features(lesson))
  told(0.1)
  return learnNet(
    vectors,
    targets,
    widthOf(vocabulary),
    lesson.subjects.length,
    { hidden: 128, passes: passesFor(lesson) + 4, rate: 0.05, dropFeatures: 0.5, dropUnits: 0.3, seed: 1 },
    (share) => told(0.1 + 0.9 * share),
  )
}

/** Fewer passes over larger lessons, so that the time stays within bounds; more over small ones, so that they are learnt at all. */
function passesFor({ texts }: { readonly texts: readonly LessonText[] }): number {
  return Math.max(4, Math.min(150, Math.round(100_000 / (texts.length + 500)) + 4))
}

/** The probability above which a text lies outside: the lowest that loses no more than it may of what lies inside. */
function lineBetween(signs: readonly { inside: boolean; outside: number }[], lost: number): number {
  const inside = signs
    .filter((sign) => sign.inside)
    .map((sign) => sign.outside)
    .sort((a, b) => b - a)
  return inside[Math.floor(inside.length * lost)] ?? usualLine
}

/** What the engine makes of each text of a lesson when it has learnt only the others: best subject, its probability, and that of the text's own. */
export function secondOpinions(lesson: Lesson, folds = 4): { best: number; probability: number; own: number }[] {
  const { vocabulary, vectors, targets } = prepare(lesson, features(lesson))
  const opinions: { best: number; probability: number; own: number }[] = []
  for (let fold = 0; fold < folds; fold++) {
    const others = vectors.map((_, at) => at).filter((at) => at % folds !== fold)
    const linear = learnLinear(
      others.map((at) => vectors[at] as Vector),
      Int32Array.from(others, (at) => targets[at] as number),
      widthOf(vocabulary),
      lesson.subjects.length,
      { passes: 4, rate: 2, seed: 1 },
    )
    for (let at = fold; at < vectors.length; at += folds) {
      const probabilities = softmax(linearScores(linear, vectors[at] as Vector))
      const best = probabilities.indexOf(probabilities.reduce((most, probability) => Math.max(most, probability), 0))
      opinions[at] = { best, probability: probabilities[best] as number, own: probabilities[targets[at] as number] as number }
    }
  }
  return opinions
}
