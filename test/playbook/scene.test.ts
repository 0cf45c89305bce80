import { describe, expect, it } from 'vitest'
import { faultLine } from '../../src/playbook/faults.ts'
import { readPlaybook } from '../../src/playbook/load.ts'
import { library, playbookWith, wetTrousers as scene } from '../helpers/playbooks.ts'

const faultsOf = (text: string) => readPlaybook(playbookWith({ ...library, 'scenes/wet.yaml': text })).faults.map(faultLine)

describe('a scene', () => {
  it('is read', () => {
    const { playbook, faults } = readPlaybook(playbookWith({ ...library, 'scenes/wet.yaml': scene }))
    expect(faults).toEqual([])
    expect(playbook?.scenes).toMatchObject([{ id: 'wet', entry: 'lost-card', title: { en: 'The wet trousers' } }])
  })

  it.each<[string, string, string]>([
    [
      'two right answers',
      scene.replace('right: false, text: "What', 'right: true, text: "What'),
      'scenes/wet.yaml:7: steps[0].choices: expected exactly one choice with right: true, found 2',
    ],
    [
      'no right answer',
      scene.replace('right: true, text: "It', 'right: false, text: "It'),
      'scenes/wet.yaml:12: steps[1].choices: expected exactly one choice with right: true, found 0',
    ],
    [
      'a choice that leads nowhere',
      scene.replace('next: gone', 'next: home'),
      'scenes/wet.yaml:14: steps[1].choices[1].next: no step or ending home; expected one of dry, gone',
    ],
    [
      'a choice that leads back',
      scene.replace('next: gone', 'next: lump'),
      'scenes/wet.yaml:14: steps[1].choices[1].next: leads back to lump; expected a later step or an ending',
    ],
    [
      'an ending that nobody reaches',
      scene.replace('next: gone', 'next: dry'),
      'scenes/wet.yaml:17: endings[1]: no choice leads to gone',
    ],
    [
      'right choices that end badly',
      scene.replace('good: true', 'good: false'),
      'scenes/wet.yaml:16: endings[0].good: expected true: right choices lead here',
    ],
    [
      'the same id twice',
      scene.replace('{ id: gone', '{ id: mend').replace('next: gone', 'next: dry'),
      'scenes/wet.yaml:17: endings[1].id: mend is the id of another part',
    ],
    [
      'an entry that does not exist',
      scene.replace('entry: lost-card', 'entry: lost-cat'),
      'scenes/wet.yaml:1: entry: no entry lost-cat; expected the id of a file in this playbook',
    ],
    [
      'a text that is too long',
      scene.replace('He laughs.', 'ha '.repeat(120)),
      'scenes/wet.yaml:8: steps[0].choices[0].reaction: expected at most 300 characters',
    ],
    [
      'a missing ending',
      scene.replace(/endings:\n(?: {2}- .*\n)+/, ''),
      'scenes/wet.yaml:1: endings: is missing; expected a list',
    ],
  ])('with %s is named with its line and what was expected', (_, text, fault) => {
    expect(faultsOf(text)).toContain(fault)
  })
})

describe('practice', () => {
  it('names entries and bodies that exist', () => {
    const { faults } = readPlaybook(
      playbookWith({
        ...library,
        'late-book.yaml': `practice: { apart: [lost-cat] }\n${library['late-book.yaml']}`,
        'practice.yaml':
          'competencies: [{ id: calm, title: Calm, principles: [calm], entries: [late-book] }]\npaths: [{ id: all, title: All, entries: all }, { id: one, title: One, entries: [late-bus] }]\n',
      }),
    )
    expect(faults.map(faultLine)).toEqual([
      'late-book.yaml:1: practice.apart[0]: no entry lost-cat; expected the id of a file in this playbook',
      'practice.yaml:1: competencies[0]: no entry calm; expected the id of a file in this playbook',
      'practice.yaml:1: paths[1].entries: no entry late-bus; expected the id of a file in this playbook',
    ])
  })
})
