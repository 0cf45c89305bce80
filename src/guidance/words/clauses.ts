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
