import type { Fields } from '../types.ts'

/** Looks at a value that lies at a path, and says what is wrong with it. */
export type Check = (value: unknown, path: string) => string[]

/** The fields of an object: those that must be there, and those that may be. */
export interface Shape {
  readonly needs?: Readonly<Record<string, Check>>
  readonly takes?: Readonly<Record<string, Check>>
  /** Looks at the whole object once its fields are right. */
  readonly also?: (fields: Fields, path: string) => string[]
}

/** Whether a value is an object and no list. */
export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A list, also where there is none. */
export const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : [])

/** An object with these fields and no others. */
export const object =
  ({ needs = {}, takes = {}, also }: Shape): Check =>
  (value, path) => {
    if (!isFields(value)) return [`${path}: must be an object`]
    const problems = Object.entries(value).flatMap(([name, child]) => {
      const check = needs[name] ?? takes[name]
      return check ? check(child, `${path}.${name}`) : [`${path}.${name}: Slack knows no such field here`]
    })
    for (const name of Object.keys(needs)) if (!(name in value)) problems.push(`${path}.${name}: is missing`)
    return problems.length > 0 || also === undefined ? problems : also(value, path)
  }

/** An object whose `type` says which of these it is. */
export const byType =
  (shapes: Readonly<Record<string, Shape>>): Check =>
  (value, path) => {
    if (!isFields(value)) return [`${path}: must be an object`]
    const { type } = value
    const shape = typeof type === 'string' && Object.hasOwn(shapes, type) ? shapes[type] : undefined
    if (shape === undefined) return [`${path}.type: ${JSON.stringify(type)} cannot stand here`]
    return object({ ...shape, needs: { type: () => [], ...shape.needs } })(value, path)
  }

/** A text of so many characters; at least one unless told. */
export const string =
  (most: number, least = 1, pattern?: RegExp): Check =>
  (value, path) => {
    if (typeof value !== 'string') return [`${path}: must be a string`]
    if (value.length < least) return [`${path}: must have at least ${least} characters`]
    if (value.length > most) return [`${path}: has ${value.length} characters; at most ${most} are taken`]
    return pattern && !pattern.test(value) ? [`${path}: “${value}” is not of the form ${pattern.source}`] : []
  }

/** True or false. */
export const boolean: Check = (value, path) => (typeof value === 'boolean' ? [] : [`${path}: must be true or false`])

/** A whole number between two others. */
export const integer =
  (least: number, most: number): Check =>
  (value, path) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? []
      : [`${path}: must be a whole number from ${least} to ${most}`]

/** One of these words or numbers. */
export const oneOf =
  (...values: readonly (string | number)[]): Check =>
  (value, path) =>
    values.includes(value as string) ? [] : [`${path}: must be ${values.join(' or ')}, not ${JSON.stringify(value)}`]

/** A list of so many. */
export const list =
  (item: Check, least: number, most: number): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return [`${path}: must be a list`]
    const problems = value.flatMap((one, index) => item(one, `${path}[${index}]`))
    if (value.length < least) problems.push(`${path}: must hold at least ${least}`)
    if (value.length > most) problems.push(`${path}: holds ${value.length}; at most ${most} are taken`)
    return problems
  }

/** Everything that occurs a second time. */
export function repeated(items: readonly (readonly [value: unknown, path: string])[], what: string): string[] {
  const seen = new Set<unknown>()
  return items.flatMap(([value, path]) => {
    if (value === undefined) return []
    const again = seen.has(value)
    seen.add(value)
    return again ? [`${path}: ${what} “${value}” occurs twice`] : []
  })
}

/** Exactly one of these fields. */
export const exactlyOne =
  (...names: readonly string[]) =>
  (fields: Fields, path: string): string[] =>
    names.filter((name) => name in fields).length === 1 ? [] : [`${path}: must have exactly one of ${names.join(' and ')}`]
