import { describe, expect, it } from 'vitest'
import { readPlaybook } from '../../src/playbook/load.ts'
import { questionsOf } from '../../src/training/catalogue.ts'
import { fieldsOf, isComplete, levelIn, levelsOf, progressOn, streak } from '../../src/training/progress.ts'
import { question } from '../../src/training/question.ts'
import { playbooks } from '../helpers/learn.ts'

const now = new Date('2026-11-30T09:00:00.000Z')
const questions = Array.from({ length: 8 }, (_, at) =>
  question({ kind: 'situation', entry: 'a', language: 'en', asks: `message ${at}`, answer: 'a' }),
)
const knows = (count: number, stability: number, days = 0, right = true) =>
  questions.slice(0, count).map(({ id }) => ({
    question: id,
    stability,
    right_: right ? (1 as const) : (0 as const),
    last_review: new Date(now.getTime() - days * 86_400_000).toISOString(),
  }))

describe('a level', () => {
  it('grows with what is known, up to five questions of an entry', () => {
    const level = (count: number) => levelsOf(questions, knows(count, 100), now).get('a')
    expect([level(0), level(1), level(3), level(5), level(8)]).toEqual([0, 0.2, 0.6, 1, 1])
  })

  it('fades when nobody practises, and slower the better it was known', () => {
    const level = (stability: number, days: number) => levelsOf(questions, knows(5, stability, days), now).get('a') ?? 0
    expect(level(10, 10)).toBeCloseTo(0.9, 2)
    expect(level(10, 60)).toBeLessThan(level(10, 10))
    expect(level(100, 60)).toBeGreaterThan(level(10, 60))
  })

  it('counts nothing that was wrong at the last answer', () => {
    expect(levelsOf(questions, knows(5, 100, 0, false), now).get('a')).toBe(0)
  })

  it('counts nothing that the playbook no longer asks', () => {
    expect(levelsOf(questions.slice(5), knows(5, 100), now).get('a')).toBe(0)
  })
})

describe('the fields of the playbook that ships', () => {
  const { playbook } = readPlaybook(playbooks)
  if (!playbook) throw new Error('the playbook has faults')

  it('are the eight concepts and the five families, none without entries, every entry in one of each', () => {
    const fields = fieldsOf(playbook)
    expect(fields.filter(({ kind }) => kind === 'concept')).toHaveLength(8)
    expect(fields.filter(({ kind }) => kind === 'family').map(({ id }) => id)).toEqual([
      'purpose',
      'circumstance',
      'hazard',
      'aftercare',
      'principle',
    ])
    for (const kind of ['concept', 'family'] as const) {
      const covered = new Set(fields.filter((field) => field.kind === kind).flatMap(({ entries }) => entries))
      for (const { id } of playbook.entries) expect(covered).toContain(id)
    }
  })

  it('have titles in every language, and so have the paths', () => {
    const { practice, office } = playbook
    for (const language of office?.languages ?? [])
      for (const { title } of [...(practice?.competencies ?? []), ...(practice?.paths ?? [])])
        expect(title[language]).toBeTruthy()
  })

  it('make a path complete when every entry of it is firm', () => {
    const all = questionsOf(playbook, 'en')
    const path = playbook.practice?.paths.find(({ id }) => id === 'dangerous-moments')
    if (!path || path.entries === 'all') throw new Error('no such path')
    const levels = new Map(path.entries.map((id) => [id, 0.85]))
    expect(isComplete(progressOn(path, levels))).toBe(true)
    expect(isComplete(progressOn(path, new Map([...levels, [path.entries[0] ?? '', 0.7]])))).toBe(false)
    expect(progressOn({ ...path, entries: 'all' }, levelsOf(all, [], now))).toMatchObject({ firm: 0, all: 47 })
    expect(levelIn(levels, path.entries)).toBeCloseTo(0.85)
  })
})

describe('the run of working days', () => {
  // 2026-11-30 is a Monday; the Tuesday before Christmas is worked, the 25th is not.
  const calendar = {
    workingWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const,
    holidays: ['2026-12-25'],
    extraWorkingDays: [],
  }
  const run = (days: readonly string[], today: string) =>
    streak(days, today, { ...calendar, workingWeek: [...calendar.workingWeek], holidays: [...calendar.holidays] })

  it('goes on over weekends and holidays, and waits for today', () => {
    expect(run(['2026-11-30', '2026-11-27', '2026-11-26'], '2026-11-30')).toBe(3)
    expect(run(['2026-11-27', '2026-11-26'], '2026-11-30')).toBe(2)
    expect(run(['2026-12-28', '2026-12-24', '2026-12-23'], '2026-12-28')).toBe(3)
  })

  it('neither counts a day off on which somebody practised, nor asks for one', () => {
    expect(run(['2026-11-30', '2026-11-28', '2026-11-27'], '2026-11-30')).toBe(2)
    expect(run(['2026-11-28', '2026-11-27'], '2026-11-28')).toBe(1)
  })

  it('begins anew after a working day without practice', () => {
    expect(run(['2026-11-30', '2026-11-26'], '2026-11-30')).toBe(1)
    expect(run(['2026-11-26'], '2026-11-30')).toBe(0)
    expect(run([], '2026-11-30')).toBe(0)
  })
})
