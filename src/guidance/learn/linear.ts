import { chance, shuffle } from './chance.ts'
import { makeRows } from './rows.ts'
import type { Vector } from './vocabulary.ts'

/** Rows of learnt numbers: `values[row * wide + column] * scales[row]`. One byte a number moves no answer and takes a quarter of the memory. */
export interface Weights {
  readonly values: Int8Array
  readonly scales: Float32Array
}

/** Packs rows into a byte a number, each row by its largest. */
export function packed(rows: Float32Array, wide: number): Weights {
  const values = new Int8Array(rows.length)
  const scales = new Float32Array(rows.length / wide)
  for (let row = 0; row < scales.length; row++) {
    const base = row * wide
    let largest = 0
    for (let at = base; at < base + wide; at++) largest = Math.max(largest, Math.abs(rows[at] as number))
    const scale = largest / 127
    scales[row] = scale
    if (scale > 0) for (let at = base; at < base + wide; at++) values[at] = Math.round((rows[at] as number) / scale)
  }
  return { values, scales }
}

/** A linear model: a row of weights per feature, `feature * wide + class`. */
export interface Linear {
  readonly classes: number
  readonly wide: number
  readonly weights: Weights
  readonly bias: Float32Array
}

export interface LinearSettings {
  readonly passes: number
  /** Step size of the first example; falls to 0 over the passes. */
  readonly rate: number
  readonly seed: number
}

/** Share of a step that the bias takes: it stands in every text, so it would run ahead of the features. */
const biasShare = 0.1

/**
 * Learns a softmax regression by plain stochastic descent.
 * @param targets class of each vector
 * @param told called after every pass with the share done, 0-1
 */
export function learnLinear(
  vectors: readonly Vector[],
  targets: Int32Array,
  width: number,
  classes: number,
  settings: LinearSettings,
  told: (share: number) => void = () => {},
): Linear {
  const random = chance(settings.seed)
  const bench = makeRows(width, classes, longestOf(vectors))
  const { wide, ids, weights, sums } = bench
  const bias = new Float32Array(classes)
  const scores = sums.subarray(0, classes)
  const order = Int32Array.from(vectors.keys())
  const total = settings.passes * vectors.length
  let step = 0
  for (let pass = 0; pass < settings.passes; pass++) {
    shuffle(order, random)
    for (const at of order) {
      const rate = settings.rate * (1 - step++ / total)
      const vector = vectors[at] as Vector
      ids.set(vector.ids)
      weights.set(vector.values)
      sums.fill(0)
      scores.set(bias)
      bench.add(vector.ids.length)
      softmax(scores)
      const target = targets[at] as number
      for (let c = 0; c < classes; c++) {
        const move = rate * ((scores[c] as number) - (c === target ? 1 : 0))
        scores[c] = move
        bias[c] = (bias[c] as number) - biasShare * move
      }
      sums.fill(0, classes)
      bench.subtract(vector.ids.length)
    }
    told((pass + 1) / settings.passes)
  }
  return { classes, wide, weights: packed(bench.rows, wide), bias }
}

/** Number of features of the longest vector. */
export const longestOf = (vectors: readonly Vector[]): number => vectors.reduce((most, { ids }) => Math.max(most, ids.length), 1)

/** Adds the rows of a text's features to `sums`: `sums += Σ value · rows[id]`. */
export function addRows(sums: Float32Array, { values: rows, scales }: Weights, wide: number, { ids, values }: Vector): void {
  for (let f = 0; f < ids.length; f++) {
    const id = ids[f] as number
    const base = id * wide
    const value = (values[f] as number) * (scales[id] as number)
    for (let c = 0; c < sums.length; c++) sums[c] = (sums[c] as number) + value * (rows[base + c] as number)
  }
}

/** Turns scores into probabilities, in place. */
export function softmax(scores: Float32Array): Float32Array {
  let highest = Number.NEGATIVE_INFINITY
  for (const score of scores) if (score > highest) highest = score
  let sum = 0
  for (let c = 0; c < scores.length; c++) {
    const odds = Math.exp((scores[c] as number) - highest)
    scores[c] = odds
    sum += odds
  }
  for (let c = 0; c < scores.length; c++) scores[c] = (scores[c] as number) / sum
  return scores
}

/** Scores of each class for a text, before the softmax. */
export function linearScores({ weights, wide, bias }: Linear, vector: Vector): Float32Array {
  const scores = Float32Array.from(bias)
  addRows(scores, weights, wide, vector)
  return scores
}
