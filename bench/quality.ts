import type { Guide } from '#engine'
import { messages } from './messages.ts'
import { share, table } from './table.ts'

/** What the engine makes of the blind messages of a language, as counts. */
export interface Quality {
  readonly language: string
  readonly inside: number
  readonly first: number
  readonly three: number
  readonly useful: number
  readonly wrong: number
  readonly clarified: number
  readonly refusedInside: number
  readonly outside: number
  readonly refusedOutside: number
  /** Messages whose right entry is a safety entry, and how many raised an alarm or were given that entry. */
  readonly safety: number
  readonly caught: number
  /** Messages without any danger, and how many raised an alarm. */
  readonly calm: number
  readonly falselyRaised: number
  /** Dangers of the harder set by alarm: [caught, all]. */
  readonly dangers: Readonly<Record<string, readonly [number, number]>>
  /** Of messages to which several entries apply: how many entries apply, are given, and both. */
  readonly applying: number
  readonly given: number
  readonly rightlyGiven: number
  /** `right -> taken` for wrong first places. */
  readonly taken: ReadonlyMap<string, number>
}

/** Entries whose messages may rightly raise an alarm: dangers live next door to them. */
const nearDanger = new Set(['psychological-crisis', 'with-children', 'intoxicated-visitor'])

export function measure(guide: Guide, language: string): Quality {
  const { labelled, dangerous, several } = messages(language)
  const safetyEntries = new Set(
    guide
      .playbook()
      .entries.filter(({ safety }) => safety)
      .map(({ id }) => id),
  )
  for (const id of nearDanger) safetyEntries.delete(id)
  const count = {
    inside: 0,
    first: 0,
    three: 0,
    useful: 0,
    wrong: 0,
    clarified: 0,
    refusedInside: 0,
    outside: 0,
    refusedOutside: 0,
    safety: 0,
    caught: 0,
    calm: 0,
    falselyRaised: 0,
    applying: 0,
    given: 0,
    rightlyGiven: 0,
  }
  const dangers: Record<string, [number, number]> = {}
  const taken = new Map<string, number>()
  for (const { text, entry } of labelled) {
    const { match, decision } = guide.match(text)
    const given = decision.kind === 'answer' ? decision.entries.map(({ id }) => id) : []
    if (entry === null || !(safetyEntries.has(entry) || nearDanger.has(entry))) {
      count.calm++
      if (match.raised.length > 0) count.falselyRaised++
    } else if (safetyEntries.has(entry)) {
      count.safety++
      if (match.raised.length > 0 || given.includes(entry)) count.caught++
    }
    if (entry === null) {
      count.outside++
      if (decision.kind === 'unknown') count.refusedOutside++
      continue
    }
    count.inside++
    const ranked = match.ranking.map(({ id }) => id)
    if (ranked[0] === entry) count.first++
    else taken.set(`${entry} -> ${ranked[0]}`, (taken.get(`${entry} -> ${ranked[0]}`) ?? 0) + 1)
    if (ranked.slice(0, 3).includes(entry)) count.three++
    if (decision.kind === 'unknown') count.refusedInside++
    if (decision.kind === 'clarify') count.clarified++
    if (decision.kind === 'clarify' ? decision.choices.some(({ id }) => id === entry) : given[0] === entry) count.useful++
    if (decision.kind === 'answer' && given[0] !== entry) count.wrong++
  }
  for (const { text, alarm } of dangerous) {
    const { raised } = guide.match(text).match
    const name = alarm ?? 'only sounds like it'
    const [hits, all] = dangers[name] ?? [0, 0]
    dangers[name] = [hits + (raised.length > 0 ? 1 : 0), all + 1]
  }
  for (const { text, entries } of several) {
    const { decision } = guide.match(text)
    const given = decision.kind === 'answer' ? decision.entries.map(({ id }) => id) : []
    count.applying += entries.length
    count.given += given.length
    count.rightlyGiven += given.filter((id) => entries.includes(id)).length
  }
  return { language, ...count, dangers, taken }
}

export function printQuality(all: readonly Quality[]): void {
  const rows: [string, (quality: Quality) => string][] = [
    ['messages inside / outside', ({ inside, outside }) => `${inside} / ${outside}`],
    ['right entry ranked first', ({ first, inside }) => share(first, inside)],
    ['right entry among the first three', ({ three, inside }) => share(three, inside)],
    ['useful: answered right, or right among the choices', ({ useful, inside }) => share(useful, inside)],
    ['answered wrong', ({ wrong, inside }) => share(wrong, inside)],
    ['asked which', ({ clarified, inside }) => share(clarified, inside)],
    ['outside, refused', ({ refusedOutside, outside }) => share(refusedOutside, outside)],
    ['inside, refused', ({ refusedInside, inside }) => share(refusedInside, inside)],
    ['safety messages caught', ({ caught, safety }) => `${share(caught, safety)} of ${safety}`],
    ['alarms raised falsely', ({ falselyRaised, calm }) => `${share(falselyRaised, calm)} of ${calm}`],
    ['several apply: share of them given', ({ rightlyGiven, applying }) => share(rightlyGiven, applying)],
    ['several apply: share of the given that apply', ({ rightlyGiven, given }) => share(rightlyGiven, given)],
    ...Object.keys(all[0]?.dangers ?? {}).map((alarm): [string, (quality: Quality) => string] => [
      `hard set, alarm raised: ${alarm}`,
      ({ dangers }) => `${share(...(dangers[alarm] ?? [0, 0]))} of ${dangers[alarm]?.[1]}`,
    ]),
  ]
  table(
    'Quality on blind messages',
    ['', ...all.map(({ language }) => language)],
    rows.map(([name, figure]) => [name, ...all.map(figure)]),
  )
  for (const { language, taken } of all)
    table(
      `Taken for another entry, ${language}`,
      ['right entry -> taken for', 'times'],
      [...taken].sort(([, a], [, b]) => b - a).slice(0, 20),
    )
}
