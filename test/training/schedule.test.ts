import { createEmptyCard, fsrs, Rating } from 'ts-fsrs'
import { describe, expect, it } from 'vitest'
import { gradeOf, type Memory, parameters, retrievability, reviewed, type Sureness } from '../../src/training/schedule.ts'

type Answer = readonly [day: number, right: boolean, sure: Sureness]

/** Recorded histories: the day of each answer, whether it was right, and how sure somebody was. */
const histories: Readonly<Record<string, readonly Answer[]>> = {
  'a steady learner': [
    [0, true, 'fairly'],
    [2, true, 'fairly'],
    [13, true, 'sure'],
    [70, true, 'sure'],
    [400, true, 'fairly'],
  ],
  'forgotten again and again': [
    [0, false, 'sure'],
    [1, true, 'guess'],
    [2, false, 'fairly'],
    [3, true, 'fairly'],
    [9, false, 'guess'],
    [10, true, 'guess'],
    [13, true, 'fairly'],
  ],
  'a lucky guess to begin with': [
    [0, true, 'guess'],
    [1, true, 'guess'],
    [3, true, 'fairly'],
    [12, true, 'sure'],
  ],
  'twice on one day, and long overdue': [
    [0, false, 'guess'],
    [0, true, 'fairly'],
    [1, true, 'sure'],
    [90, true, 'guess'],
    [91, false, 'sure'],
    [91, true, 'sure'],
  ],
}

const at = (day: number, answer: number) => new Date(Date.UTC(2026, 0, 5 + day, 9, answer))

describe('the schedule', () => {
  it.each(Object.entries(histories))('gives the dates of ts-fsrs for %s', (_, answers) => {
    const theirs = fsrs({ request_retention: 0.9, learning_steps: [], relearning_steps: [], enable_fuzz: false })
    const grades = { guess: Rating.Hard, fairly: Rating.Good, sure: Rating.Easy } as const
    let card = createEmptyCard(at(0, 0))
    let mine: Memory | undefined
    for (const [answer, [day, right, sure]] of answers.entries()) {
      const now = at(day, answer)
      // A guess at the first meeting was not known, right or not.
      const unknown = !right || (answer === 0 && sure === 'guess')
      card = theirs.next(card, now, unknown ? Rating.Again : grades[sure]).card
      // As it comes back from the database.
      mine = JSON.parse(JSON.stringify(reviewed(mine, gradeOf(right, sure, answer === 0), now))) as Memory
      expect(mine).toMatchObject({
        due: card.due.toISOString(),
        stability: card.stability,
        difficulty: card.difficulty,
        scheduled_days: card.scheduled_days,
        reps: card.reps,
        lapses: card.lapses,
        state: card.state,
      })
    }
  })

  it('dates a first answer as recorded: tomorrow, in a day, in two, in eight', () => {
    const now = at(0, 0)
    const days = (right: boolean, sure: Sureness) =>
      Math.round((Date.parse(reviewed(undefined, gradeOf(right, sure, true), now).due) - now.getTime()) / 86_400_000)
    expect([days(false, 'sure'), days(true, 'guess'), days(true, 'fairly'), days(true, 'sure')]).toEqual([1, 1, 2, 8])
  })

  it('asks when nine of ten still know it', () => {
    expect(parameters.request_retention).toBe(0.9)
    let memory: Memory | undefined
    for (let round = 0, now = at(0, 0); round < 6; round++, now = new Date(memory.due)) {
      memory = reviewed(memory, Rating.Good, now)
      expect(Math.abs(retrievability(memory.stability, memory.scheduled_days) - 0.9)).toBeLessThan(0.02)
    }
  })

  it('takes a clock that was put back as one that stands still', () => {
    const before = reviewed(undefined, Rating.Good, at(3, 0))
    expect(reviewed(before, Rating.Good, at(1, 0))).toEqual(reviewed(before, Rating.Good, at(3, 0)))
  })
})
