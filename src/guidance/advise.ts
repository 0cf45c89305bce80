import { type Entry, sections } from '../playbook/entry.ts'
import { inLanguage, type Localised } from '../playbook/localised.ts'
import type { Body, Office } from '../playbook/office.ts'
import type { Alarm } from '../playbook/safety.ts'
import { sayIn } from '../wording/wording.ts'
import { tokenise } from './words/normalise.ts'

/** The parts of a card, in the order in which they are read. */
export const parts = ['safety', 'listen', 'ask', 'say', 'avoid', 'do', 'directory', 'escalate', 'record', 'after'] as const
export type Part = (typeof parts)[number]

/** One line of advice; `instead` is the better sentence beside one to avoid. */
export interface Line {
  readonly part: Part
  readonly text: string
  readonly instead?: string
}

/** Advice for one situation, composed from every entry that applies. */
export interface Card {
  readonly language: string
  /** Titles: of the danger or the leading entry first, then of what also applies. */
  readonly title: string
  readonly summary: string | undefined
  readonly also: readonly string[]
  /** The worker's own words that led here. */
  readonly because: readonly string[]
  /** What is read at once: at most `mostLines`. */
  readonly lines: readonly Line[]
  /** The rest, in the same order. */
  readonly more: readonly Line[]
}

/** Lines of a card before "more": what can be read in ten seconds. */
export const mostLines = 12
/** Lines that say nearly the same share this much of their words. */
const sameSaying = 0.6

export interface Occasion {
  readonly language: string
  /** What applies, the leading entry first. */
  readonly entries: readonly Entry[]
  readonly alarms: readonly Alarm[]
  readonly because: readonly string[]
  readonly office: Office | undefined
  /** Bodies of the directory that handle the matter, best first. */
  readonly bodies: readonly Body[]
}

interface Candidate extends Line {
  /** Lower is read sooner; decides which lines make the card. */
  readonly rank: number
  readonly order: number
}

/** Composes the card: safety, listen, ask, say, avoid, do, record, afterwards; the most important first, nothing twice. */
export function advise({ language, entries, alarms, because, office, bodies }: Occasion): Card {
  const tell = <T>(values: Localised<T>) => inLanguage(values, language)
  const say = sayIn(language)
  const contact = (id: string) => {
    const found = office?.contacts[id]
    return found && { name: tell(found.name) ?? id, telephone: found.telephone }
  }
  const candidates: Candidate[] = []
  const add = (rank: number, line: Line) => {
    candidates.push({ ...line, rank, order: candidates.length })
  }

  for (const alarm of alarms) {
    for (const [at, text] of (tell(alarm.steps) ?? []).entries()) add(at - 20, { part: 'safety', text })
    const whom = contact(alarm.contact)
    if (whom) add(-10, { part: 'safety', text: say('card.call', whom) })
  }
  entries.forEach((entry, place) => {
    const leads = place === 0
    const rank = (part: Part, at: number) => (leads ? rankInLead(part, at) : rankBeside(part, at) + place / 100)
    for (const part of sections)
      for (const [at, text] of (tell(entry.sections[part]) ?? []).entries()) add(rank(part, at), { part, text })
    for (const [at, { not, better }] of (tell(entry.avoid) ?? []).entries())
      add(rank('avoid', at), { part: 'avoid', text: not, instead: better })
    for (const [at, { task, workingDays }] of entry.after.entries()) {
      const text = tell(task)
      if (text) add(rank('after', at), { part: 'after', text: `${text} (${say('due.in', { days: workingDays })})` })
    }
    for (const [at, { when, contact: id }] of entry.escalate.entries()) {
      const whom = contact(id)
      const text = tell(when)
      if (whom && text) add(rank('escalate', at), { part: 'escalate', text: say('card.whenCall', { when: text, ...whom }) })
    }
  })
  for (const [at, body] of bodies.entries()) add(at === 0 ? -1 : 3 + at, { part: 'directory', text: bodyLine(body, tell) })

  const chosen: Candidate[] = []
  const rest: Candidate[] = []
  const told: ReadonlySet<string>[] = []
  for (const candidate of candidates.sort((a, b) => a.rank - b.rank || a.order - b.order)) {
    const saying = new Set(tokenise(candidate.text).map(({ word }) => word))
    if (told.some((other) => overlap(saying, other) >= sameSaying)) continue
    told.push(saying)
    if (chosen.length < mostLines) chosen.push(candidate)
    else rest.push(candidate)
  }
  const [leading, ...others] = [...alarms.filter(({ entry }) => !entries.some(({ id }) => id === entry)), ...entries]
  return {
    language,
    title: (leading && tell(leading.title)) ?? '',
    summary: entries[0] && tell(entries[0].summary),
    also: others.map((other) => tell(other.title) ?? ''),
    because,
    lines: inReadingOrder(chosen),
    more: inReadingOrder(rest),
  }
}

/** How soon the n-th item of a part of the leading entry is worth a line: first one of each part, then the second ones. */
function rankInLead(part: Part, at: number): number {
  const first: Partial<Record<Part, number>> = {
    say: 1,
    do: 1.1,
    ask: 1.2,
    avoid: 1.3,
    listen: 1.4,
    record: 2,
    after: 2.1,
    escalate: 3.5,
  }
  return (first[part] ?? 9) + at * 3
}

/** The same for what also applies: what to say, do and avoid comes between the first and the second items of the leading entry. */
function rankBeside(part: Part, at: number): number {
  const first: Partial<Record<Part, number>> = { say: 2.5, do: 2.6, avoid: 3 }
  return (first[part] ?? 9) + at * 9
}

function inReadingOrder(lines: readonly Candidate[]): Line[] {
  return [...lines]
    .sort((a, b) => parts.indexOf(a.part) - parts.indexOf(b.part) || a.rank - b.rank || a.order - b.order)
    .map(({ part, text, instead }) => (instead === undefined ? { part, text } : { part, text, instead }))
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = one.intersection(other).size
  return shared / (one.size + other.size - shared || 1)
}

/** A body of the directory on one line: name, place, hours, telephone. */
export function bodyLine(
  { name, place, hours, telephone }: Body,
  tell: (values: Localised<string>) => string | undefined,
): string {
  return [tell(name), tell(place), tell(hours), telephone].filter(Boolean).join(' · ')
}
