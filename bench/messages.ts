import { readFileSync } from 'node:fs'

/** A blind message with its right entry; `null` lies outside the playbook. */
export interface Labelled {
  readonly text: string
  readonly entry: string | null
  readonly kind: string
}

/** A message with the danger in it; `null` only sounds like one. */
export interface Dangerous {
  readonly text: string
  readonly alarm: string | null
}

/** The blind messages of a language, written apart from the examples by writers who had not seen them. */
export function messages(language: string): { labelled: Labelled[]; dangerous: Dangerous[] } {
  const rows = readFileSync(new URL(`../test/matching/${language}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Labelled | Dangerous)
  return {
    labelled: rows.filter((row): row is Labelled => 'entry' in row),
    dangerous: rows.filter((row): row is Dangerous => 'alarm' in row),
  }
}
