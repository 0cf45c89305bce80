/** Says which language a message is written in; `share` (0-1) is how much of the evidence speaks for it. */
export type LanguageGuesser = (words: readonly string[]) => { readonly language: string; readonly share: number }

/** Groups of three letters speak this much more softly than a word that was seen. */
const letterVoice = 0.3

/**
 * Learns how words and groups of three letters spread over languages. Ties, and messages without a single known sign, go to the first language.
 * @param texts words of texts per language, the default language first
 */
export function learnLanguages(texts: ReadonlyMap<string, readonly (readonly string[])[]>): LanguageGuesser {
  const languages = [...texts.keys()]
  const first = languages[0] ?? 'en'
  if (languages.length < 2) return () => ({ language: first, share: 1 })
  const words = countsOf(texts, (word) => [word])
  const letters = countsOf(texts, threes)
  return (message) => {
    const votes = new Float64Array(languages.length)
    for (const word of message) {
      const known = words.get(word)
      if (known) vote(votes, known, 1)
      else for (const three of threes(word)) vote(votes, letters.get(three), letterVoice)
    }
    let best = 0
    let sum = 0
    for (let at = 0; at < votes.length; at++) {
      sum += votes[at] as number
      if ((votes[at] as number) > (votes[best] as number) + 1e-9) best = at
    }
    return { language: languages[best] as string, share: sum > 0 ? (votes[best] as number) / sum : 1 }
  }
}

function threes(word: string): string[] {
  const marked = `^${word}$`
  return Array.from({ length: Math.max(marked.length - 2, 0) }, (_, at) => marked.slice(at, at + 3))
}

/** Each language's share of a sign, in the order of the languages. */
function countsOf(
  texts: ReadonlyMap<string, readonly (readonly string[])[]>,
  signsOf: (word: string) => string[],
): Map<string, Float32Array> {
  const counts = new Map<string, Float32Array>()
  let at = 0
  for (const list of texts.values()) {
    let total = 0
    const own = new Map<string, number>()
    for (const words of list)
      for (const word of words)
        for (const sign of signsOf(word)) {
          own.set(sign, (own.get(sign) ?? 0) + 1)
          total++
        }
    for (const [sign, count] of own) {
      const shares = counts.get(sign) ?? new Float32Array(texts.size)
      shares[at] = count / total
      counts.set(sign, shares)
    }
    at++
  }
  return counts
}

/** Adds a sign's vote: the further its shares are from equal, the louder. */
function vote(votes: Float64Array, shares: Float32Array | undefined, voice: number): void {
  if (!shares) return
  const sum = shares.reduce((all, share) => all + share, 0)
  const equal = 1 / shares.length
  for (let at = 0; at < shares.length; at++)
    votes[at] = (votes[at] as number) + voice * Math.max(0, (shares[at] as number) / sum - equal)
}
