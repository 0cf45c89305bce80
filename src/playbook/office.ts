import { z } from 'zod'
import { type Localised, language, line, localised, perLanguage } from './localised.ts'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id: small letters, digits and hyphens')
const day = z.iso.date('a date such as 2026-11-23')
const text = perLanguage(line(300))
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** Another body, public or private, that owns matters which come to our window by mistake. */
const body = z.strictObject({
  id,
  name: text,
  topics: perLanguage(z.array(line(80)).min(1)).describe('what it handles, in the words that visitors and staff use'),
  place: text,
  hours: text,
  telephone: z.string().trim().max(40).optional(),
  apart: z
    .array(id)
    .default([])
    .describe('bodies that are never offered beside this one to trainees as a wrong answer, since both can be right'),
})

/** Somebody to turn to: our own people and the emergency lines. Numbers live here and nowhere in the code. */
const contact = z.strictObject({ name: text, telephone: z.string().trim().min(1).max(40), note: text.optional() })

/** The shape of office.yaml: this office, its neighbours, its people to call, its calendar. */
export const officeFile = z
  .strictObject({
    name: text,
    languages: z.array(language).min(1).describe('languages that every entry must have; the first is the default'),
    contacts: z.record(id, contact),
    directory: z.array(body),
    calendar: z.strictObject({
      workingWeek: z.array(z.enum(weekdays)).min(1),
      holidays: z.array(day).default([]).describe('days off that fall in the working week'),
      extraWorkingDays: z.array(day).default([]).describe('days declared working although outside the working week'),
    }),
  })
  .describe('The office: name, languages, contacts, directory of other bodies, working calendar.')

export type OfficeFile = z.infer<typeof officeFile>

/** Another body, every text per language. */
export interface Body {
  readonly id: string
  readonly name: Localised<string>
  readonly topics: Localised<readonly string[]>
  readonly place: Localised<string>
  readonly hours: Localised<string>
  readonly telephone: string | undefined
  /** Bodies that are never a wrong answer beside this one. */
  readonly apart: readonly string[]
}

/** Somebody to call. */
export interface Contact {
  readonly name: Localised<string>
  readonly telephone: string
  readonly note: Localised<string>
}

/** This office as the engine uses it: every text per language. */
export interface Office {
  readonly name: Localised<string>
  readonly languages: readonly string[]
  readonly contacts: Readonly<Record<string, Contact>>
  readonly directory: readonly Body[]
  readonly calendar: OfficeFile['calendar']
}

/** The office that a valid file says; `plain` is the language of texts that name none. */
export function officeOf(file: OfficeFile, plain: string): Office {
  const each = (text: Parameters<typeof localised<string>>[0]) => localised<string>(text, plain)
  return {
    name: each(file.name),
    languages: file.languages,
    contacts: Object.fromEntries(
      Object.entries(file.contacts).map(([id, one]) => [
        id,
        { name: each(one.name), telephone: one.telephone, note: each(one.note) },
      ]),
    ),
    directory: file.directory.map(({ id, name, topics, place, hours, telephone, apart }) => ({
      id,
      name: each(name),
      topics: localised(topics, plain),
      place: each(place),
      hours: each(hours),
      telephone,
      apart,
    })),
    calendar: file.calendar,
  }
}
