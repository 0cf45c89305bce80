import { type Card, computeDecayFactor, createEmptyCard, fsrs, type Grade, generatorParameters, Rating } from 'ts-fsrs'

/** How sure somebody said they were, before they knew whether they were right. */
export const sureness = ['guess', 'fairly', 'sure'] as const
export type Sureness = (typeof sureness)[number]

/**
 * How reviews are spaced (ts-fsrs, FSRS-6 with its own weights): so that nine of ten answers are right when they fall due. Steps of minutes are left out, since a set
 * is done once a day: what was wrong comes back at the end of the same set, and the day after.
 */
export const parameters = generatorParameters({
  request_retention: 0.9,
  learning_steps: [],
  relearning_steps: [],
  enable_fuzz: false,
})

const scheduler = fsrs(parameters)

/** What is remembered of a question, as ts-fsrs keeps it. Moments are ISO 8601, UTC. */
export interface Memory {
  readonly due: string
  readonly stability: number
  readonly difficulty: number
  readonly scheduled_days: number
  readonly learning_steps: number
  readonly reps: number
  readonly lapses: number
  readonly state: number
  readonly last_review: string | null
}

/**
 * The grade of an answer: a wrong one was forgotten, a lucky one was hard. At a first meeting a lucky one was not known at all: taken for known, it would come back too late (measured
 * with simulated learners: a point less is known when it falls due).
 */
export function gradeOf(right: boolean, sure: Sureness, first: boolean): Grade {
  if (!right || (first && sure === 'guess')) return Rating.Again
  switch (sure) {
    case 'guess':
      return Rating.Hard
    case 'fairly':
      return Rating.Good
    case 'sure':
      return Rating.Easy
  }
}

/** What is remembered after an answer, and when it falls due again. A clock that was put back since the last answer counts as standing still. */
export function reviewed(before: Memory | undefined, grade: Grade, at: Date): Memory {
  const last = before?.last_review ? Date.parse(before.last_review) : 0
  const now = new Date(Math.max(at.getTime(), last))
  const { card } = scheduler.next(before ? cardOf(before) : createEmptyCard(now), now, grade)
  return memoryOf(card)
}

/** The curve by which a memory of stability `s` fades in `t` days: (1 + factor * t / s) ^ decay. */
export const curve: { readonly factor: number; readonly decay: number } = computeDecayFactor(parameters.w)

/** How likely somebody still knows it, 0-1, so many days after their last answer. */
export const retrievability = (stability: number, days: number): number =>
  scheduler.forgetting_curve(Math.max(0, days), stability)

function cardOf({ due, last_review, ...rest }: Memory): Card {
  return {
    ...rest,
    due: new Date(due),
    // Counted anew by ts-fsrs from the last review.
    elapsed_days: 0,
    ...(last_review === null ? {} : { last_review: new Date(last_review) }),
  }
}

function memoryOf({ due, last_review, ...card }: Card): Memory {
  const { stability, difficulty, scheduled_days, learning_steps, reps, lapses, state } = card
  return {
    due: due.toISOString(),
    stability,
    difficulty,
    scheduled_days,
    learning_steps,
    reps,
    lapses,
    state,
    last_review: last_review?.toISOString() ?? null,
  }
}
