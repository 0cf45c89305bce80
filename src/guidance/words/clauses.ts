import type { Token } from './normalise.ts'

/** Words that begin a new statement often enough to read what follows by itself. */
const joints = new Set([
  'and',
  'but',
  'while',
  'because',
  'plus',
  'also',
  'now',
  'y',
  'e',
  'pero',
  'mientras',
  'porque',
  'ademas',
  'tambien',
  'ahora',
  'encima',
])

/** Fewest words that can say something by themselves. */
const shortest = 3
/** Most clauses that are read one by one. */
const most = 10

/** A stretch of words, from `from` up to but not including `to`. */
export interface Clause {
  readonly from: number
  readonly to: number
}

/** Splits a message where its punctuation or a joining word does. A message of one clause gives none: it is read as a whole anyway. */
export function clausesOf(text: string, tokens: readonly Token[]): Clause[] {
  const clauses: Clause[] = []
  let from = 0
  for (let at = 1; at <= tokens.length; at++) {
    const before = tokens[at - 1] as Token
    const token = tokens[at]
    const breaks = token === undefined || /[.,;:!?¿¡()\n–—]/.test(text.slice(before.end, token.start)) || joints.has(token.word)
    if (!breaks) continue
    if (at - from >= shortest) clauses.push({ from, to: at })
    from = at
  }
  return clauses.length > 1 ? clauses.slice(0, most) : []
}

/** Words in a stretch, words from the beginning of one to that of the next, and most stretches of a message. */
const stretch = { words: 8, step: 3, most: 8 }

/** Overlapping stretches of a message: what people string together without a comma. A message hardly longer than one gives none. */
export function stretchesOf(words: number): Clause[] {
  const room = words - stretch.words
  if (room <= 0) return []
  const step = Math.max(stretch.step, Math.ceil(room / (stretch.most - 1)))
  const count = Math.ceil(room / step) + 1
  return Array.from({ length: count }, (_, at) => Math.min(at * step, room)).map((from) => ({ from, to: from + stretch.words }))
}
