import { IntlMessageFormat } from 'intl-messageformat'
import { en } from './en.ts'
import { es } from './es.ts'

export type Sentence = keyof typeof en

/** Every sentence of the assistant that a person can see, in one language, as ICU messages: `{name}` marks a place to fill. */
export type Wording = Readonly<Record<Sentence, string>>

/** Says a sentence in one language. Dates come as `Date`, days as noon in UTC (see `noon`). */
export type Say = (sentence: Sentence, values?: Readonly<Record<string, string | number | Date>>) => string

const wordings: Readonly<Record<string, Wording>> = { en, es }

/** Languages that the assistant itself speaks. */
export const spoken: readonly string[] = Object.keys(wordings)

/** How a language writes its dates, where it has several ways: the day before the month. */
const written: Readonly<Record<string, string>> = { en: 'en-GB' }

const sayings = new Map<string, Say>()

/** The voice of a language, English where the assistant does not speak it. Days are written as in UTC. */
export function sayIn(language: string): Say {
  const known = sayings.get(language)
  if (known) return known
  const wording = wordings[language] ?? en
  const spokenLanguage = wordings[language] ? language : 'en'
  const compiled = new Map<Sentence, IntlMessageFormat>()
  const formats = {
    date: {
      day: { weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC' },
      long: { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
      brief: { day: 'numeric', month: 'short', timeZone: 'UTC' },
    },
  } as const
  const say: Say = (sentence, values) => {
    const message = wording[sentence]
    if (!message.includes('{') && values === undefined) return message
    let format = compiled.get(sentence)
    if (!format) {
      format = new IntlMessageFormat(message, written[spokenLanguage] ?? spokenLanguage, formats, { ignoreTag: true })
      compiled.set(sentence, format)
    }
    return String(format.format(values ? { ...values } : {}))
  }
  sayings.set(language, say)
  return say
}

/** A day such as 2026-12-04 as a date that every sentence writes as that day. */
export const noon = (day: string): Date => new Date(`${day}T12:00:00Z`)
