import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { advise, mostLines, parts } from '../../src/guidance/advise.ts'
import { directorySearch } from '../../src/guidance/directory.ts'
import type { Entry } from '../../src/playbook/entry.ts'
import { readPlaybook } from '../../src/playbook/load.ts'
import { sayIn } from '../../src/wording/wording.ts'

const { playbook } = readPlaybook(fileURLToPath(new URL('../../playbooks', import.meta.url)))
if (!playbook) throw new Error('the shipped playbook is faulty')
const { office, alarms } = playbook
const entry = (id: string): Entry => {
  const found = playbook.entries.find((one) => one.id === id)
  if (!found) throw new Error(`no entry ${id}`)
  return found
}
const none = { alarms: [], because: [], office, bodies: [] }

describe('a card', () => {
  it.each(playbook.entries.flatMap(({ id }) => ['en', 'es'].map((language) => [id, language] as const)))(
    '%s in %s: at most twelve lines, in reading order, nothing twice, nothing lost',
    (id, language) => {
      const card = advise({ ...none, language, entries: [entry(id)] })
      expect(card.lines.length).toBeLessThanOrEqual(mostLines)
      expect(card.lines.length).toBeGreaterThanOrEqual(8)
      const order = card.lines.map(({ part }) => parts.indexOf(part))
      expect(order).toEqual([...order].sort((a, b) => a - b))
      const texts = [...card.lines, ...card.more].map(({ text }) => text)
      expect(new Set(texts).size).toBe(texts.length)
      for (const part of ['ask', 'say', 'avoid', 'do', 'record', 'after'])
        expect(card.lines.map((line) => line.part)).toContain(part)
    },
  )

  it('composes several entries, the leading one first', () => {
    const card = advise({ ...none, language: 'en', entries: ['angry-visitor', 'repeat-visitor', 'demands-leader'].map(entry) })
    expect(card.title).toBe(entry('angry-visitor').title['en'])
    expect(card.also).toHaveLength(2)
    expect(card.lines.length).toBeLessThanOrEqual(mostLines)
    const of = (id: string) =>
      card.lines.filter(
        ({ text }) =>
          Object.values(entry(id).sections).some((values) => values['en']?.includes(text)) ||
          entry(id).avoid['en']?.some(({ not }) => not === text),
      ).length
    expect(of('angry-visitor')).toBeGreaterThan(of('repeat-visitor'))
    expect(of('repeat-visitor')).toBeGreaterThan(0)
    expect(of('demands-leader')).toBeGreaterThan(0)
  })

  it.each(['en', 'es'])('leads with the steps of a danger and the number to call (%s)', (language) => {
    for (const alarm of alarms) {
      const card = advise({ ...none, language, entries: alarm.entry ? [entry(alarm.entry)] : [], alarms: [alarm] })
      expect(card.lines[0]).toEqual({ part: 'safety', text: alarm.steps[language]?.[0] })
      const safety = card.lines.filter(({ part }) => part === 'safety')
      expect(safety).toHaveLength((alarm.steps[language]?.length ?? 0) + 1)
      expect(safety.at(-1)?.text).toContain(office?.contacts[alarm.contact]?.telephone)
      if (!alarm.entry) expect(card.title).toBe(alarm.title[language])
    }
  })

  it('names the body that handles the matter', () => {
    if (!office) throw new Error('no office')
    const search = directorySearch(office)
    expect(search('his boss has not paid his wages for two months')[0]?.id).toBe('labour-inspectorate')
    expect(search('no le pagan el sueldo, horas extras, despido')[0]?.id).toBe('labour-inspectorate')
    expect(search('xyz')).toEqual([])
    const card = advise({
      ...none,
      language: 'es',
      entries: [entry('out-of-jurisdiction')],
      bodies: search('despido improcedente'),
    })
    expect(card.lines.find(({ part }) => part === 'directory')?.text).toContain('Inspección de Trabajo')
  })

  it('counts due times in words', () => {
    expect([0, 1, 5].map((days) => sayIn('en')('due.in', { days }))).toEqual([
      'today',
      'next working day',
      'within 5 working days',
    ])
    expect([0, 1, 5].map((days) => sayIn('es')('due.in', { days }))).toEqual(['hoy', 'el próximo día hábil', 'en 5 días hábiles'])
  })
})
