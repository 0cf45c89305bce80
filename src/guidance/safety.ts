import type { Alarm } from '../playbook/safety.ts'
import { phraseFinder, type Sighting } from './words/phrases.ts'

/** A danger that a message speaks of. */
export interface Raised {
  readonly alarm: Alarm
  /** Whether it was said outright; else it only sounds like it. */
  readonly certain: boolean
}

/**
 * Looks for dangers before anything else is asked: phrases that raise an alarm by themselves, less those inside a harmless phrase
 * ("kill two birds with one stone"). All languages are looked for at once, since frightened people mix them.
 */
export function lookout(alarms: readonly Alarm[]): (words: readonly string[]) => Raised[] {
  const cues = phraseFinder(
    alarms.flatMap((alarm) =>
      Object.values(alarm.cues)
        .flat()
        .map((phrase) => [phrase, alarm] as const),
    ),
  )
  const harmless = phraseFinder(
    alarms.flatMap((alarm) =>
      Object.values(alarm.harmless)
        .flat()
        .map((phrase) => [phrase, alarm] as const),
    ),
  )
  return (words) => {
    const seen = cues(words)
    if (seen.length === 0) return []
    const excused = harmless(words)
    const excusedBy = (one: Sighting<Alarm>) =>
      excused.some((other) => other.owner === one.owner && other.from <= one.from && other.to >= one.to)
    const raised = new Map<string, Raised>()
    for (const one of seen)
      if (!excusedBy(one) && !raised.has(one.owner.id)) raised.set(one.owner.id, { alarm: one.owner, certain: true })
    return [...raised.values()]
  }
}
