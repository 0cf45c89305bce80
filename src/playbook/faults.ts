import type { z } from 'zod'
import type { Source } from './yaml.ts'

/** Something wrong, or worth a look, in a file of the playbook. */
export interface Fault {
  readonly severity: 'fault' | 'warning'
  /** Path inside the playbook folder, with forward slashes. */
  readonly file: string
  /** 1-based; 1 when the whole file is meant. */
  readonly line: number
  /** The field as a path (`avoid.en[2].better`), empty for the whole file. */
  readonly field: string
  /** What is wrong and what was expected. */
  readonly message: string
}

/** The fault in one line, as editors and terminals understand it. */
export function faultLine({ severity, file, line, field, message }: Fault): string {
  return `${file}:${line}: ${severity === 'warning' ? 'warning: ' : ''}${field ? `${field}: ` : ''}${message}`
}

/** Largest file that is read, in bytes: some ten times the largest entry that ships. */
export const largestFile = 1_048_576

/** The fault of a file that is too large to be read. */
export function tooLarge(file: string, bytes: number): Fault {
  const megabytes = (size: number) => (size / 1_048_576).toFixed(1)
  return {
    severity: 'fault',
    file,
    line: 1,
    field: '',
    message: `the file has ${megabytes(bytes)} MB; expected at most ${megabytes(largestFile)} MB`,
  }
}

/** The field of a path as people write it: `avoid.en[2].better`. */
export function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (name, step) => (typeof step === 'number' ? `${name}[${step}]` : name ? `${name}.${String(step)}` : String(step)),
    '',
  )
}

type Issue = z.core.$ZodIssue

/** Every issue of a failed reading as a fault of its line, in plain words. */
export function faultsOf(file: string, source: Source, issues: readonly Issue[]): Fault[] {
  return issues
    .flatMap((issue) => explain(issue, [], source.value))
    .map(({ path, message }) => ({ severity: 'fault', file, line: source.lineOf(path), field: fieldName(path), message }))
}

interface Explained {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

function explain(issue: Issue, above: readonly PropertyKey[], root: unknown): Explained[] {
  const path = [...above, ...issue.path]
  const value = path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step], root)
  switch (issue.code) {
    case 'invalid_union': {
      const branches = issue.errors.filter((errors) => errors.length > 0)
      const fitting =
        branches.find((errors) => errors.every((error) => error.path.length > 0 || error.code !== 'invalid_type')) ?? []
      if (fitting.length > 0) return fitting.flatMap((inner) => explain(inner, path, root))
      return [
        { path, message: value === undefined ? 'is missing' : 'expected a text or list per language, such as { en: …, es: … }' },
      ]
    }
    case 'invalid_type':
      return [
        {
          path,
          message:
            value === undefined
              ? `is missing; expected ${article(issue.expected)}`
              : `expected ${article(issue.expected)}, found ${kindOf(value)}`,
        },
      ]
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a field of this file; check the spelling' }))
    case 'invalid_value':
      return [{ path, message: `expected one of ${issue.values.map(String).join(', ')}, found ${JSON.stringify(value)}` }]
    case 'invalid_key':
      return issue.issues.flatMap((inner) => explain(inner, path, root))
    case 'invalid_format':
    case 'too_big':
    case 'too_small':
      return [{ path, message: `expected ${issue.message.replace(/^Too (big|small): expected /, '')}` }]
    default:
      return [{ path, message: issue.message }]
  }
}

const article = (expected: string) =>
  ({
    string: 'a text',
    array: 'a list',
    object: 'a group of fields',
    record: 'a group of fields',
    int: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
  })[expected] ?? expected

function kindOf(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object'
    ? 'a group of fields'
    : typeof value === 'string'
      ? 'a text'
      : `${typeof value} ${String(value)}`
}
