import { inspect } from '../playbook/check.ts'
import { type Fault, fieldName } from '../playbook/faults.ts'
import { type Reading, readPlaybook } from '../playbook/load.ts'
import { lessonOf } from './learn/lesson.ts'
import { secondOpinions } from './learn/study.ts'

/** An example is worth a look when the engine, not having learnt it, is this sure of another entry ... */
const sureOfAnother = 0.8
/** ... and gives its own entry no more than this. */
const doubtsOwn = 0.05

/** Warnings about examples that the engine maps to another entry when it has not learnt them: misplaced, or on a boundary that needs a word. */
export function reviewExamples({ playbook, files, lineOf }: Reading): Fault[] {
  if (!playbook) return []
  const lesson = lessonOf(playbook)
  const opinions = secondOpinions(lesson)
  return lesson.texts.flatMap(({ text, language, subject }, at) => {
    const own = lesson.subjects[subject]
    const { best, probability, own: ownProbability } = opinions[at] ?? { best: subject, probability: 0, own: 1 }
    const other = lesson.subjects[best]
    if (
      own?.kind !== 'entry' ||
      (other?.kind !== 'entry' && other?.kind !== 'outside') ||
      best === subject ||
      probability < sureOfAnother ||
      ownProbability > doubtsOwn
    )
      return []
    const place = playbook.entries.find(({ id }) => id === own.id)?.examples[language]?.indexOf(text) ?? -1
    if (place < 0) return []
    const path = ['examples', language, place]
    return [
      {
        severity: 'warning',
        file: files.get(own.id) ?? own.id,
        line: lineOf(own.id, path),
        field: fieldName(path),
        message: `“${text.slice(0, 80)}” reads like ${other?.id || 'a message outside the playbook'}`,
      },
    ]
  })
}

/** Everything wrong, or worth a look, in a playbook folder: faults of files, faults between files, and warnings. `today` is a date such as 2026-11-23. */
export function checkPlaybook(
  playbooks: string,
  today: string,
): { readonly entries: number; readonly examples: number; readonly faults: readonly Fault[] } {
  const reading = readPlaybook(playbooks)
  const found = [...reading.faults, ...inspect(reading, today)]
  if (found.every(({ severity }) => severity === 'warning')) found.push(...reviewExamples(reading))
  const entries = reading.playbook?.entries ?? []
  const examples = entries.reduce(
    (sum, entry) => sum + Object.values(entry.examples).reduce((all, list) => all + list.length, 0),
    0,
  )
  const order = (fault: Fault) => `${fault.severity} ${fault.file}`
  return {
    entries: entries.length,
    examples,
    faults: found.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : a.line - b.line)),
  }
}
