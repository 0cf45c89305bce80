import { describe, expect, it } from 'vitest'
import { inspect } from '../../src/playbook/check.ts'
import { faultLine } from '../../src/playbook/faults.ts'
import { readPlaybook } from '../../src/playbook/load.ts'
import { library, playbookWith } from '../helpers/playbooks.ts'

const inspected = (files: Readonly<Record<string, string>>) =>
  inspect(readPlaybook(playbookWith({ ...library, ...files })), '2026-11-23').map(faultLine)

describe('looking a valid playbook through', () => {
  it('finds nothing in a good one', () => {
    expect(inspected({})).toEqual([])
  })

  it('refuses near-duplicates, within an entry and across entries, and names both places', () => {
    expect(
      inspected({ 'x.yaml': 'title: X\nexamples:\n  - the tap drips all night long\n  - the tap drips all day long\n' }),
    ).toEqual([expect.stringContaining('x.yaml:4: examples.en[1]: nearly the same as x.yaml:3')])
    expect(inspected({ 'x.yaml': 'title: X\nexamples: [card stolen with a handbag]\n' })).toEqual([
      expect.stringContaining('x.yaml:2: examples.en[0]: nearly the same as lost-card.yaml:5'),
    ])
  })

  it('lets examples share up to 60 % of their words', () => {
    expect(inspected({ 'x.yaml': 'title: X\nexamples:\n  - one two three four\n  - one two three five\n' })).toEqual([])
  })

  it('warns of entries due for review, from the day on', () => {
    const entry = (reviewed: string) => `title: X\nexamples: [a]\nreview: { reviewed: ${reviewed}, everyMonths: 12 }\n`
    expect(inspected({ 'x.yaml': entry('2025-11-23') })).toEqual([
      expect.stringContaining('x.yaml:3: warning: review.reviewed: is due for review since 2026-11-23'),
    ])
    expect(inspected({ 'x.yaml': entry('2025-11-24') })).toEqual([])
  })

  it('warns of a sentence that two entries claim, and of a phrase that two concepts claim', () => {
    const say = (name: string) => `title: ${name}\nexamples: [${name} alone]\nsay: [I am listening.]\n`
    expect(inspected({ 'x.yaml': say('x'), 'y.yaml': say('y') })).toEqual([
      expect.stringContaining('y.yaml:3: warning: say.en[0]: “i am listening.” is also said in x'),
    ])
    expect(inspected({ 'lexicon/en.yaml': 'one: [cold feet]\ntwo: [cold feet]\n' })).toEqual([
      expect.stringContaining('lexicon/en.yaml:1: warning: two[0]: “cold feet” is claimed by one too'),
    ])
  })

  it('refuses a phrase that cannot be read', () => {
    expect(inspected({ 'lexicon/en.yaml': 'one: ["... feet"]\n' })).toEqual([
      expect.stringContaining('one[0]: expected a phrase that begins with a word'),
    ])
  })

  it('warns of long sections', () => {
    expect(
      inspected({ 'x.yaml': `title: X\nexamples: [a]\nask: [${Array.from({ length: 8 }, (_, at) => `q${at}`).join(', ')}]\n` }),
    ).toEqual([expect.stringContaining('x.yaml:3: warning: ask.en: has 8 items')])
  })
})
