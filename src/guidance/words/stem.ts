import stemmers from 'natural/lib/natural/stemmers/index.js'

/** Languages whose word endings the engine knows; others are matched by their letters. */
export type Language = string

const known: Readonly<Record<string, (word: string) => string>> = {
  en: (word) => stemmers.PorterStemmer.stem(word),
  es: (word) => stemmers.PorterStemmerEs.stem(word),
}

/** The stem of a normalised word in a language; the word itself where the language has no stemmer here. */
export function stem(word: string, language: Language): string {
  return known[language]?.(word) ?? word
}
