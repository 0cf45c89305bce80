import type { Match, Scored } from './match.ts'

/** What the assistant does with a message. */
export type Decision =
  | { readonly kind: 'answer'; readonly entries: readonly Scored[] }
  | { readonly kind: 'clarify'; readonly choices: readonly Scored[] }
  | { readonly kind: 'unknown'; readonly nearest: readonly Scored[] }

export interface DecisionSettings {
  /** True when the message answers a clarification: then there is no second one. */
  readonly clarified?: boolean
}

/** The two thresholds: the best entry is sure from here on by itself, or when it leads the next by so much. Set on our own blind messages. */
const sure = 0.55
const lead = 0.3
/** A further entry joins the answer when the whole message gives it this much, or one clause by itself this much. */
const alsoInWhole = 0.2
const alsoInClause = 0.6
/** Most entries in one answer, most choices in a clarification. */
const mostEntries = 4
const mostChoices = 3
/** A choice less likely than this is not worth a button. */
const leastChoice = 0.03

/**
 * Decides: answer, ask which, or say that the playbook does not cover it. A danger is always answered, and leads.
 */
export function decide(match: Match, { clarified = false }: DecisionSettings = {}): Decision {
  const { ranking, raised } = match
  const [best, next] = ranking
  if (raised.length > 0) {
    const dangers = (sure: boolean) =>
      raised.flatMap(({ alarm, certain }) => (certain === sure ? (ranking.find(({ id }) => id === alarm.entry) ?? []) : []))
    const likeliest = match.outside ? [] : ranking.slice(0, 1)
    const led = [...dangers(true), ...(dangers(true).length > 0 ? [] : likeliest), ...dangers(false)]
    return { kind: 'answer', entries: withOthers(unique(led), match) }
  }
  if (match.outside || best === undefined) return { kind: 'unknown', nearest: ranking.slice(0, 2) }
  if (clarified || best.score >= sure || best.score - (next?.score ?? 0) >= lead || severalStand(best, match))
    return { kind: 'answer', entries: withOthers([best], match) }
  return { kind: 'clarify', choices: ranking.slice(0, mostChoices).filter(({ score }, at) => at < 2 || score >= leastChoice) }
}

/** Close entries are no riddle when the best one has a clause of its own and another entry has another: then both apply. */
function severalStand(best: Scored, { inClauses }: Match): boolean {
  const standing = inClauses.filter(({ score }) => score >= alsoInClause)
  return standing.length > 1 && standing.some(({ id }) => id === best.id)
}

/** Adds what also applies: entries that the whole message or one of its clauses speaks for. */
function withOthers(led: readonly Scored[], { ranking, inClauses }: Match): Scored[] {
  const entries = [...led]
  const add = (scored: Scored) => {
    if (entries.length < mostEntries && !entries.some(({ id }) => id === scored.id)) entries.push(scored)
  }
  for (const scored of ranking.slice(1, mostEntries)) if (scored.score >= alsoInWhole) add(scored)
  for (const scored of inClauses) if (scored.score >= alsoInClause) add(scored)
  return entries
}

function unique(entries: readonly Scored[]): Scored[] {
  return entries.filter(({ id }, at) => entries.findIndex((other) => other.id === id) === at)
}
