import { tokenise } from '../guidance/words/normalise.ts'
import { phraseFault } from '../guidance/words/phrases.ts'
import { type Entry, sections } from './entry.ts'
import { type Fault, fieldName } from './faults.ts'
import type { Playbook, Reading } from './load.ts'

/** Words that two examples may share, of all the words they have: above it they are near-duplicates. */
const mostShared = 0.6
/** Examples of an entry and language that keep it recognisable; with fewer, matching suffers (measured). */
const fewExamples = 120
/** Items of a section that can be taken in at the window. */
const mostItems = 7

/** Looks a valid playbook through: faults that no single file shows, and warnings worth a supervisor's look. `today` is a date such as 2026-11-23. */
export function inspect({ playbook, files, lineOf }: Reading, today: string): Fault[] {
  if (!playbook) return []
  const found: Fault[] = []
  const report = (severity: Fault['severity'], id: string, path: readonly PropertyKey[], message: string) =>
    found.push({ severity, file: files.get(id) ?? id, line: lineOf(id, path), field: fieldName(path), message })

  for (const twin of nearDuplicates(playbook)) {
    const { entry, language, at } = twin.later
    const where = `${files.get(twin.earlier.entry) ?? twin.earlier.entry}:${lineOf(twin.earlier.entry, ['examples', twin.earlier.language, twin.earlier.at])}`
    report(
      'fault',
      entry,
      ['examples', language, at],
      `nearly the same as ${where}; expected an example that shares at most ${mostShared * 100} % of its words with any other`,
    )
  }
  for (const entry of playbook.entries) {
    for (const [path, message] of entryWarnings(entry, playbook.office?.languages ?? [], today))
      report('warning', entry.id, path, message)
  }
  for (const [sentence, [first, ...others]] of claims(playbook.entries))
    for (const other of others)
      report('warning', other.id, other.path, `“${sentence}” is also said in ${first?.id}; one sentence, one entry`)
  for (const [language, concepts] of Object.entries(playbook.lexicon))
    found.push(...lexiconFaults(`lexicon/${language}.yaml`, concepts))
  for (const { id, cues, harmless } of playbook.alarms)
    for (const [field, phrases] of [
      ['cues', cues],
      ['harmless', harmless],
    ] as const)
      for (const [language, list] of Object.entries(phrases))
        list.forEach((phrase, at) => {
          const fault = phraseFault(phrase)
          if (fault)
            found.push({
              severity: 'fault',
              file: `safety/${id}.yaml`,
              line: 1,
              field: `${field}.${language}[${at}]`,
              message: `expected ${fault}`,
            })
        })
  return found
}

function entryWarnings(entry: Entry, languages: readonly string[], today: string): [PropertyKey[], string][] {
  const warnings: [PropertyKey[], string][] = []
  const texts: Record<string, Readonly<Record<string, unknown>>> = {
    title: entry.title,
    summary: entry.summary,
    avoid: entry.avoid,
    examples: entry.examples,
    counterexamples: entry.counterexamples,
  }
  for (const section of sections) texts[section] = entry.sections[section]
  for (const [field, values] of Object.entries(texts)) {
    if (Object.keys(values).length > 0 || field === 'title')
      for (const language of languages)
        if (values[language] === undefined)
          warnings.push([[field], `has no ${language}; the office speaks ${languages.join(', ')}`])
    for (const [language, list] of Object.entries(values))
      if (field !== 'examples' && field !== 'counterexamples' && Array.isArray(list) && list.length > mostItems)
        warnings.push([[field, language], `has ${list.length} items; more than ${mostItems} cannot be taken in at the window`])
  }
  for (const [field, told] of [
    ['leaveOut', [...sections.map((section) => entry.sections[section]), entry.examples]],
    ['onlyHere', sections.map((section) => entry.sections[section])],
  ] as const)
    for (const [language, list] of Object.entries(entry[field])) {
      const said = new Set([
        ...told.flatMap((texts) => texts[language] ?? []),
        ...entry.after.flatMap(({ task }) => task[language] ?? []),
        ...(entry.avoid[language] ?? []).map(({ not }) => not),
      ])
      list.forEach((text, at) => {
        if (!said.has(text))
          warnings.push([['practice', field, language, at], 'is no text of this entry any more; expected one word for word'])
      })
    }
  if (languages.length > 0)
    for (const [language, examples] of Object.entries(entry.examples))
      if (examples.length < fewExamples)
        warnings.push([
          ['examples', language],
          `has ${examples.length} examples; with fewer than ${fewExamples} the entry is often missed`,
        ])
  if (entry.review) {
    const due = new Date(`${entry.review.reviewed}T00:00:00Z`)
    due.setUTCMonth(due.getUTCMonth() + entry.review.everyMonths)
    const day = due.toISOString().slice(0, 10)
    if (day <= today) warnings.push([['review', 'reviewed'], `is due for review since ${day}`])
  }
  return warnings
}

function lexiconFaults(file: string, concepts: Readonly<Record<string, readonly string[]>>): Fault[] {
  const found: Fault[] = []
  const claimed = new Map<string, string>()
  for (const [concept, phrases] of Object.entries(concepts))
    phrases.forEach((phrase, at) => {
      const field = `${concept}[${at}]`
      const fault = phraseFault(phrase)
      if (fault) found.push({ severity: 'fault', file, line: 1, field, message: `expected ${fault}` })
      const first = claimed.get(phrase)
      if (first !== undefined && first !== concept)
        found.push({ severity: 'warning', file, line: 1, field, message: `“${phrase}” is claimed by ${first} too` })
      claimed.set(phrase, concept)
    })
  return found
}

/** Sentences to be said, or to be avoided, that stand in more than one entry. */
function claims(entries: readonly Entry[]): [string, { id: string; path: PropertyKey[] }[]][] {
  const claimed = new Map<string, { id: string; path: PropertyKey[] }[]>()
  for (const entry of entries)
    for (const [language, list] of Object.entries(entry.sections.say))
      list.forEach((sentence, at) => {
        const key = sentence.toLowerCase()
        claimed.set(key, [...(claimed.get(key) ?? []), { id: entry.id, path: ['say', language, at] }])
      })
  return [...claimed].filter(([, places]) => places.length > 1)
}

interface Place {
  readonly entry: string
  readonly language: string
  readonly at: number
}

/** Pairs of examples in one language that share more words than they may, each later one with the first that it resembles. */
function nearDuplicates({ entries }: Playbook): { earlier: Place; later: Place }[] {
  const pairs: { earlier: Place; later: Place }[] = []
  const places = entries.flatMap((entry) =>
    Object.entries(entry.examples).flatMap(([language, list]) =>
      list.map((text, at) => ({ entry: entry.id, language, at, words: new Set(tokenise(text).map(({ word }) => word)) })),
    ),
  )
  const counts = new Map<string, number>()
  for (const { words } of places) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const byWord = new Map<string, number[]>()
  places.forEach(({ words, language }, now) => {
    // Two sets that share more than this part of their union share one of the rarest words of each.
    const rarest = [...words]
      .sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0) || (a < b ? -1 : 1))
      .slice(0, words.size - Math.ceil(mostShared * words.size) + 1)
    const seen = new Set<number>()
    for (const word of rarest) {
      const key = `${language} ${word}`
      const list = byWord.get(key) ?? []
      for (const before of list) seen.add(before)
      byWord.set(key, [...list, now])
    }
    const earlier = [...seen]
      .sort((a, b) => a - b)
      .find((before) => {
        const other = places[before]?.words ?? new Set()
        const shared = words.intersection(other).size
        return shared / (words.size + other.size - shared) > mostShared
      })
    const first = earlier === undefined ? undefined : places[earlier]
    const later = places[now]
    if (first && later) pairs.push({ earlier: first, later })
  })
  return pairs
}
