import type { Vector } from './vocabulary.ts'

/** Examples by feature, for playbooks too large to learn: what a message resembles is looked up instead. */
export interface Nearest {
  /** `starts[feature] .. starts[feature + 1]`: the feature's part of `texts` and `values`. */
  readonly starts: Int32Array
  readonly texts: Int32Array
  readonly values: Float32Array
  /** Subject of each text. */
  readonly subjects: Int32Array
}

/** Features that stand in more than this share of the texts tell nothing and cost most. */
const tooCommon = 0.03

export function indexTexts(vectors: readonly Vector[], subjects: Int32Array, width: number): Nearest {
  const counts = new Int32Array(width)
  for (const { ids } of vectors) for (const id of ids) counts[id] = (counts[id] as number) + 1
  const most = Math.max(10, vectors.length * tooCommon)
  const starts = new Int32Array(width + 1)
  for (let id = 0; id < width; id++)
    starts[id + 1] = (starts[id] as number) + ((counts[id] as number) <= most ? (counts[id] as number) : 0)
  const total = starts[width] as number
  const texts = new Int32Array(total)
  const values = new Float32Array(total)
  const filled = starts.slice()
  for (const [text, vector] of vectors.entries())
    for (let at = 0; at < vector.ids.length; at++) {
      const id = vector.ids[at] as number
      if ((counts[id] as number) > most) continue
      const place = filled[id] as number
      texts[place] = text
      values[place] = vector.values[at] as number
      filled[id] = place + 1
    }
  return { starts, texts, values, subjects }
}

/**
 * Likeness of a text to the nearest example of each subject it shares a feature with, 0-1 (cosine).
 * @param except a text that does not count, when the index is tried on its own texts
 */
export function likeness({ starts, texts, values, subjects }: Nearest, vector: Vector, except = -1): Map<number, number> {
  const length = Math.sqrt(vector.values.reduce((sum, value) => sum + value * value, 0)) || 1
  const sums = new Float32Array(subjects.length)
  for (let at = 0; at < vector.ids.length; at++) {
    const id = vector.ids[at] as number
    const weight = vector.values[at] as number
    for (let place = starts[id] as number; place < (starts[id + 1] as number); place++) {
      const text = texts[place] as number
      sums[text] = (sums[text] as number) + weight * (values[place] as number)
    }
  }
  const best = new Map<number, number>()
  for (let text = 0; text < sums.length; text++) {
    const sum = sums[text] as number
    if (sum === 0 || text === except) continue
    const subject = subjects[text] as number
    const alike = sum / length / length
    if (alike > (best.get(subject) ?? 0)) best.set(subject, alike)
  }
  return best
}
