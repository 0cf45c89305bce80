import { wordsOf } from './normalise.ts'

/**
 * A phrase as authors write it, words separated by spaces:
 * `drunk` that word · `drunk*` words that begin so · `mad|furious|livid` one of these · `his?` may be missing · `_` any one word · `...` up to three words.
 */
export type Phrase = string

type Element =
  | {
      readonly kind: 'word'
      readonly exact: readonly string[]
      readonly beginnings: readonly string[]
      readonly optional: boolean
    }
  | { readonly kind: 'gap'; readonly most: number; readonly least: number }

interface Compiled<Owner> {
  readonly elements: readonly Element[]
  readonly owner: Owner
}

/** Where a phrase stands in a message, in words: from `from` up to but not including `to`. */
export interface Sighting<Owner> {
  readonly owner: Owner
  readonly from: number
  readonly to: number
}

const shortestBeginning = 3

/** What is wrong with a phrase, or undefined if it can be read. */
export function phraseFault(phrase: Phrase): string | undefined {
  const elements = compile(phrase)
  if (typeof elements === 'string') return elements
  const first = elements[0]
  return first?.kind === 'word' && !first.optional ? undefined : 'a phrase that begins with a word'
}

/** The whole words of a phrase, for spelling; beginnings of words are left out. */
export function wordsIn(phrase: Phrase): string[] {
  const elements = compile(phrase)
  return typeof elements === 'string' ? [] : elements.flatMap((element) => (element.kind === 'word' ? element.exact : []))
}

function compile(phrase: Phrase): Element[] | string {
  const elements: Element[] = []
  for (const part of phrase.trim().split(/\s+/)) {
    if (part === '...' || part === '…') elements.push({ kind: 'gap', least: 0, most: 3 })
    else if (part === '_') elements.push({ kind: 'gap', least: 1, most: 1 })
    else {
      const optional = part.endsWith('?')
      const readings = (optional ? part.slice(0, -1) : part).split('|')
      const whole = readings.map((reading) => wordsOf(reading.replace('*', '')))
      if (whole.some((words) => words.length === 0 || words[0] === '')) return `words, not "${part}"`
      if (readings.length > 1 && whole.some((words) => words.length > 1)) return `single words between the bars of "${part}"`
      const beginnings = whole.flatMap((words, at) => (readings[at]?.endsWith('*') ? [words[0] ?? ''] : []))
      const exact = whole.flatMap((words, at) => (readings[at]?.endsWith('*') ? [] : [words[0] ?? '']))
      if (beginnings.some((beginning) => beginning.length < shortestBeginning))
        return `at least ${shortestBeginning} letters before the star of "${part}"`
      elements.push({ kind: 'word', exact, beginnings, optional })
      if (readings.length === 1)
        for (const word of whole[0]?.slice(1) ?? []) elements.push({ kind: 'word', exact: [word], beginnings: [], optional })
    }
  }
  return elements
}

/** Phrases that begin alike: those whose second word is certain, by that word, and the others. */
interface Beginning<Owner> {
  readonly bySecond: Map<string, Compiled<Owner>[]>
  readonly others: Compiled<Owner>[]
}

/** Phrases by what they begin with; read when a message first holds that word, since most never do. */
interface Shelved<Owner> {
  readonly unread: (readonly [Phrase, Owner])[]
  read: Beginning<Owner> | undefined
}

function readAll<Owner>(phrases: readonly (readonly [Phrase, Owner])[]): Beginning<Owner> {
  const beginning: Beginning<Owner> = { bySecond: new Map(), others: [] }
  for (const [phrase, owner] of phrases) {
    const elements = compile(phrase)
    if (typeof elements === 'string') continue
    const compiled = { elements, owner }
    const second = elements[1]
    if (second?.kind === 'word' && !second.optional && second.beginnings.length === 0)
      for (const word of second.exact) {
        const list = beginning.bySecond.get(word)
        if (list) list.push(compiled)
        else beginning.bySecond.set(word, [compiled])
      }
    else beginning.others.push(compiled)
  }
  return beginning
}

/** Looks phrases up in messages: all that stand in it, each with its owner. Phrases that cannot be read are passed over (`phraseFault` names them). */
export function phraseFinder<Owner>(
  phrases: Iterable<readonly [Phrase, Owner]>,
): (words: readonly string[]) => Sighting<Owner>[] {
  const byWord = new Map<string, Shelved<Owner>>()
  const byBeginning = new Map<string, Shelved<Owner>>()
  const put = (index: Map<string, Shelved<Owner>>, key: string, phrase: readonly [Phrase, Owner]) => {
    const shelved = index.get(key)
    if (shelved) shelved.unread.push(phrase)
    else index.set(key, { unread: [phrase], read: undefined })
  }
  for (const phrase of phrases) {
    const [first = ''] = phrase[0].trim().split(' ', 1)
    for (const reading of first.split('|')) {
      const [word = ''] = wordsOf(reading.replace('*', ''))
      if (reading.endsWith('*')) put(byBeginning, word.slice(0, shortestBeginning), phrase)
      else put(byWord, word, phrase)
    }
  }
  const beginningOf = (shelved: Shelved<Owner> | undefined) => {
    if (shelved && !shelved.read) shelved.read = readAll(shelved.unread.splice(0))
    return shelved?.read
  }
  return (words) => {
    const found: Sighting<Owner>[] = []
    for (let at = 0; at < words.length; at++) {
      const word = words[at] ?? ''
      for (const beginning of [beginningOf(byWord.get(word)), beginningOf(byBeginning.get(word.slice(0, shortestBeginning)))]) {
        if (!beginning) continue
        for (const list of [beginning.bySecond.get(words[at + 1] ?? ''), beginning.others])
          for (const { elements, owner } of list ?? []) {
            const to = reach(elements, 0, words, at)
            if (to > at) found.push({ owner, from: at, to })
          }
      }
    }
    return found
  }
}

/** The place behind the phrase when its elements from `element` on can be read at `at`, else -1. */
function reach(elements: readonly Element[], element: number, words: readonly string[], at: number): number {
  const wanted = elements[element]
  if (wanted === undefined) return at
  if (wanted.kind === 'gap') {
    for (let skipped = wanted.least; skipped <= wanted.most && at + skipped <= words.length; skipped++) {
      const to = reach(elements, element + 1, words, at + skipped)
      if (to >= 0) return to
    }
    return -1
  }
  const word = words[at]
  if (word !== undefined && (wanted.exact.includes(word) || wanted.beginnings.some((beginning) => word.startsWith(beginning)))) {
    const to = reach(elements, element + 1, words, at + 1)
    if (to >= 0) return to
  }
  return wanted.optional ? reach(elements, element + 1, words, at) : -1
}
