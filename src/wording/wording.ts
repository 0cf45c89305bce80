import { en } from './en.ts'
import { es } from './es.ts'

/** Every sentence of the assistant that a person can see, in one language. `{name}` marks a place to fill. */
export type Wording = Readonly<Record<keyof typeof en, string>>

const wordings: Readonly<Record<string, Wording>> = { en, es }

/** Languages that the assistant itself speaks. */
export const spoken: readonly string[] = Object.keys(wordings)

/** The wording of a language, English where the assistant does not speak it. */
export function wordingIn(language: string): Wording {
  return wordings[language] ?? en
}

/** Puts values into the places of a sentence. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}
