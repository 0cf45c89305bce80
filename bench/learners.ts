import { chance as chanceFrom } from '../src/guidance/learn/chance.ts'
import { type Question, question } from '../src/training/question.ts'
import { curve, gradeOf, type Memory, parameters, reviewed, type Sureness } from '../src/training/schedule.ts'
import { compose, isDue } from '../src/training/sets.ts'
import { table } from './table.ts'

/** A learner's head: what happens in it is not told to the scheduler, which sees answers alone. */
interface Head {
  /** How likely the question is known on a day, 0-1; 0 when it was never met. */
  readonly knows: (question: number, day: number) => number
  /** The question was asked on a day, and known or not; its answer was explained. */
  readonly met: (question: number, day: number, known: boolean) => void
}

const learners = 40
const items = 240
const days = 400
/** New questions a day while there are any. */
const fresh = 3
/** Days before answers are counted: at first nearly everything is new. */
const settled = 60
/** A guess among four. */
const lucky = 0.25
/** Longest fixed interval that is tried, in days. */
const longest = 40

/** Heads that forget as FSRS-6 says, but each with weights of its own: about a fifth faster or slower everywhere than those that the scheduler believes in. */
function curveHead(chance: () => number): Head {
  const own = parameters.w.map((weight, at) => (at === 20 ? weight : weight * (0.8 + 0.4 * chance())))
  const w = (at: number) => own[at] ?? 0
  const memory = new Map<number, { stability: number; difficulty: number; last: number }>()
  const difficulty = new Map<number, number>()
  const recall = (stability: number, elapsed: number) => (1 + (curve.factor * elapsed) / stability) ** curve.decay
  return {
    knows: (item, day) => {
      const one = memory.get(item)
      return one ? recall(one.stability, day - one.last) : 0
    },
    met: (item, day, known) => {
      const one = memory.get(item)
      if (!one) {
        const hard = difficulty.get(item) ?? 3 + 5 * chance()
        difficulty.set(item, hard)
        memory.set(item, { stability: known ? w(2) : w(0), difficulty: hard, last: day })
        return
      }
      const elapsed = day - one.last
      const likely = recall(one.stability, elapsed)
      const grown = known
        ? one.stability *
          (1 + Math.exp(w(8)) * (11 - one.difficulty) * one.stability ** -w(9) * (Math.exp(w(10) * (1 - likely)) - 1))
        : Math.min(
            one.stability,
            w(11) * one.difficulty ** -w(12) * ((one.stability + 1) ** w(13) - 1) * Math.exp(w(14) * (1 - likely)),
          )
      memory.set(item, { ...one, stability: Math.max(0.1, grown), last: day })
    },
  }
}

/** Heads of another kind: what is known halves with time (an exponential half-life); recalling it late lengthens that time most, forgetting it shortens it. */
function halvingHead(chance: () => number): Head {
  const quick = 1.2 + 1.2 * chance()
  const memory = new Map<number, { half: number; last: number }>()
  const ease = new Map<number, number>()
  return {
    knows: (item, day) => {
      const one = memory.get(item)
      return one ? 2 ** (-(day - one.last) / one.half) : 0
    },
    met: (item, day, known) => {
      const easy = ease.get(item) ?? 0.6 + 0.8 * chance()
      ease.set(item, easy)
      const one = memory.get(item)
      if (!one) {
        memory.set(item, { half: (known ? 12 : 6) * easy, last: day })
        return
      }
      const late = Math.min(1, (day - one.last) / (0.15 * one.half))
      memory.set(item, { half: known ? one.half * (1 + quick * easy * late) : Math.max(3, one.half * 0.35), last: day })
    },
  }
}

/** When a question falls due, for whoever decides that. */
interface Scheduler {
  readonly due: (item: number, day: number) => boolean
  readonly answered: (item: number, day: number, right: boolean, sure: Sureness) => void
}

const dateOf = (day: number) => new Date(Date.UTC(2026, 0, 1 + day, 9))
const dayOf = (day: number) => dateOf(day).toISOString().slice(0, 10)

function ours(): Scheduler {
  const memories = new Map<number, Memory>()
  return {
    due: (item, day) => {
      const memory = memories.get(item)
      return memory !== undefined && isDue(memory, dayOf(day))
    },
    answered: (item, day, right, sure) => {
      memories.set(item, reviewed(memories.get(item), gradeOf(right, sure, !memories.has(item)), dateOf(day)))
    },
  }
}

/** Every so many days, whatever was answered. */
function every(interval: number): Scheduler {
  const last = new Map<number, number>()
  return {
    due: (item, day) => day - (last.get(item) ?? day) >= interval,
    answered: (item, day) => {
      last.set(item, day)
    },
  }
}

/** What came of a year. */
interface Outcome {
  reviews: number
  due: number
  known: number
  right: number
  /** How much of everything is known on the last day. */
  left: number
}

/** How sure somebody is: of what they know, as sure as they know it well; else they guess, and one in six is sure all the same. */
function surenessOf(known: boolean, likely: number, chance: () => number): Sureness {
  if (!known) return chance() < 1 / 6 ? 'sure' : chance() < 0.3 ? 'fairly' : 'guess'
  return chance() < 0.1 ? 'guess' : likely > 0.97 && chance() < 0.4 ? 'sure' : 'fairly'
}

function year(head: Head, scheduler: Scheduler, chance: () => number): Outcome {
  const outcome: Outcome = { reviews: 0, due: 0, known: 0, right: 0, left: 0 }
  let introduced = 0
  const ask = (item: number, day: number, first: boolean) => {
    const likely = head.knows(item, day)
    const known = chance() < likely
    const right = known || chance() < lucky
    scheduler.answered(item, day, right, surenessOf(known, likely, chance))
    head.met(item, day, known)
    outcome.reviews++
    if (first || day < settled) return
    outcome.due++
    if (known) outcome.known++
    if (right) outcome.right++
  }
  for (let day = 0; day < days; day++) {
    for (let item = 0; item < introduced; item++) if (scheduler.due(item, day)) ask(item, day, false)
    for (let count = 0; count < fresh && introduced < items; count++) ask(introduced++, day, true)
  }
  for (let item = 0; item < items; item++) outcome.left += head.knows(item, days) / items
  return outcome
}

/** The daily sets as the product makes them, ten questions a day. */
function sets(head: Head, chance: () => number): Outcome {
  const outcome: Outcome = { reviews: 0, due: 0, known: 0, right: 0, left: 0 }
  const all: readonly Question[] = Array.from({ length: items }, (_, at) =>
    question({ kind: 'situation', entry: `entry-${at % 47}`, language: 'en', asks: String(at), answer: String(at) }),
  )
  const numbers = new Map(all.map(({ id }, at) => [id, at]))
  const memories = new Map<string, Memory>()
  for (let day = 0; day < days; day++) {
    const standings = all.map((one) => ({ question: one, memory: memories.get(one.id), wrong: 0.25, safety: false }))
    for (const { id } of compose(standings, dayOf(day))) {
      const item = numbers.get(id) ?? 0
      const before = memories.get(id)
      const likely = head.knows(item, day)
      const known = chance() < likely
      const right = known || chance() < lucky
      memories.set(id, reviewed(before, gradeOf(right, surenessOf(known, likely, chance), before === undefined), dateOf(day)))
      head.met(item, day, known)
      outcome.reviews++
      if (!before || day < settled) continue
      outcome.due++
      if (known) outcome.known++
      if (right) outcome.right++
    }
  }
  for (let item = 0; item < items; item++) outcome.left += head.knows(item, days) / items
  return outcome
}

/**
 * What simulated learners remember when a question falls due, and how many answers it takes, against fixed intervals with the same heads: among them the longest one that keeps as
 * much known. Fixed intervals go on asking what has long been known, so more is known on the last day, at that price.
 */
export function measureLearners(): void {
  for (const [name, headOf] of [
    ['forgetting by FSRS curves, each learner with weights of their own', curveHead],
    ['forgetting by half-lives', halvingHead],
  ] as const) {
    const everybody = (schedulerOf: () => Scheduler): Outcome =>
      sum(
        Array.from({ length: learners }, (_, at) => {
          const chance = chanceFrom(1_000 + at)
          return year(headOf(chance), schedulerOf(), chance)
        }),
      )
    const mine = everybody(ours)
    const fixed = Array.from({ length: longest }, (_, at) => ({ interval: at + 1, ...everybody(() => every(at + 1)) }))
    // The longest fixed interval that keeps as much known as ours does when it asks.
    const peer = fixed.findLast((one) => one.known / one.due >= mine.known / mine.due) ?? fixed[0]
    const daily = sum(
      Array.from({ length: learners }, (_, at) => {
        const chance = chanceFrom(1_000 + at)
        return sets(headOf(chance), chance)
      }),
    )
    const row = (what: string, one: Outcome) => [
      what,
      Math.round(one.reviews / learners),
      (one.known / one.due).toFixed(3),
      (one.right / one.due).toFixed(3),
      (one.left / learners).toFixed(3),
    ]
    table(
      `${learners} learners, ${items} questions, ${days} days, ${name}`,
      ['', 'answers each', 'known when due', 'right when due', 'known on the last day'],
      [
        row('ts-fsrs at 90 %, three new a day', mine),
        row('the daily set of ten', daily),
        ...(peer ? [row(`every ${peer.interval} days (as much known)`, peer)] : []),
        ...[7, 14, 30].map((interval) => row(`every ${interval} days`, fixed[interval - 1] ?? mine)),
      ],
    )
  }
}

const sum = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.reduce(
    (all, one) => ({
      reviews: all.reviews + one.reviews,
      due: all.due + one.due,
      known: all.known + one.known,
      right: all.right + one.right,
      left: all.left + one.left,
    }),
    { reviews: 0, due: 0, known: 0, right: 0, left: 0 },
  )
