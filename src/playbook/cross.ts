import type { Fault } from './faults.ts'
import type { Playbook, Reading } from './load.ts'

/** Faults between files: references to entries, bodies and contacts that do not exist, sections that the office's own published entries lack. */
export function crossFaults(
  { entries, alarms, office, scenes, practice }: Playbook,
  files: ReadonlyMap<string, string>,
  lineOf: Reading['lineOf'],
): Fault[] {
  const faults: Fault[] = []
  for (const entry of entries) {
    const file = files.get(entry.id) ?? entry.id
    const fault = (path: readonly PropertyKey[], field: string, message: string) =>
      faults.push({ severity: 'fault', file, line: lineOf(entry.id, path), field, message })
    for (const field of ['related', 'principles', 'apart'] as const)
      entry[field].forEach((id, at) => {
        if (!files.has(id))
          fault(
            field === 'apart' ? ['practice', field, at] : [field, at],
            field === 'apart' ? `practice.apart[${at}]` : `${field}[${at}]`,
            `no entry ${id}; expected the id of a file in this playbook`,
          )
      })
    if (!office) continue
    entry.escalate.forEach(({ contact }, at) => {
      if (!office.contacts[contact])
        fault(
          ['escalate', at, 'contact'],
          `escalate[${at}].contact`,
          `no contact ${contact} in office.yaml; expected one of ${Object.keys(office.contacts).join(', ')}`,
        )
    })
    if (entry.status !== 'published') continue
    const needed = {
      summary: entry.summary,
      ask: entry.sections.ask,
      say: entry.sections.say,
      avoid: entry.avoid,
      do: entry.sections.do,
      record: entry.sections.record,
    }
    for (const [field, values] of Object.entries(needed))
      if (Object.keys(values).length === 0)
        fault([field], field, `is missing; a published entry needs ${field}, or set status: draft`)
    for (const field of ['owner', 'review'] as const)
      if (entry[field] === undefined) fault([field], field, `is missing; a published entry needs ${field}, or set status: draft`)
    if (entry.after.length === 0)
      fault(['after'], 'after', 'is missing; a published entry needs a follow-up task, or set status: draft')
  }
  for (const alarm of alarms) {
    const file = `safety/${alarm.id}.yaml`
    if (office && !office.contacts[alarm.contact])
      faults.push({
        severity: 'fault',
        file,
        line: 1,
        field: 'contact',
        message: `no contact ${alarm.contact} in office.yaml; expected one of ${Object.keys(office.contacts).join(', ')}`,
      })
    if (alarm.entry !== undefined && !files.has(alarm.entry))
      faults.push({
        severity: 'fault',
        file,
        line: 1,
        field: 'entry',
        message: `no entry ${alarm.entry}; expected the id of a file in this playbook`,
      })
  }
  const elsewhere = (file: string, field: string, message: string) =>
    faults.push({ severity: 'fault', file, line: 1, field, message })
  const entriesAt = (file: string, field: string, ids: readonly string[]) => {
    for (const id of ids) if (!files.has(id)) elsewhere(file, field, `no entry ${id}; expected the id of a file in this playbook`)
  }
  for (const { id, entry } of scenes) entriesAt(`scenes/${id}.yaml`, 'entry', [entry])
  practice?.competencies.forEach(({ principles, entries }, at) => {
    entriesAt('practice.yaml', `competencies[${at}]`, [...principles, ...entries])
  })
  practice?.paths.forEach(({ entries }, at) => {
    entriesAt('practice.yaml', `paths[${at}].entries`, entries === 'all' ? [] : entries)
  })
  const bodies = new Set(office?.directory.map(({ id }) => id))
  office?.directory.forEach(({ apart }, at) => {
    for (const id of apart)
      if (!bodies.has(id))
        elsewhere('office.yaml', `directory[${at}].apart`, `no body ${id}; expected the id of another body of the directory`)
  })
  return faults
}
