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
  /** The lookout for dangers; missing where no danger has examples, and in the quick model. */
  readonly watch: Watch | undefined
  /** Texts whose probability of lying outside is above this are outside. */
  readonly outside: number
}

/** Tells dangers from everything else: class 0 is no danger, then the alarms in the playbook's order. */
export interface Watch {
  readonly linear: Linear
  readonly net: Net
}

/** How the model thinks: by learnt weights (`net` is missing in the quick model), or, for very many subjects, by the nearest examples. */
export type Mind =
  | { readonly kind: 'learnt'; readonly linear: Linear; readonly net: Net | undefined }
  | { readonly kind: 'nearest'; readonly nearest: Nearest }

/** Reads texts with a model. */
export interface Reader {
  readonly read: (text: Reading) => Opinion
  /** Probability of each alarm, in the playbook's order; empty without a lookout. */
  readonly dangers: (text: Reading) => Float32Array
  /** How much each word by itself speaks for a subject, in the linear part. */
  readonly voices: (text: Reading, subject: number) => number[]
  /** Whether a word stood in the examples often enough to be a real one. */
  readonly knows: (word: string) => boolean
}

/** What a model makes of a text. */
export interface Opinion {
  /** Probability of each subject, in the order of `subjects`. */
  readonly probabilities: Float32Array
  /** Probability that the text is about nothing in the playbook, 0-1, comparable with `Model.outside`. */
  readonly outside: number
}

/** How much less concepts weigh in the linear part: at full weight they drown the words there (measured: 4 points), in the net they do not. */
export const forLinear = (vector: Vector): Vector => withFainterConcepts(vector, 0.2)

/** Makes a reader of a model. */
export function readerOf({ subjects, vocabulary, mind, watch }: Model): Reader {
  const { vector, placesOf, share, knows } = vectoriser(vocabulary)
  const last = subjects.length - 1
  const opinion = (features: Vector): Float32Array => {
    if (mind.kind === 'nearest') return fromLikeness(likeness(mind.nearest, features), subjects.length)
    return mind.net ? both(mind.linear, mind.net, features) : softmax(linearScores(mind.linear, forLinear(features)))
  }
  return {
    knows,
    read: (text) => {
      const probabilities = opinion(vector(text))
      return { probabilities, outside: share(text.words) < leastKnown ? 1 : (probabilities[last] as number) }
    },
    dangers: (text) => (watch ? both(watch.linear, watch.net, vector(text)).subarray(1) : new Float32Array()),
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
