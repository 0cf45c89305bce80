import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { question } from '../../src/training/question.ts'
import type { Memory } from '../../src/training/schedule.ts'
import { compose, isDue, type Standing, usualSize } from '../../src/training/sets.ts'

const today = '2026-11-30'

function standing(at: number, entry: string, due?: string, difficulty = 5, more: Partial<Standing> = {}): Standing {
  const memory: Memory | undefined =
    due === undefined
      ? undefined
      : {
          due,
          stability: 3,
          difficulty,
          scheduled_days: 3,
          learning_steps: 0,
          reps: 1,
          lapses: 0,
          state: 2,
          last_review: '2026-11-01T09:00:00.000Z',
        }
  return {
    question: question({ kind: 'situation', entry, language: 'en', asks: `message ${at}`, answer: entry }),
    memory,
    wrong: 0.25,
    safety: false,
    ...more,
  }
}
const soon = '2026-11-30T22:00:00.000Z'
const later = '2026-12-09T09:00:00.000Z'

describe('a daily set', () => {
  it('mixes what is due and what is new, at most ten, nothing twice, nothing that is not due', () => {
    const any = fc.array(
      fc.record({
        entry: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
        due: fc.constantFrom(undefined, soon, later, '2026-11-02T09:00:00.000Z'),
        difficulty: fc.double({ min: 1, max: 10, noNaN: true }),
      }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(any, (list) => {
        const standings = list.map(({ entry, due, difficulty }, at) => standing(at, entry, due, difficulty))
        const set = compose(standings, today)
        const due = standings.filter(({ memory }) => memory && isDue(memory, today))
        const fresh = standings.filter(({ memory }) => !memory)
        expect(set.length).toBeLessThanOrEqual(usualSize)
        expect(new Set(set.map(({ id }) => id)).size).toBe(set.length)
        const chosen = set.map(({ id }) => standings.find(({ question }) => question.id === id))
        for (const one of chosen) expect(one?.memory === undefined || isDue(one.memory, today)).toBe(true)
        const old = chosen.filter((one) => one?.memory).length
        if (due.length > 2 * usualSize) expect(old).toBe(usualSize)
        else if (due.length >= usualSize && fresh.length > 0) {
          expect(old).toBeGreaterThanOrEqual(usualSize - 2)
          expect(set.length).toBe(usualSize)
        } else expect(old).toBe(Math.min(due.length, usualSize))
      }),
    )
  })

  it('takes the hardest of what is due, and begins with the hardest', () => {
    const standings = Array.from({ length: 30 }, (_, at) => standing(at, `entry-${at}`, soon, 1 + (at * 9) / 30))
    expect(compose(standings, today).map(({ entry }) => entry)).toEqual(Array.from({ length: 10 }, (_, at) => `entry-${29 - at}`))
  })

  it('begins with safety, and asks of ten situations before it asks of one again', () => {
    const standings = Array.from({ length: 120 }, (_, at) =>
      standing(at, `entry-${at % 24}`, undefined, 5, { safety: at % 24 === 17 }),
    )
    const set = compose(standings, today)
    expect(set[0]?.entry).toBe('entry-17')
    expect(new Set(set.map(({ entry }) => entry)).size).toBe(10)
  })

  it('puts what others got wrong before what they got right', () => {
    const standings = Array.from({ length: 40 }, (_, at) => standing(at, `entry-${at}`, undefined, 5, { wrong: at / 40 }))
    expect(compose(standings, today)[0]?.entry).toBe('entry-39')
  })

  it('asks an entry twice in a row only where nothing else is left', () => {
    const standings = [...Array(5).keys()].flatMap((at) => [standing(at, 'a', soon, 9), standing(at + 10, 'b', soon, 2)])
    const entries = compose(standings, today).map(({ entry }) => entry)
    for (const [at, entry] of entries.entries()) if (at > 0) expect(entry).not.toBe(entries[at - 1])
  })

  it('takes a day as a day, at whatever hour', () => {
    const { memory } = standing(0, 'a', soon)
    expect(memory && [isDue(memory, '2026-11-29'), isDue(memory, today), isDue(memory, '2026-12-01')]).toEqual([
      false,
      true,
      true,
    ])
  })
})
