/** A case number that can be said on the telephone: the year and a running number, `2026-0042`. */
export function caseNumber({ year, running }: { readonly year: number; readonly running: number }): string {
  return `${year}-${String(running).padStart(4, '0')}`
}

/** Reads a case number as people write it: `2026-0042`, `2026-42`, `2026/42`, `no. 2026 42.`, or `42` for one of this year. Undefined when it is none. */
export function readCaseNumber(written: string, thisYear?: number): { year: number; running: number } | undefined {
  const [, year, running] =
    /^(?:(?:no|nr|n[ºo°]|num|núm|number|número|numero)\.?|#)?\s*(?:(\d{4})\s*[-‐‑–—/ .]\s*)?0*(\d{1,7})\.?$/i.exec(
      written.trim(),
    ) ?? []
  if (year === undefined && running !== undefined && thisYear !== undefined) return { year: thisYear, running: Number(running) }
  return year === undefined || running === undefined ? undefined : { year: Number(year), running: Number(running) }
}

/** Letters and digits that nobody confuses on paper or on the telephone: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
const alphabet = '34679ACDEFGHJKMNPQRTWXY'
const receiptLength = 6

/**
 * A receipt code for the visitor: six characters by chance and one that checks them, `K7QX-M4C`.
 * @param chance gives numbers from 0 up to but not including 1
 */
export function receiptCode(chance: () => number): string {
  const body = Array.from({ length: receiptLength }, () => alphabet[Math.floor(chance() * alphabet.length)]).join('')
  return written(body + checkOf(body))
}

/** Reads a receipt code however it is written; undefined when a character is wrong or two are swapped. */
export function readReceipt(code: string): string | undefined {
  const plain = code.toUpperCase().replace(/[\s-]/g, '')
  const body = plain.slice(0, -1)
  if (plain.length !== receiptLength + 1 || [...plain].some((character) => !alphabet.includes(character))) return undefined
  return checkOf(body) === plain.at(-1) ? written(plain) : undefined
}

const written = (plain: string) => `${plain.slice(0, 4)}-${plain.slice(4)}`

/** Weighted sum modulo 23, a prime: every wrong character and every swap of neighbours is noticed. */
function checkOf(body: string): string {
  const sum = [...body].reduce((all, character, at) => all + (at + 1) * alphabet.indexOf(character), 0)
  return alphabet[sum % alphabet.length] as string
}
