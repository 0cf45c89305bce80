import type { Subject } from './lesson.ts'
import { type Linear, linearScores, softmax } from './linear.ts'
import { type Net, netScores } from './net.ts'
import { type Reading, type Vector, type Vocabulary, vectoriser, withFainterConcepts } from './vocabulary.ts'

/** What was learnt, as plain data. */
export interface Model {
  readonly subjects: readonly Subject[]
  readonly vocabulary: Vocabulary
  readonly linear: Linear
  /** Reads concepts too. Missing in the quick model. */
  readonly net: Net | undefined
  /** Texts whose probability of lying outside is above this are outside. */
  readonly outside: number
}

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
  /** Probability of each subject, in the order of `subjects`. */
  readonly probabilities: Float32Array
  /** Probability that the text is about nothing in the playbook, 0-1, comparable with `Model.outside`. */
  readonly outside: number
}

/** How much less concepts weigh in the linear part: at full weight they drown the words there (measured: 4 points), in the net they do not. */
export const forLinear = (vector: Vector): Vector => withFainterConcepts(vector, 0.2)

/** Makes a reader of a model. */
export function readerOf(model: Model): Reader {
  const { vector, placesOf, knows } = vectoriser(model.vocabulary)
  const last = model.subjects.length - 1
  return {
    knows,
    read: (text) => {
      const features = vector(text)
      const probabilities = softmax(linearScores(model.linear, forLinear(features)))
      if (model.net) {
        const second = softmax(netScores(model.net, features))
        for (let at = 0; at < second.length; at++)
          probabilities[at] = ((probabilities[at] as number) + (second[at] as number)) / 2
      }
      return { probabilities, outside: probabilities[last] as number }
    },
    voices: (text, subject) => {
      const { ids, values } = vector(text)
      const { classes, wide, weights } = model.linear
      const voice = new Map<number, number>()
      for (let at = 0; at < ids.length; at++) {
        const base = (ids[at] as number) * wide
        let sum = 0
        for (let c = 0; c < classes; c++) sum += weights[base + c] as number
        voice.set(ids[at] as number, (values[at] as number) * ((weights[base + subject] as number) - sum / classes))
      }
      return text.words.map((word) => placesOf(word).reduce((sum, place) => sum + (voice.get(place) ?? 0), 0))
    },
  }
}

/** What was learnt, at rest: weights at half width, which halves the memory and moved no answer in any trial. */
export function atRest<Learnt>(learnt: Learnt): Learnt {
  if (learnt instanceof Float32Array && learnt.length > largestAtFullWidth) return Float16Array.from(learnt) as Learnt
  if (learnt === null || typeof learnt !== 'object' || Object.getPrototypeOf(learnt) !== Object.prototype) return learnt
  return Object.fromEntries(Object.entries(learnt).map(([name, value]) => [name, atRest(value)])) as Learnt
}

/** Arrays up to this length stay as they are: rarity and bias weigh nothing. */
const largestAtFullWidth = 500_000
