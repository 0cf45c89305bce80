import type { Subject } from './lesson.ts'
import { type Linear, linearScores, softmax } from './linear.ts'
import { likeness, type Nearest } from './nearest.ts'
import { type Net, netScores } from './net.ts'
import { type Reading, type Vector, type Vocabulary, vectoriser, withFainterConcepts } from './vocabulary.ts'

/** What was learnt, as plain data. */
export interface Model {
  readonly subjects: readonly Subject[]
  readonly vocabulary: Vocabulary
  readonly mind: Mind
  /** Texts whose probability of lying outside is above this are outside. */
  readonly outside: number
}

/** How the model thinks: by learnt weights (`net` is missing in the quick model), or, for very many subjects, by the nearest examples. */
export type Mind =
  | { readonly kind: 'learnt'; readonly linear: Linear; readonly net: Net | undefined }
  | { readonly kind: 'nearest'; readonly nearest: Nearest }

/** Reads texts with a model. */
export interface Reader {
  readonly read: (text: Reading) => Opinion
  /** How much each word by itself speaks for a subject, in the linear part. */
  readonly voices: (text: Reading, subject: number) => number[]
  /** Whether a word stood in the examples often enough to be a real one. */
  readonly knows: (word: string) => boolean
}

/** What a model makes of a text. */
export interface Opinion {
  /** Probability of each entry, in their order; with `outside` they share one whole. */
  readonly entries: Float32Array
  /** Probability that the text is about nothing in the playbook, 0-1, comparable with `Model.outside`. */
  readonly outside: number
  /** Probability of each danger by the id of its alarm: of the danger itself and of the safety entry that raises it. */
  readonly dangers: ReadonlyMap<string, number>
}

/** A message that is sure to be a danger, or only to sound like one, says little about the entries: this much of its certainty is never shared out. */
const leastShared = 0.2

/**
 * Reads the probabilities of all subjects. A danger counts for the entry that it leads to; what is left for other dangers and for what only sounds
 * like one is shared out among the entries and `outside`.
 */
export function opinionOf(subjects: readonly Subject[]): (probabilities: Float32Array) => Opinion {
  const count = subjects.filter(({ kind }) => kind === 'entry').length
  const leadsTo = subjects.map(({ kind, other }) =>
    kind === 'danger' ? subjects.findIndex((one) => one.kind === 'entry' && one.id === other) : -1,
  )
  const raises = subjects.map(({ kind, id, other }) => (kind === 'danger' ? id : kind === 'entry' ? other : undefined))
  return (probabilities) => {
    const entries = probabilities.slice(0, count)
    const dangers = new Map<string, number>()
    let silent = 0
    for (let at = 0; at < subjects.length; at++) {
      const probability = probabilities[at] as number
      const alarm = raises[at]
      if (alarm !== undefined) dangers.set(alarm, (dangers.get(alarm) ?? 0) + probability)
      if (at < count || at === subjects.length - 1) continue
      const entry = leadsTo[at] as number
      if (entry >= 0) entries[entry] = (entries[entry] as number) + probability
      else silent += probability
    }
    const shared = Math.max(leastShared, 1 - silent)
    for (let at = 0; at < count; at++) entries[at] = (entries[at] as number) / shared
    return { entries, outside: (probabilities[subjects.length - 1] as number) / shared, dangers }
  }
}

/** How much less concepts weigh in the linear part: at full weight they drown the words there (measured: 4 points), in the net they do not. */
export const forLinear = (vector: Vector): Vector => withFainterConcepts(vector, 0.2)

/** Makes a reader of a model. */
export function readerOf({ subjects, vocabulary, mind }: Model): Reader {
  const { vector, placesOf, share, knows } = vectoriser(vocabulary)
  const opinion = opinionOf(subjects)
  const probabilitiesOf = (features: Vector): Float32Array => {
    if (mind.kind === 'nearest') return fromLikeness(likeness(mind.nearest, features), subjects.length)
    return mind.net ? both(mind.linear, mind.net, features) : softmax(linearScores(mind.linear, forLinear(features)))
  }
  return {
    knows,
    read: (text) => {
      const read = opinion(probabilitiesOf(vector(text)))
      return share(text.words) < leastKnown ? { ...read, outside: 1 } : read
    },
    voices: (text, subject) => {
      const features = vector(text)
      const voice = mind.kind === 'nearest' ? rarityVoice(features) : linearVoice(mind.linear, features, subject)
      return text.words.map((word) => placesOf(word).reduce((sum, place) => sum + (voice.get(place) ?? 0), 0))
    },
  }
}

/** The mean of what the linear part and the net say: their slips differ (measured: 1 to 2 points over either). */
function both(linear: Linear, net: Net, features: Vector): Float32Array {
  const probabilities = softmax(linearScores(linear, forLinear(features)))
  const second = softmax(netScores(net, features))
  for (let at = 0; at < second.length; at++) probabilities[at] = ((probabilities[at] as number) + (second[at] as number)) / 2
  return probabilities
}

/** A text of whose words and groups of letters less than this share is known resembles nothing. */
const leastKnown = 0.2

/** How much each feature of a text speaks for a subject: its weight less the mean over all subjects. */
function linearVoice({ classes, wide, weights }: Linear, { ids, values }: Vector, subject: number): Map<number, number> {
  const voice = new Map<number, number>()
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] as number
    const base = id * wide
    let sum = 0
    for (let c = 0; c < classes; c++) sum += weights.values[base + c] as number
    voice.set(
      id,
      (values[at] as number) * (weights.scales[id] as number) * ((weights.values[base + subject] as number) - sum / classes),
    )
  }
  return voice
}

/** Without learnt weights, the rarest features speak. */
const rarityVoice = ({ ids, values }: Vector): Map<number, number> =>
  new Map(Array.from(ids, (id, at) => [id, values[at] as number]))

/** How sharply a little more likeness counts. */
const sharpness = 12

/** Likeness to the nearest examples as probabilities; what resembles nothing lies outside, the last subject. */
export function fromLikeness(alike: ReadonlyMap<number, number>, subjects: number): Float32Array {
  const probabilities = new Float32Array(subjects)
  const best = Math.max(0, ...alike.values())
  let sum = 0
  for (const [subject, one] of alike) {
    const odds = Math.exp(sharpness * (one - best))
    probabilities[subject] = odds
    sum += odds
  }
  for (const subject of alike.keys()) probabilities[subject] = ((probabilities[subject] as number) / sum) * best
  probabilities[subjects - 1] = (probabilities[subjects - 1] as number) + 1 - best
  return probabilities
}
