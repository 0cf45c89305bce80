/** A word of a message as the engine sees it, with the place in the message it came from. */
export interface Token {
  /** Lower case, no accents, no repeated-letter emphasis; numbers are `0`, amounts of digits kept (`00` = two digits). */
  readonly word: string
  /** Offsets of the original characters in the message, in UTF-16 units: `text.slice(start, end)`. */
  readonly start: number
  readonly end: number
}

/** Longest part of a message that the engine reads, in UTF-16 units. A longer message is read at its beginning and its end. */
export const longestRead = 4_000

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*|[\p{Extended_Pictographic}]|[!?¡¿]{2,}/gu
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu

/**
 * Splits a message into words. Control and direction characters count as spaces, full-width and ligature forms are folded,
 * accents and case dropped, English contractions opened ("won't" is `will not`, "he's" is `he`), letters typed more than twice reduced to two.
 */
export function tokenise(text: string): Token[] {
  const read = text.length <= longestRead ? text : `${text.slice(0, longestRead / 2)}\n${text.slice(-longestRead / 2)}`
  const shift = text.length - read.length
  const tokens: Token[] = []
  for (const match of read.replace(invisible, ' ').matchAll(wordPattern)) {
    const start = match.index + (match.index > longestRead / 2 ? shift : 0)
    const end = start + match[0].length
    for (const word of wordsOf(match[0])) tokens.push({ word, start, end })
  }
  return tokens
}

/** One written word as the engine's words: usually one, two for a contraction. */
export function wordsOf(written: string): string[] {
  if (plainWord.test(written)) return openContraction(written)
  let word = written
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('’', "'")
  if (word === '') return []
  if (/^[!?¡¿]/.test(word)) return ['!!']
  if (/^\p{N}+$/u.test(word)) return ['0'.repeat(Math.min(word.length, 5))]
  word = word.replace(/(\p{L})\1{2,}/gu, '$1$1')
  if (!word.includes("'")) return openContraction(word)
  if (word.endsWith("n't")) return [irregular.get(word.slice(0, -3)) ?? word.slice(0, -3), 'not']
  const [stem = '', ...rest] = word.split("'")
  const ending = endings.get(rest.join(''))
  return ending === undefined ? [stem + rest.join('')] : ending === '' ? [stem] : [stem, ending]
}

/** Most words are plain small letters: they need no folding. */
const plainWord = /^(?:([a-z])(?!\1\1))+$/

const irregular: ReadonlyMap<string, string> = new Map([
  ['wo', 'will'],
  ['ca', 'can'],
  ['sha', 'shall'],
  ['ai', 'is'],
])
const endings: ReadonlyMap<string, string> = new Map([
  ['s', ''],
  ['ll', 'will'],
  ['ve', 'have'],
  ['re', 'are'],
  ['d', 'would'],
  ['m', 'am'],
])
const bare: ReadonlyMap<string, string> = new Map([
  ...['do', 'does', 'did', 'is', 'was', 'are', 'were', 'have', 'has', 'had', 'could', 'would', 'should', 'must'].map(
    (verb) => [`${verb}nt`, verb] as const,
  ),
  ['wont', 'will'],
  ['cant', 'can'],
  ['aint', 'is'],
])

function openContraction(word: string): string[] {
  const verb = bare.get(word)
  return verb === undefined ? [word] : [verb, 'not']
}
