import { z } from 'zod'
import { type Localised, line, localised, perLanguage } from './localised.ts'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id: small letters, digits and hyphens')
const phrases = perLanguage(z.array(line(120)))

/** The shape of a file in safety/: a danger that is looked for before anything else, and the short steps that lead the card. */
export const alarmFile = z
  .strictObject({
    entry: id.optional().describe('id of the entry that this danger leads to, where there is one'),
    contact: id.describe('id of the contact in office.yaml to call'),
    title: perLanguage(line(60)),
    steps: perLanguage(z.array(line(200)).min(2).max(5)).describe('what to do this minute, in order'),
    cues: phrases.describe('phrases that raise the alarm by themselves'),
    harmless: phrases
      .optional()
      .describe('phrases that look like a cue and are not; a cue inside one of them counts for nothing'),
    examples: perLanguage(z.array(line(1_500)))
      .optional()
      .describe('how staff describe it; learnt beside the examples of the entry'),
  })
  .describe('A danger: cues, steps, contact. The file name is its id.')

export type AlarmFile = z.infer<typeof alarmFile>

/** A danger as the engine uses it: every text per language. */
export interface Alarm {
  readonly id: string
  readonly entry: string | undefined
  readonly contact: string
  readonly title: Localised<string>
  readonly steps: Localised<readonly string[]>
  readonly cues: Localised<readonly string[]>
  readonly harmless: Localised<readonly string[]>
  readonly examples: Localised<readonly string[]>
}

/** The danger that a valid file says; `plain` is the language of texts that name none. */
export function alarmOf(id: string, file: AlarmFile, plain: string): Alarm {
  return {
    id,
    entry: file.entry,
    contact: file.contact,
    title: localised(file.title, plain),
    steps: localised(file.steps, plain),
    cues: localised(file.cues, plain),
    harmless: localised(file.harmless, plain),
    examples: localised(file.examples, plain),
  }
}
