import { type Day, dayOf } from '../playbook/calendar.ts'
import type { Question } from './question.ts'
import type { Memory } from './schedule.ts'

/** Questions of a daily set where the playbook does not say: a few minutes. */
export const usualSize = 10
/** New questions that a set holds at least, while no more than a second set is overdue. */
const leastNew = 2

/** What is known of a question when a set is made. */
export interface Standing {
  readonly question: Question
  /** What the person remembers of it; undefined when they never met it. */
  readonly memory: Memory | undefined
  /** The part of everybody's answers that were wrong, 0-1. */
  readonly wrong: number
  /** Whether its entry is about safety. */
  readonly safety: boolean
}

/** Whether something remembered falls due on a day or did before: the hour does not count. */
export const isDue = ({ due }: Pick<Memory, 'due'>, today: Day): boolean => dayOf(new Date(due)) <= today

/**
 * The questions of a set: what is due, the hardest first, and new ones beside it, so that both are met on most days; what waits beyond a second set pushes new ones out. New ones
 * are of entries that the person knows least of, hardest situations first. In the set, hard stands before easy, and an entry never twice in a row where that can be.
 */
export function compose(standings: readonly Standing[], today: Day, size = usualSize): readonly Question[] {
  const due = standings.filter(({ memory }) => memory && isDue(memory, today)).sort(harder)
  const fresh = due.length > 2 * size ? 0 : Math.max(size - due.length, Math.min(leastNew, size))
  const chosen = newOnes(standings, fresh)
  const rest = due.slice(0, size - chosen.length)
  return apart([...rest, ...chosen].sort(harder)).map(({ question }) => question)
}

/** How hard a question is, about 0-1: as ts-fsrs found for this person (1-10), else as it was for everybody; what is about safety counts as harder. */
const hardness = ({ memory, wrong, safety }: Standing): number =>
  (memory ? (memory.difficulty - 1) / 9 : wrong) + (safety ? 0.5 : 0)

const harder = (a: Standing, b: Standing): number => hardness(b) - hardness(a) || (a.question.id < b.question.id ? -1 : 1)

/** New questions: each of another entry, those of which the person has met fewest questions first, each of another kind than what they met. */
function newOnes(standings: readonly Standing[], most: number): Standing[] {
  const met = new Map<string, number>()
  const metKinds = new Set<string>()
  for (const { question, memory } of standings)
    if (memory) {
      met.set(question.entry, (met.get(question.entry) ?? 0) + 1)
      metKinds.add(`${question.entry} ${question.kind}`)
    }
  const kindCount = new Map<string, number>()
  for (const { question, memory } of standings) if (memory) kindCount.set(question.kind, (kindCount.get(question.kind) ?? 0) + 1)
  const byEntry = Map.groupBy(
    standings.filter(({ memory }) => !memory),
    ({ question }) => question.entry,
  )
  const entries = [...byEntry].sort(
    ([one, [first]], [other, [second]]) =>
      (met.get(one) ?? 0) - (met.get(other) ?? 0) || (first && second ? harder(first, second) : 0),
  )
  const chosen: Standing[] = []
  for (const [entry, list] of entries) {
    if (chosen.length >= most) break
    const count = (kind: string) => kindCount.get(kind) ?? 0
    const [next] = [...list].sort(
      (a, b) =>
        Number(metKinds.has(`${entry} ${a.question.kind}`)) - Number(metKinds.has(`${entry} ${b.question.kind}`)) ||
        count(a.question.kind) - count(b.question.kind) ||
        harder(a, b),
    )
    if (!next) continue
    kindCount.set(next.question.kind, count(next.question.kind) + 1)
    chosen.push(next)
  }
  return chosen
}

/** The same in an order in which an entry does not follow itself, where that can be. */
function apart(standings: readonly Standing[]): Standing[] {
  const left = [...standings]
  const order: Standing[] = []
  while (left.length > 0) {
    const before = order.at(-1)?.question.entry
    const at = Math.max(
      0,
      left.findIndex(({ question }) => question.entry !== before),
    )
    order.push(...left.splice(at, 1))
  }
  return order
}
