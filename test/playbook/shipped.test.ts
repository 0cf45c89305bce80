import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { inspect } from '../../src/playbook/check.ts'
import { sections } from '../../src/playbook/entry.ts'
import { faultLine } from '../../src/playbook/faults.ts'
import { readPlaybook } from '../../src/playbook/load.ts'

const reading = readPlaybook(fileURLToPath(new URL('../../playbooks', import.meta.url)))
const playbook = reading.playbook
if (!playbook) throw new Error(reading.faults.map(faultLine).join('\n'))
const languages = ['en', 'es']

describe('the playbook that ships', () => {
  it('has 47 entries in five families and no fault', () => {
    const families = Object.groupBy(playbook.entries, ({ family }) => family)
    expect(Object.fromEntries(Object.entries(families).map(([family, list]) => [family, list?.length]))).toEqual({
      purpose: 8,
      circumstance: 14,
      hazard: 8,
      aftercare: 10,
      principle: 7,
    })
    expect(
      inspect(reading, '2026-11-23')
        .filter(({ severity }) => severity === 'fault')
        .map(faultLine),
    ).toEqual([])
  })

  it.each(playbook.entries.map((entry) => [entry.id, entry] as const))('%s is complete in both languages', (_, entry) => {
    for (const language of languages) {
      expect(entry.title[language]).toMatch(/\S/)
      expect(entry.summary[language]).toMatch(/\S/)
      for (const section of sections) {
        if (section === 'listen' && Object.keys(entry.sections.listen).length === 0) continue
        const items = entry.sections[section][language] ?? []
        expect([section, items.length]).toEqual([section, expect.toSatisfy((count: number) => count >= 2 && count <= 7)])
      }
      expect(entry.avoid[language]?.length).toBeGreaterThanOrEqual(3)
      expect(entry.examples[language]?.length).toBeGreaterThanOrEqual(120)
      expect(entry.counterexamples[language]?.length).toBeGreaterThanOrEqual(3)
    }
    expect(entry.points.length).toBeGreaterThan(0)
    expect(entry.related.length).toBeGreaterThan(0)
    expect(entry.after.length).toBeGreaterThan(0)
    expect(entry.escalate.length).toBeGreaterThan(0)
  })

  it('knows at least 25 other bodies in both languages, and all contacts', () => {
    expect(playbook.office?.directory.length).toBeGreaterThanOrEqual(25)
    for (const body of playbook.office?.directory ?? [])
      for (const language of languages) expect(body.topics[language]?.length).toBeGreaterThanOrEqual(5)
    expect(Object.keys(playbook.office?.contacts ?? {})).toEqual(
      expect.arrayContaining(['supervisor', 'security', 'emergency', 'psychologist', 'crisis-line']),
    )
  })

  it('has at least 300 messages outside its scope in each language', () => {
    for (const language of languages) expect(playbook.outOfScope[language]?.length).toBeGreaterThanOrEqual(300)
  })
})
