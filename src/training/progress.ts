import { type Day, daysAfter, isWorkingDay } from '../playbook/calendar.ts'
import { type Entry, type Family, families } from '../playbook/entry.ts'
import type { Playbook } from '../playbook/load.ts'
import type { Office } from '../playbook/office.ts'
import type { Path } from '../playbook/practice.ts'
import type { Question } from './question.ts'
import type { Remembered } from './records.ts'
import { retrievability } from './schedule.ts'

/** Questions of an entry that somebody has to know to be firm in it. */
export const enough = 5
/** From this level on somebody is firm in an entry. */
export const firm = 0.8

/** How firm somebody is in each entry, 0-1: how likely they still know its best-known questions, of as many as are enough. It fades by itself; what was wrong at the last answer is not known. */
export function levelsOf(
  questions: readonly Question[],
  memories: readonly Pick<Remembered, 'question' | 'stability' | 'last_review' | 'right_'>[],
  now: Date,
): ReadonlyMap<string, number> {
  const known = new Map(
    memories.map(({ question, stability, last_review, right_ }) => [
      question,
      last_review === null || right_ === 0
        ? 0
        : retrievability(stability, (now.getTime() - Date.parse(last_review)) / 86_400_000),
    ]),
  )
  const byEntry = Map.groupBy(questions, ({ entry }) => entry)
  return new Map(
    [...byEntry].map(([entry, list]) => {
      const best = list
        .map(({ id }) => known.get(id) ?? 0)
        .sort((a, b) => b - a)
        .slice(0, enough)
      // Whoever practises in one language is not asked in the others.
      const most = Math.max(
        ...Map.groupBy(list, ({ language }) => language)
          .values()
          .map(({ length }) => length),
      )
      return [entry, Math.min(1, best.reduce((sum, one) => sum + one, 0) / Math.min(enough, most))]
    }),
  )
}

/** Something to grow in, and the entries that count for it. */
export interface Field {
  readonly id: string
  readonly kind: 'concept' | 'family'
  readonly title: Readonly<Record<string, string>>
  readonly entries: readonly string[]
}

/** The concepts that the playbook lays out, then the families of its entries; those without an entry are left out. */
export function fieldsOf({ entries, practice }: Playbook): readonly Field[] {
  const published = entries.filter(({ status }) => status === 'published')
  const ids = (list: readonly Entry[]) => list.map(({ id }) => id)
  const concepts = (practice?.competencies ?? []).map(({ id, title, principles, entries: further }) => ({
    id,
    kind: 'concept' as const,
    title,
    entries: ids(
      published.filter(
        (entry) =>
          principles.includes(entry.id) || entry.principles.some((one) => principles.includes(one)) || further.includes(entry.id),
      ),
    ),
  }))
  const kinds = families.map((family: Family) => ({
    id: family,
    kind: 'family' as const,
    title: {},
    entries: ids(published.filter((entry) => entry.family === family)),
  }))
  return [...concepts, ...kinds].filter(({ entries }) => entries.length > 0)
}

/** The mean level of some entries, 0-1. */
export const levelIn = (levels: ReadonlyMap<string, number>, entries: readonly string[]): number =>
  entries.reduce((sum, id) => sum + (levels.get(id) ?? 0), 0) / Math.max(1, entries.length)

/** How far somebody is on a path. */
export interface Progress {
  readonly path: Path
  readonly firm: number
  readonly all: number
}

/** How many entries of a path somebody is firm in; entries that cannot be asked are not on it. */
export function progressOn(path: Path, levels: ReadonlyMap<string, number>): Progress {
  const entries = path.entries === 'all' ? [...levels.keys()] : path.entries.filter((id) => levels.has(id))
  return { path, firm: entries.filter((id) => (levels.get(id) ?? 0) >= firm).length, all: entries.length }
}

export const isComplete = ({ firm, all }: Progress): boolean => all > 0 && firm === all

/** Longest run that is counted, in days. */
const longestRun = 400

/** Working days in a row on which somebody practised, up to today or, while today may still come, the working day before; days off neither count nor break it. */
export function streak(days: readonly Day[], today: Day, calendar: Office['calendar'] | undefined): number {
  const practised = new Set(days)
  let run = 0
  let day = today
  for (let back = 0; back < longestRun; back++, day = daysAfter(day, -1)) {
    if (calendar !== undefined && !isWorkingDay(day, calendar)) continue
    if (practised.has(day)) run++
    else if (day !== today) break
  }
  return run
}
