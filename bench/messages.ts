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

/** A message to which several entries apply, the one whose advice is needed most first. */
export interface Several {
  readonly text: string
  readonly entries: readonly string[]
}

/** The blind messages of a language, written apart from the examples by writers who had not seen them. */
export function messages(language: string): { labelled: Labelled[]; dangerous: Dangerous[]; several: Several[] } {
  const rows = readFileSync(new URL(`../test/matching/${language}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Labelled | Dangerous | Several)
  return {
    labelled: rows.filter((row): row is Labelled => 'entry' in row),
    dangerous: rows.filter((row): row is Dangerous => 'alarm' in row),
    several: rows.filter((row): row is Several => 'entries' in row),
  }
}
