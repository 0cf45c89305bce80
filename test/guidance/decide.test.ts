import { describe, expect, it } from 'vitest'
import { decide } from '../../src/guidance/decide.ts'
import type { Match } from '../../src/guidance/match.ts'

const match = (scores: Readonly<Record<string, number>>, more: Partial<Match> = {}): Match => ({
  language: 'en',
  ranking: Object.entries(scores).map(([id, score]) => ({ id, score })),
  inClauses: [],
  outside: false,
  raised: [],
  because: () => [],
  ...more,
})
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)

describe('the decision', () => {
  it('answers when one entry is clear', () => {
    expect(decide(match({ a: 0.9, b: 0.05 }))).toMatchObject({ kind: 'answer', entries: [{ id: 'a' }] })
  })

  it('asks which when two are close, with at most three choices', () => {
    const decision = decide(match({ a: 0.35, b: 0.3, c: 0.2, d: 0.15 }))
    expect(decision.kind).toBe('clarify')
    if (decision.kind === 'clarify') expect(ids(decision.choices)).toEqual(['a', 'b', 'c'])
  })

  it('never asks twice in a row', () => {
    expect(decide(match({ a: 0.35, b: 0.3 }), { clarified: true }).kind).toBe('answer')
  })

  it('says that it does not know, with the nearest two', () => {
    const decision = decide(match({ a: 0.35, b: 0.3, c: 0.2 }, { outside: true }))
    expect(decision.kind).toBe('unknown')
    if (decision.kind === 'unknown') expect(ids(decision.nearest)).toEqual(['a', 'b'])
  })
})
