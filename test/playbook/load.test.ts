import { describe, expect, it } from 'vitest'
import { faultLine } from '../../src/playbook/faults.ts'
import { readPlaybook } from '../../src/playbook/load.ts'
import { library, playbookWith, temporaryFolder } from '../helpers/playbooks.ts'

const faultsOf = (files: Readonly<Record<string, string | Uint8Array>>) =>
  readPlaybook(playbookWith({ ...library, ...files })).faults.map(faultLine)

describe('a playbook folder', () => {
  it('needs nothing but titles and examples', () => {
    const { playbook, faults } = readPlaybook(playbookWith(library))
    expect(faults).toEqual([])
    expect(playbook?.entries.map(({ id }) => id)).toEqual(['late-book', 'lost-card', 'noisy-reader'])
    expect(playbook?.languages).toEqual(['en'])
  })

  it('gives texts without a language the language it is told', () => {
    expect(readPlaybook(playbookWith(library), { language: 'eo' }).playbook?.languages).toEqual(['eo'])
  })

  it('leaves retired entries out but knows their ids', () => {
    const { playbook, faults } = readPlaybook(
      playbookWith({
        ...library,
        'old.yaml': 'title: Old\nstatus: retired\nexamples: [a b c]\n',
        'new.yaml': 'title: New\nrelated: [old]\nexamples: [d e f]\n',
      }),
    )
    expect(faults).toEqual([])
    expect(playbook?.entries.map(({ id }) => id)).not.toContain('old')
  })

  it('has the same hash for the same content and another for another', () => {
    const hash = (files: Readonly<Record<string, string>>) => readPlaybook(playbookWith(files)).playbook?.hash
    expect(hash(library)).toBe(hash(library))
    expect(hash({ ...library, 'late-book.yaml': `${library['late-book.yaml']}  - one more\n` })).not.toBe(hash(library))
  })
})

describe('a wrong file is named with its line and what was expected', () => {
  it.each<[string, Readonly<Record<string, string | Uint8Array>>, string[]]>([
    ['a missing title', { 'x.yaml': 'status: draft\nexamples: [a]\n' }, ['x.yaml:1: title: is missing']],
    ['no examples', { 'x.yaml': 'title: X\nexamples: []\n' }, ['x.yaml:2: examples: expected at least one example']],
    [
      'a misspelt field',
      { 'x.yaml': 'title: X\nexamples: [a]\nsays: [b]\n' },
      ['x.yaml:3: says: is not a field of this file; check the spelling'],
    ],
    [
      'a wrong status',
      { 'x.yaml': 'title: X\nexamples: [a]\nstatus: live\n' },
      ['x.yaml:3: status: expected one of draft, published, retired, found "live"'],
    ],
    [
      'an item that is not text, deep down',
      { 'x.yaml': 'title: X\nexamples: [a]\nask:\n  en:\n    - ok\n    - [no]\n' },
      ['x.yaml:6: ask.en[1]: expected a text, found a list'],
    ],
    [
      'two faults at once',
      { 'x.yaml': 'examples: [a]\nreview: { reviewed: yesterday, everyMonths: 99 }\n' },
      [
        'x.yaml:1: title: is missing',
        'x.yaml:2: review.reviewed: expected a date such as 2026-11-23',
        'x.yaml:2: review.everyMonths: expected number to be <=60',
      ],
    ],
    ['bad YAML', { 'x.yaml': 'title: X\nexamples: [a\nask: : b\n' }, ['x.yaml:3: not valid YAML']],
    ['the same key twice', { 'x.yaml': 'title: X\nexamples: [a]\ntitle: Y\n' }, ['x.yaml:3: not valid YAML']],
    [
      'a duplicate id',
      { 'deep/lost-card.yaml': 'title: Again\nexamples: [a]\n' },
      ['lost-card.yaml:1: duplicate id lost-card: deep/lost-card.yaml has it already'],
    ],
    ['an id that is none', { 'Big One.yaml': 'title: X\nexamples: [a]\n' }, ['Big One.yaml:1: the file name is the id']],
    [
      'an unknown related entry',
      { 'x.yaml': 'title: X\nexamples: [a]\nrelated:\n  - lost-card\n  - nowhere\n' },
      ['x.yaml:5: related[1]: no entry nowhere'],
    ],
    ['a file that is not UTF-8', { 'x.yaml': Uint8Array.of(0x74, 0xff, 0xfe) }, ['x.yaml:1: not UTF-8 text']],
    [
      'a file of 5 MB',
      { 'x.yaml': `title: X\nexamples:\n${'  - word word word word\n'.repeat(230_000)}` },
      ['x.yaml:1: the file has 5.3 MB; expected at most 1.0 MB'],
    ],
    ['nesting without end', { 'x.yaml': `title: ${'['.repeat(5_000)}` }, ['x.yaml:1: not valid YAML']],
    ['an empty file', { 'x.yaml': '' }, ['x.yaml:1: ']],
  ])('%s', (_, files, expected) => {
    const faults = faultsOf(files)
    for (const [at, start] of expected.entries()) expect(faults[at]).toContain(start)
    expect(faults).toHaveLength(expected.length)
  })

  it('an alias bomb, without unfolding it', () => {
    const levels = Array.from({ length: 9 }, (_, at) => `l${at + 1}: &l${at + 1} [${Array(9).fill(`*l${at}`).join(', ')}]`)
    const started = performance.now()
    const faults = faultsOf({ 'x.yaml': `title: X\nl0: &l0 [lol]\n${levels.join('\n')}\nexamples: *l9\n` })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(/^x\.yaml:\d+: not valid YAML: .*alias/i)
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it('every faulty file of the folder, not only the first', () => {
    expect(faultsOf({ 'a.yaml': 'title: A\n', 'b.yaml': 'examples: [b]\n' })).toHaveLength(2)
  })

  it('a folder that is not there, and one without entries', () => {
    expect(readPlaybook('/nowhere/at/all').faults.map(faultLine)[0]).toContain('cannot be read')
    expect(readPlaybook(temporaryFolder()).faults.map(faultLine)[0]).toContain('no entry here')
  })
})

describe("an office's own published entry", () => {
  const office = `name: Town\nlanguages: [en]\ncontacts:\n  supervisor: { name: Ada, telephone: "1" }\ndirectory: []\ncalendar: { workingWeek: [monday] }\n`

  it('needs every section, unless it is a draft', () => {
    const faults = faultsOf({ 'office.yaml': office })
    for (const field of ['summary', 'ask', 'say', 'avoid', 'do', 'record', 'owner', 'review'])
      expect(faults).toContainEqual(
        expect.stringContaining(`late-book.yaml:1: ${field}: is missing; a published entry needs ${field}`),
      )
    const drafts = Object.fromEntries(Object.entries(library).map(([path, text]) => [path, `status: draft\n${text}`]))
    expect(readPlaybook(playbookWith({ ...drafts, 'office.yaml': office })).faults).toEqual([])
  })

  it('may only call contacts that the office has', () => {
    const faults = faultsOf({
      'office.yaml': office,
      'x.yaml': 'title: X\nstatus: draft\nexamples: [a]\nescalate:\n  - { when: always, contact: nobody }\n',
    })
    expect(faults).toContainEqual(
      expect.stringContaining('x.yaml:5: escalate[0].contact: no contact nobody in office.yaml; expected one of supervisor'),
    )
  })
})
