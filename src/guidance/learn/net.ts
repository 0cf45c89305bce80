import { chance, shuffle } from './chance.ts'
import { addRows, longestOf, packed, softmax, type Weights } from './linear.ts'
import { makeRows } from './rows.ts'
import type { Vector } from './vocabulary.ts'

/** A net of one hidden layer: a row per feature (`inward[feature * hidden + unit]`) and a row per unit (`outward[unit * wide + class]`). */
export interface Net {
  readonly hidden: number
  readonly classes: number
  readonly wide: number
  readonly inward: Weights
  readonly inwardBias: Float32Array
  readonly outward: Float32Array
  readonly outwardBias: Float32Array
}

export interface NetSettings {
  /** Hidden units; a multiple of 4. */
  readonly hidden: number
  readonly passes: number
  /** Step size of the first example; falls to 0 over the passes. */
  readonly rate: number
  /** Share of a text's features, and of the hidden units, that is left out at each step. */
  readonly dropFeatures: number
  readonly dropUnits: number
  readonly seed: number
}

/**
 * Learns the net by plain stochastic descent with dropout.
 * @param targets class of each vector
 * @param told called after every pass with the share done, 0-1
 */
export function learnNet(
  vectors: readonly Vector[],
  targets: Int32Array,
  width: number,
  classes: number,
  settings: NetSettings,
  told: (share: number) => void = () => {},
): Net {
  const { hidden, dropFeatures, dropUnits } = settings
  const random = chance(settings.seed)
  const inward = makeRows(width, hidden, longestOf(vectors))
  const outward = makeRows(hidden, classes, hidden)
  const small = () => (random() - 0.5) * 0.08
  for (let at = 0; at < inward.rows.length; at++) inward.rows[at] = small()
  for (let at = 0; at < outward.rows.length; at++) outward.rows[at] = small()
  const inwardBias = new Float32Array(hidden)
  const outwardBias = new Float32Array(classes)
  const units = inward.sums
  const scores = outward.sums.subarray(0, classes)
  const active = new Float32Array(hidden)
  const featureScale = 1 / (1 - dropFeatures)
  const unitScale = 1 / (1 - dropUnits)
  const order = Int32Array.from(vectors.keys())
  const total = settings.passes * vectors.length
  let step = 0
  for (let pass = 0; pass < settings.passes; pass++) {
    shuffle(order, random)
    for (const at of order) {
      const rate = settings.rate * (1 - step++ / total)
      const { ids, values } = vectors[at] as Vector
      let kept = 0
      for (let f = 0; f < ids.length; f++) {
        if (random() < dropFeatures) continue
        inward.ids[kept] = ids[f] as number
        inward.weights[kept++] = (values[f] as number) * featureScale
      }
      units.set(inwardBias)
      inward.add(kept)
      let awake = 0
      for (let unit = 0; unit < hidden; unit++) {
        const value = units[unit] as number
        if (value <= 0 || random() < dropUnits) continue
        outward.ids[awake] = unit
        active[awake] = value * unitScale
        outward.weights[awake] = active[awake] as number
        awake++
      }
      outward.sums.fill(0)
      scores.set(outwardBias)
      outward.add(awake)
      softmax(scores)
      const target = targets[at] as number
      for (let c = 0; c < classes; c++) {
        const error = (scores[c] as number) - (c === target ? 1 : 0)
        scores[c] = error
        outwardBias[c] = (outwardBias[c] as number) - rate * error
      }
      outward.sums.fill(0, classes)
      outward.dot(awake)
      units.fill(0)
      for (let a = 0; a < awake; a++) {
        const unit = outward.ids[a] as number
        const move = (outward.weights[a] as number) * unitScale * rate
        units[unit] = move
        inwardBias[unit] = (inwardBias[unit] as number) - move
        outward.weights[a] = rate * (active[a] as number)
      }
      outward.subtract(awake)
      inward.subtract(kept)
    }
    told((pass + 1) / settings.passes)
  }
  return {
    hidden,
    classes,
    wide: outward.wide,
    inward: packed(inward.rows, inward.wide),
    inwardBias,
    outward: outward.rows.slice(),
    outwardBias,
  }
}

/** Scores of each class for a text, before the softmax. */
export function netScores(net: Net, vector: Vector): Float32Array {
  const units = Float32Array.from(net.inwardBias)
  addRows(units, net.inward, net.hidden, vector)
  const scores = Float32Array.from(net.outwardBias)
  for (let unit = 0; unit < units.length; unit++) {
    const value = units[unit] as number
    if (value <= 0) continue
    const base = unit * net.wide
    for (let c = 0; c < scores.length; c++) scores[c] = (scores[c] as number) + value * (net.outward[base + c] as number)
  }
  return scores
}
