/** Kinds of personal data that are taken out of texts. */
export const kinds = ['name', 'phone', 'e-mail', 'identity', 'account', 'card', 'address'] as const
export type Kind = (typeof kinds)[number]

/** A stretch of personal data: `text.slice(start, end)`. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly kind: Kind
}

/** Finds personal data of some kinds in a text. */
export type Finder = (text: string) => Span[]

/** Spans of every match of a pattern with the flags `g` and `d`: of its group `it` where it has one, else of the whole. */
export function spansOf(text: string, pattern: RegExp, kind: Kind, holds: (found: string) => boolean = () => true): Span[] {
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const [start, end] = match.indices?.groups?.['it'] ?? match.indices?.[0] ?? [0, 0]
    return holds(text.slice(start, end)) ? [{ start, end, kind }] : []
  })
}
