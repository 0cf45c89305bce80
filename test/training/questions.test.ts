import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../src/conversation/limits.ts'
import { type Guide, openGuide } from '../../src/guidance/guide.ts'
import { readPlaybook } from '../../src/playbook/load.ts'
import { questionsOf } from '../../src/training/catalogue.ts'
import { type Choice, choicesOf, plain, type Rank } from '../../src/training/choices.ts'
import type { Question } from '../../src/training/question.ts'
import { sheetOf } from '../../src/training/sheet.ts'
import { learntFolder, playbooks } from '../helpers/learnt.ts'
import { library, playbookWith } from '../helpers/playbooks.ts'

let guide: Guide
let rank: Rank
beforeAll(async () => {
  guide = await openGuide({ playbooks, data: learntFolder(), study: 'full' })
  rank = (text, language) => guide.match(text, language).match.ranking
})
afterAll(() => guide.close())

/** Chance that can be repeated, as a list of draws. */
const draws = fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 40, maxLength: 40 })
const chanceFrom = (list: readonly number[]) => {
  let at = 0
  return () => list[at++ % list.length] ?? 0
}

describe.each(['en', 'es'])('the questions of the playbook, in %s', (language) => {
  const all = () => questionsOf(guide.playbook(), language)

  it('are more than 1,500, each once, of every kind', () => {
    const questions = all()
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length)
    expect(new Set(questions.map(({ kind, entry, asks, answer }) => [kind, entry, asks, answer].join('\n'))).size).toBe(
      questions.length,
    )
    expect(questions.length).toBeGreaterThan(1_500)
    expect(new Set(questions.map(({ kind }) => kind)).size).toBe(8)
    // Every entry is asked about in every way that its sections allow.
    for (const { id } of guide.playbook().entries)
      expect(new Set(questions.filter(({ entry }) => entry === id).map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(6)
  })

  it('have one right answer each, four choices, none empty, doubled, cut off or right as well, however they are drawn', () => {
    const { entries } = guide.playbook()
    for (const question of all()) {
      if (question.kind === 'scene') continue
      fc.assert(
        fc.property(draws, (list) => {
          const choices = choicesOf(question, guide.playbook(), rank, chanceFrom(list))
          expect(choices).toHaveLength(4)
          expect(choices.filter(({ right }) => right)).toHaveLength(1)
          expect(new Set(choices.map(({ text }) => plain(text))).size).toBe(choices.length)
          for (const choice of choices) {
            expect(plain(choice.text)).not.toBe('')
            expect(choice.text.length).toBeLessThanOrEqual(limits.choice)
          }
          const entry = entries.find(({ id }) => id === question.entry)
          for (const choice of choices)
            if (!choice.right) expect([question.id, alsoRight(question, choice)]).toEqual([question.id, false])
          function alsoRight({ kind, asks }: Question, { text, from }: Choice): boolean {
            const own = new Set((entry?.avoid[language] ?? []).map(({ not }) => not))
            switch (kind) {
              case 'situation':
                return (
                  from === entry?.id ||
                  entry?.apart.includes(from) === true ||
                  (rank(asks, language).find(({ id }) => id === from)?.score ?? 0) >= 0.03
                )
              case 'say':
                return entry?.sections.say[language]?.includes(text) === true || (from === entry?.id && !own.has(text))
              case 'avoid':
                return own.has(text)
              case 'record':
                return entry?.sections.record[language]?.includes(text) === true
              case 'after':
                return entry?.after.some(({ task }) => task[language] === text) === true
              case 'office':
                return from === question.answer || question.body?.apart.includes(from) === true
              case 'deadline':
              case 'scene':
                return false
            }
          }
        }),
        { numRuns: 3 },
      )
    }
  }, 120_000)

  it('play scenes through to their first ending by right choices, and to an ending by any', () => {
    const scenes = all().filter(({ kind }) => kind === 'scene')
    expect(scenes.length).toBeGreaterThanOrEqual(24)
    for (const point of ['sent-around', 'demands-leader', 'complaint-about-staff'])
      expect(scenes.map(({ entry }) => entry)).toContain(point)
    for (const question of scenes) {
      const { scene } = question
      if (!scene) throw new Error('a scene without its scene')
      const way = (at: string, right: boolean[]): string[] => {
        const step = scene.steps.find(({ id }) => id === at)
        if (!step) return [at]
        return step.choices.flatMap((one) => (right.length && !one.right ? [] : way(one.next, right)))
      }
      const start = scene.steps[0]?.id ?? ''
      expect(way(start, [true])).toEqual([scene.endings[0]?.id])
      for (const end of way(start, [])) expect(scene.endings.map(({ id }) => id)).toContain(end)
      for (const step of scene.steps) {
        const texts = step.choices.map(({ text }) => text[language] ?? '')
        expect(new Set(texts.map(plain)).size).toBe(texts.length)
        for (const { text, reaction, why } of step.choices)
          for (const words of [text, reaction, why]) expect(words[language]).toBeTruthy()
      }
      expect(sheetOf(question, guide.playbook(), rank, () => 0.4)?.choices.filter(({ right }) => right)).toHaveLength(1)
    }
  })
})

describe("another trade's playbook", () => {
  it('is asked about as far as it goes', () => {
    const { playbook } = readPlaybook(playbookWith(library))
    if (!playbook) throw new Error('the library has faults')
    const questions = questionsOf(playbook, 'en')
    expect(questions.length).toBeGreaterThan(10)
    for (const question of questions) {
      const choices = choicesOf(
        question,
        playbook,
        () => [],
        () => 0.5,
      )
      expect(choices).toHaveLength(3)
      expect(choices.filter(({ right }) => right)).toHaveLength(1)
    }
    expect(questionsOf(playbook, 'es')).toEqual([])
  })

  it('is not asked about where it is too small', () => {
    const { 'lost-card.yaml': only } = library
    const { playbook } = readPlaybook(playbookWith({ 'lost-card.yaml': only }))
    if (!playbook) throw new Error('it has faults')
    for (const question of questionsOf(playbook, 'en')) expect(sheetOf(question, playbook, () => [], Math.random)).toBeUndefined()
  })
})
