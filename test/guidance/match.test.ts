import { beforeAll, describe, expect, it } from 'vitest'
import { decide } from '../../src/guidance/decide.ts'
import { beginLearning } from '../../src/guidance/learn/learning.ts'
import { shelf } from '../../src/guidance/learn/shelf.ts'
import { groundwork, type Matcher } from '../../src/guidance/match.ts'
import { readPlaybook } from '../../src/playbook/load.ts'
import { library, playbookWith, temporaryFolder } from '../helpers/playbooks.ts'

async function learnt(files: Readonly<Record<string, string>>): Promise<Matcher> {
  const { playbook } = readPlaybook(playbookWith(files))
  if (!playbook) throw new Error('faulty playbook')
  const { lesson, matcher } = groundwork(playbook)
  return matcher(await beginLearning(lesson, { shelf: shelf(temporaryFolder()) }).full())
}

describe("another trade's playbook, in one language, with nothing but titles and examples", () => {
  let match: Matcher
  beforeAll(async () => {
    match = await learnt(library)
  })

  it.each([
    ['a reader lost the card', 'lost-card'],
    ['book is overdue by months', 'late-book'],
    ['students talking loudly', 'noisy-reader'],
    ['studnets tlaking loudyl in the raeding room', 'noisy-reader'],
  ])('%j is %s', (text, expected) => {
    expect(match(text).ranking[0]?.id).toBe(expected)
  })

  it('ranks every entry, and the scores are probabilities', () => {
    const { ranking } = match('book is late')
    expect(ranking).toHaveLength(3)
    for (const { score } of ranking) expect(score).toSatisfy((value: number) => value >= 0 && value <= 1)
    expect(ranking.reduce((sum, { score }) => sum + score, 0)).toBeLessThanOrEqual(1.0001)
  })

  it('says why in the words of the message', () => {
    const reasons = match('hello, she LOST her card yesterday').because('lost-card')
    expect(reasons.length).toBeGreaterThan(0)
    for (const reason of reasons) expect('hello, she LOST her card yesterday').toContain(reason)
    expect(reasons.join(' ')).toMatch(/LOST|card/)
  })

  it('refuses what resembles nothing', () => {
    expect(decide(match('qwrtz plmk')).kind).toBe('unknown')
    expect(decide(match('')).kind).toBe('unknown')
  })
})

describe('a danger', () => {
  const files = {
    ...library,
    'safety/fire.yaml':
      'contact: porter\ntitle: Fire\nsteps: [Leave the room., Call the porter.]\ncues: [smoke from|in the shelves, on fire]\nharmless: [sale is on fire]\n',
    'safety/leak.yaml':
      'entry: noisy-reader\ncontact: porter\ntitle: Leak\nsteps: [Move the books., Call the porter.]\ncues: [water|rain through the roof]\n',
  }
  let match: Matcher
  beforeAll(async () => {
    match = await learnt(files)
  })
  const raised = (text: string) => match(text).raised.map(({ alarm }) => alarm.id)

  it('is caught by its cues, misspelt too, and not by harmless phrases', () => {
    expect(raised('there is SMOKE in the shelves')).toEqual(['fire'])
    expect(raised('smokee in the shlves')).toEqual(['fire'])
    expect(raised('the sale is on fire')).toEqual([])
    expect(raised('lost her card')).toEqual([])
  })

  it('is always answered, and leads with its entry', () => {
    const decision = decide(match('rain through the roof, and she lost her card'))
    expect(decision.kind).toBe('answer')
    if (decision.kind === 'answer') expect(decision.entries[0]?.id).toBe('noisy-reader')
    expect(decide(match('zzz on fire zzz')).kind).toBe('answer')
  })
})

describe('learning', () => {
  it('gives the same answers to the last bit, learnt anew or taken from the shelf', async () => {
    const { playbook } = readPlaybook(playbookWith(library))
    if (!playbook) throw new Error('faulty playbook')
    const { lesson, matcher } = groundwork(playbook)
    const folder = temporaryFolder()
    const first = beginLearning(lesson, { shelf: shelf(folder) })
    const one = matcher(await first.full())
    const kept = beginLearning(lesson, { shelf: shelf(folder) })
    expect([first.remembered, kept.remembered]).toEqual([false, true])
    const two = matcher(await kept.full())
    const three = matcher(await beginLearning(lesson, { shelf: shelf(temporaryFolder()) }).full())
    for (const text of ['lost the card', 'loud people', 'late again']) {
      expect(two(text).ranking).toEqual(one(text).ranking)
      expect(three(text).ranking).toEqual(one(text).ranking)
    }
  })
})
