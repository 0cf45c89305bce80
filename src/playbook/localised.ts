import { z } from 'zod'

/** A language as in office.yaml and in every text: a lower-case ISO 639 code such as `en`. */
export const language = z.string().regex(/^[a-z]{2,3}$/, 'a language code of two or three small letters, such as en')

/** One line or paragraph of text. */
export const line = (longest: number) => z.string().trim().min(1, 'some text').max(longest, `at most ${longest} characters`)

/** A value per language. A folder in one language may give the value itself: then it belongs to the folder's language. */
export const perLanguage = <T extends z.ZodType>(value: T) => z.union([value, z.partialRecord(language, value)])

/** Something said in several languages: `{ en: …, es: … }`. */
export type Localised<T> = Readonly<Record<string, T>>

/** Reads the short form (the value itself) as the value in `plain`, the language of the folder. */
export function localised<T extends string | readonly unknown[]>(
  value: T | Partial<Record<string, T>> | undefined,
  plain: string,
): Localised<T> {
  if (value === undefined) return {}
  if (typeof value === 'string' || Array.isArray(value)) return { [plain]: value as T }
  return value as Localised<T>
}

/** The value in the wanted language, else in the first language that has one. */
export function inLanguage<T>(values: Localised<T>, wanted: string): T | undefined {
  return values[wanted] ?? Object.values(values)[0]
}
