import type { Playbook } from '../playbook/load.ts'
import { type Lesson, lessonOf, shortened } from './learn/lesson.ts'
import { type Model, readerOf } from './learn/model.ts'
import { textReader } from './learn/study.ts'
import type { Reading } from './learn/vocabulary.ts'
import { lookout, type Raised } from './safety.ts'
import { type Clause, clausesOf, stretchesOf } from './words/clauses.ts'
import { learnLanguages } from './words/language.ts'
import { type Token, tokenise } from './words/normalise.ts'
import { type Sighting, wordsIn } from './words/phrases.ts'
import { speller } from './words/spelling.ts'

/** An entry and how likely it is the one, 0-1. */
export interface Scored {
  readonly id: string
  readonly score: number
}

/** What a message is about, before anything is decided. */
export interface Match {
  readonly language: string
  /** Entries, likeliest first; their scores and `outside` share one whole. */
  readonly ranking: readonly Scored[]
  /** Entries that a single clause speaks for more clearly than the whole message does. */
  readonly inClauses: readonly Scored[]
  /** Whether the message lies outside the playbook. */
  readonly outside: boolean
  readonly raised: readonly Raised[]
  /** The worker's own words that speak for an entry, most telling first. */
  readonly because: (id: string) => string[]
}

export type Matcher = (text: string, language?: string) => Match

/**
 * Probability of all dangers together from which the lookout raises an alarm without a cue, the likeliest one: recall counts most, so it is low, but not for messages that are about
 * nothing of ours, nor for those of hardly a word. Set on our own blind messages, where it raises few false alarms.
 */
const alarming = { inside: 0.35, outside: 0.7, words: 2 }
/** From here on the danger's entry also leads the advice; below, its steps stand first and the likeliest entry keeps the lead. */
const certain = 0.5
/** What surely belongs to an entry lies inside. A terse list of circumstances looks odd as a whole: so many clauses that do bring it inside. */
const insideClauses = 2
const surelyInside = 0.8
/** A stretch cut without regard to the grammar says something when it is this sure. */
const standsOut = 0.8

/** Texts of each entry and language that are enough to tell the languages apart. */
const languageTexts = 4

/** What can be made ready before there is a model: languages, alarms, concepts. */
export interface Groundwork {
  readonly lesson: Lesson
  readonly matcher: (model: Model) => Matcher
}

export function groundwork(playbook: Playbook): Groundwork {
  const lesson = lessonOf(playbook)
  const perLanguage = new Map<string, string[][]>(lesson.languages.map((language) => [language, []]))
  for (const { text, language } of shortened(lesson, languageTexts).texts)
    perLanguage.get(language)?.push(tokenise(text).map(({ word }) => word))
  const languageOf = learnLanguages(perLanguage)
  const cueParts = new Set(playbook.alarms.flatMap(({ cues }) => Object.values(cues).flat()).flatMap((cue) => cue.split(/[ |]+/)))
  const cueWords = [...cueParts].flatMap(wordsIn)
  const dangersIn = lookout(playbook.alarms)
  const withConcepts = textReader(lesson)
  const wordsOnly = textReader({ phrases: [] })

  const matcher = (model: Model): Matcher => {
    const reader = readerOf(model)
    const repaired = speller(cueWords, reader.knows)
    const { subjects } = model
    const read = model.mind.kind === 'learnt' && !model.mind.net ? wordsOnly : withConcepts
    const entriesOf = (probabilities: Float32Array): Scored[] =>
      best(Array.from(probabilities, (score, at) => ({ id: subjects[at]?.id ?? '', score })))

    return (text, wanted) => {
      const tokens = tokenise(text)
      const words = tokens.map(({ word }) => word)
      const whole = read(words)
      const { entries, outside, dangers } = reader.read(whole)
      const inClauses = new Map<string, number>()
      let inside = 0
      const speaksFor = ({ from, to }: Clause, least: number) => {
        const opinion = reader.read(part(whole, from, to))
        if (opinion.outside > model.outside) return 0
        const best = entriesOf(opinion.entries)[0]
        if (!best || best.score < least) return 0
        inClauses.set(best.id, Math.max(best.score, inClauses.get(best.id) ?? 0))
        return best.score
      }
      if (model.mind.kind === 'learnt') {
        for (const clause of clausesOf(text, tokens)) if (speaksFor(clause, 0) >= surelyInside) inside++
        for (const stretch of stretchesOf(words.length)) speaksFor(stretch, standsOut)
      }
      const raised = new Map([...dangersIn(words.map(repaired)), ...dangersIn(words)].map((one) => [one.alarm.id, one]))
      const ranking = entriesOf(entries)
      const [likeliest] = ranking
      const enough = words.filter((word) => /\p{L}/u.test(word)).length >= alarming.words
      const line = outside > model.outside ? alarming.outside : alarming.inside
      const all = Array.from(dangers.values()).reduce((sum, danger) => sum + danger, 0)
      if (enough && all >= line) {
        const most = Math.max(...dangers.values())
        for (const alarm of playbook.alarms) {
          const danger = dangers.get(alarm.id) ?? 0
          if (danger === most || danger >= line)
            raised.set(alarm.id, raised.get(alarm.id) ?? { alarm, certain: danger >= certain })
        }
      }
      return {
        language: wanted ?? languageOf(words).language,
        ranking,
        inClauses: [...inClauses].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score),
        outside:
          words.length === 0 || (outside > model.outside && (likeliest?.score ?? 0) < surelyInside && inside < insideClauses),
        raised: [...raised.values()],
        because: (id) => {
          const subject = subjects.findIndex((one) => one.kind === 'entry' && one.id === id)
          return subject < 0 ? [] : telling(text, tokens, reader.voices(whole, subject), withConcepts(words).concepts)
        },
      }
    }
  }
  return { lesson, matcher }
}

/** Entries that are ranked: the others are not worth a look. */
const mostRanked = 50

/** The likeliest entries, ties by id. */
function best(scored: readonly Scored[]): Scored[] {
  const least =
    scored.length > mostRanked
      ? (Float64Array.from(scored, ({ score }) => score)
          .sort()
          .at(-mostRanked) ?? 0)
      : 0
  return scored
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, mostRanked)
}

/** A stretch of a text with the concepts that stand wholly in it. */
function part({ words, concepts }: Reading, from: number, to: number): Reading {
  return { words: words.slice(from, to), concepts: concepts.filter((one) => one.from >= from && one.to <= to) }
}

/** Longest stretch of words that is quoted as a reason, and most reasons. */
const longestReason = 5
const mostReasons = 3
/** A word joins a reason when it speaks at least this much as loud as the loudest; another reason begins at the louder share. */
const joins = 0.12
const beginsAnother = 0.4

/** The stretches of a message that speak loudest, in its own words: whole phrases of the lexicon where one stands there. */
function telling(
  text: string,
  tokens: readonly Token[],
  voices: readonly number[],
  concepts: readonly Sighting<string>[],
): string[] {
  const loudest = Math.max(...voices, 0)
  if (loudest <= 0) return []
  const free = voices.map(() => true)
  const reasons: string[] = []
  for (const at of [...voices.keys()].sort((a, b) => (voices[b] as number) - (voices[a] as number))) {
    if (reasons.length === mostReasons || (voices[at] as number) < loudest * beginsAnother) break
    if (!free[at]) continue
    const phrase = concepts.filter(({ from, to }) => from <= at && at < to).sort((a, b) => b.to - b.from - (a.to - a.from))[0]
    let from = phrase?.from ?? at
    let to = phrase?.to ?? at + 1
    const worth = (place: number) => free[place] === true && (voices[place] as number) > loudest * joins
    while (to - from < longestReason) {
      if (worth(to)) to++
      else if (worth(from - 1)) from--
      else break
    }
    for (let place = from; place < to; place++) free[place] = false
    reasons.push(text.slice(tokens[from]?.start, tokens[to - 1]?.end).replace(/\s+/g, ' '))
  }
  return reasons
}
