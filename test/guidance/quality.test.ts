import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messages } from '../../bench/messages.ts'
import { measure, type Quality } from '../../bench/quality.ts'
import { type Guide, openGuide } from '../../src/guidance/guide.ts'
import { tokenise } from '../../src/guidance/words/normalise.ts'
import { learntFolder, playbooks } from '../helpers/learnt.ts'

const languages = ['en', 'es']
let guide: Guide
beforeAll(async () => {
  guide = await openGuide({
    playbooks,
    data: learntFolder(),
    study: 'full',
  })
})
afterAll(() => guide.close())

describe.each(languages)('on blind messages, %s', (language) => {
  let quality: Quality
  beforeAll(() => {
    quality = measure(guide, language)
  })
  const part = (count: keyof Quality, of: keyof Quality) => Number(quality[count]) / Number(quality[of])

  it('has at least 200 messages inside and 60 outside', () => {
    expect(quality.inside).toBeGreaterThanOrEqual(200)
    expect(quality.outside).toBeGreaterThanOrEqual(60)
  })

  it('holds the bars: first, three, useful, wrong, refused, safety', () => {
    expect(part('first', 'inside')).toBeGreaterThanOrEqual(0.8)
    expect(part('three', 'inside')).toBeGreaterThanOrEqual(0.93)
    expect(part('useful', 'inside')).toBeGreaterThanOrEqual(0.9)
    expect(part('wrong', 'inside')).toBeLessThanOrEqual(0.08)
    expect(part('refusedOutside', 'outside')).toBeGreaterThanOrEqual(0.9)
    expect(part('refusedInside', 'inside')).toBeLessThanOrEqual(0.05)
    expect(part('caught', 'safety')).toBeGreaterThanOrEqual(0.97)
    expect(part('falselyRaised', 'calm')).toBeLessThanOrEqual(0.02)
  })

  it('gives most of what applies at once, and little else', () => {
    expect(part('rightlyGiven', 'applying')).toBeGreaterThanOrEqual(0.68)
    expect(part('rightlyGiven', 'given')).toBeGreaterThanOrEqual(0.85)
  })

  it('stays honest: no blind message stands among the examples, nor nearly', () => {
    const examples = guide
      .playbook()
      .entries.flatMap((entry) => (entry.examples[language] ?? []).map((text) => new Set(tokenise(text).map(({ word }) => word))))
    const byWord = new Map<string, number[]>()
    examples.forEach((words, at) => {
      for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), at])
    })
    for (const { text } of messages(language).labelled) {
      const words = new Set(tokenise(text).map(({ word }) => word))
      const shared = new Map<number, number>()
      for (const word of words) for (const at of byWord.get(word) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1)
      let nearest = 0
      for (const [at, count] of shared) nearest = Math.max(nearest, count / (words.size + (examples[at]?.size ?? 0) - count))
      expect(nearest, text).toBeLessThanOrEqual(0.6)
    }
  })
})

describe('indirect dangers', () => {
  it.each([
    ['he says tomorrow none of this will matter, left his watch for his brother', 'self-harm'],
    ['dice que mañana ya nada de esto importará y le dejó el reloj a su hermano', 'self-harm'],
    ['she pulled a knife out of her bag', 'violence'],
    ['sacó un machete y lo puso sobre el mostrador', 'violence'],
    ['an old man collapsed in the queue and is not breathing', 'medical-emergency'],
    ['el niño tiene moretones y le da miedo volver a casa', 'child-in-danger'],
  ])('%j raises %s, and its steps lead the card', (text, alarm) => {
    expect(guide.match(text).match.raised.map((raised) => raised.alarm.id)).toContain(alarm)
    const answer = guide.ask(text)
    expect(answer.kind).toBe('answer')
    if (answer.kind === 'answer') expect(answer.card.lines[0]?.part).toBe('safety')
  })
})

it('answers a mixed situation with several entries', () => {
  const answer = guide.ask('man, third visit this month, banging the table, wants the director')
  expect(answer.kind).toBe('answer')
  if (answer.kind === 'answer') {
    const applying = ['angry-visitor', 'repeat-visitor', 'demands-leader']
    expect(applying).toContain(answer.entries[0])
    expect(answer.card.because.length).toBeGreaterThan(0)
  }
})
