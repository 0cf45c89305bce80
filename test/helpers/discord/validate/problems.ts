import type { Problem } from '../errors.ts'
import type { Fields } from '../types.ts'

/** Where something lies in a body. */
export type Path = readonly (string | number)[]

/** One problem. */
export const problem = (path: Path, code: string, message: string): Problem => ({ path, code, message })

/** A problem if something is so. */
export const when = (so: boolean, path: Path, code: string, message: string): Problem[] =>
  so ? [problem(path, code, message)] : []

/** Characters as Discord counts them. */
export const lengthOf = (text: unknown): number => (typeof text === 'string' ? [...text].length : 0)

/** Whether there is nothing to read. */
export const blank = (text: unknown): boolean => typeof text !== 'string' || text.trim() === ''

/** A list, also where the body has null or nothing. */
export const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? (value as readonly Fields[]) : [])

/** Problems for everything that occurs a second time. */
export function repeated(items: readonly (readonly [key: string, path: Path])[], code: string, message: string): Problem[] {
  const seen = new Set<string>()
  return items.flatMap(([key, path]) => {
    const again = seen.has(key)
    seen.add(key)
    return when(again, path, code, `${message}: “${key}”`)
  })
}
