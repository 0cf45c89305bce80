import distance from 'natural/lib/natural/distance/index.js'

/** Shortest word that is repaired: below it, one slip makes another real word. */
const shortest = 4

/**
 * Repairs slips: an unknown word that is one letter added, dropped, changed or swapped away from a word that matters becomes that word.
 * @param wanted words that matter
 * @param isKnown whether a word is a real one and means itself
 */
export function speller(wanted: Iterable<string>, isKnown: (word: string) => boolean): (word: string) => string {
  const exact = new Set(wanted)
  const byLoss = new Map<string, string[]>()
  for (const word of exact) {
    if (word.length < shortest) continue
    for (const shorter of losses(word)) {
      const list = byLoss.get(shorter)
      if (list) list.push(word)
      else byLoss.set(shorter, [word])
    }
  }
  return (word) => {
    if (word.length < shortest || exact.has(word) || isKnown(word) || /\d/.test(word)) return word
    for (const shorter of losses(word))
      for (const candidate of byLoss.get(shorter) ?? [])
        if (distance.DamerauLevenshteinDistance(word, candidate, { restricted: true }) === 1) return candidate
    return word
  }
}

/** The word itself and the word with each letter left out in turn. */
function losses(word: string): string[] {
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))]
}
