import english from 'natural/lib/natural/stemmers/porter_stemmer.js'
import spanish from 'natural/lib/natural/stemmers/porter_stemmer_es.js'

/** Languages whose word endings the engine knows; others are matched by their letters. */
export type Language = string

const known: Readonly<Record<string, (word: string) => string>> = {
  en: (word) => english.stem(word),
  es: (word) => spanish.stem(word),
}

/** The stem of a normalised word in a language; the word itself where the language has no stemmer here. */
export function stem(word: string, language: Language): string {
  return known[language]?.(word) ?? word
}
