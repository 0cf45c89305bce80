import { z } from 'zod'
import { type Localised, line, localised, perLanguage } from './localised.ts'

/** Which question an entry answers: why somebody came, who they are, where a sentence is dangerous, what is owed afterwards, what lies behind. */
export const families = ['purpose', 'circumstance', 'hazard', 'aftercare', 'principle'] as const
export type Family = (typeof families)[number]

export const statuses = ['draft', 'published', 'retired'] as const

/** The sections of advice that are plain lists of sentences. */
export const sections = ['listen', 'ask', 'say', 'do', 'record'] as const
export type Section = (typeof sections)[number]

const item = line(200)
const items = perLanguage(z.array(item).max(12, 'at most 12 items'))
const example = line(1_500)
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an entry id: small letters, digits and hyphens')

/** The wrong sentence, why it is wrong, and the better one to say instead. */
const avoidance = z.strictObject({
  not: item,
  better: item,
  why: item.optional().describe('what the wrong sentence does to the visitor or the matter'),
})

/** The shape of an entry's file. Only `title` and `examples` are needed to match; the office's own published entries need every section. */
export const entryFile = z
  .strictObject({
    status: z
      .enum(statuses)
      .default('published')
      .describe('draft: not shown to staff; retired: kept for the record, no longer matched'),
    safety: z.boolean().default(false).describe('true: leads the card whenever it applies'),
    owner: z.string().trim().min(1).optional().describe('the role that keeps this entry true, such as supervisor'),
    review: z
      .strictObject({
        reviewed: z.iso.date('a date such as 2026-11-23').describe('day of the last review'),
        everyMonths: z.int().min(1).max(60).describe('months until the next review'),
      })
      .optional(),
    principles: z.array(id).default([]).describe('ids of the principle entries behind this one'),
    points: z
      .array(z.string().regex(/^\d+(\.\d+)?$/, 'a point of the source document such as "5.1", in quotes'))
      .default([])
      .describe('points of the source document'),
    related: z.array(id).default([]).describe('ids of entries worth reading next'),
    title: perLanguage(line(60)),
    summary: perLanguage(line(200)).optional().describe('one line: what this covers and the attitude to take'),
    listen: items.optional(),
    ask: items.optional(),
    say: items.optional().describe('sentences that can be said as they stand'),
    avoid: perLanguage(z.array(avoidance).max(12, 'at most 12 items')).optional(),
    do: items.optional(),
    record: items.optional(),
    after: z
      .array(
        z.strictObject({
          task: perLanguage(item),
          workingDays: z.int().min(0).max(250).describe('due in working days, 0 = today'),
          askWhen: z
            .boolean()
            .default(true)
            .describe('false: trainees are not asked by when, since the task says it itself or the office has its own limit'),
        }),
      )
      .max(8)
      .default([]),
    escalate: z
      .array(z.strictObject({ when: perLanguage(item), contact: id.describe('id of a contact in office.yaml') }))
      .max(8)
      .default([]),
    practice: z
      .strictObject({
        apart: z
          .array(id)
          .default([])
          .describe('entries that are never offered beside this one as a wrong answer, since both can be right'),
        leaveOut: perLanguage(z.array(example))
          .optional()
          .describe('examples and sentences of this entry that no question is made of, word for word'),
        onlyHere: perLanguage(z.array(item))
          .optional()
          .describe(
            'sentences to say, record or do afterwards that fit this situation alone: wrong answers elsewhere are taken from these',
          ),
      })
      .optional()
      .describe('what trainees are not asked'),
    counterexamples: perLanguage(z.array(example)).optional().describe('what looks alike and is not'),
    examples: perLanguage(z.array(example).min(1, 'at least one example')).describe('how staff describe it, in their own words'),
  })
  .describe('One situation of the playbook. The file name is its id, the folder its family.')

export type EntryFile = z.infer<typeof entryFile>

export interface Avoidance {
  readonly not: string
  readonly better: string
  readonly why?: string | undefined
}

/** An entry of the playbook as the engine uses it: every text per language. */
export interface Entry {
  readonly id: string
  readonly family: Family
  readonly status: (typeof statuses)[number]
  readonly safety: boolean
  readonly owner: string | undefined
  readonly review: { readonly reviewed: string; readonly everyMonths: number } | undefined
  readonly principles: readonly string[]
  readonly points: readonly string[]
  readonly related: readonly string[]
  readonly title: Localised<string>
  readonly summary: Localised<string>
  readonly sections: Readonly<Record<Section, Localised<readonly string[]>>>
  readonly avoid: Localised<readonly Avoidance[]>
  readonly after: readonly { readonly task: Localised<string>; readonly workingDays: number; readonly askWhen: boolean }[]
  readonly escalate: readonly { readonly when: Localised<string>; readonly contact: string }[]
  /** Entries that are never a wrong answer beside this one. */
  readonly apart: readonly string[]
  /** Examples and sentences that no question is made of. */
  readonly leaveOut: Localised<readonly string[]>
  /** Sentences that fit this situation alone, so that they are wrong elsewhere. */
  readonly onlyHere: Localised<readonly string[]>
  readonly counterexamples: Localised<readonly string[]>
  readonly examples: Localised<readonly string[]>
}

/** The entry that a valid file says; `plain` is the language of texts that name none. */
export function entryOf(id: string, family: Family, file: EntryFile, plain: string): Entry {
  return {
    id,
    family,
    status: file.status,
    safety: file.safety,
    owner: file.owner,
    review: file.review,
    principles: file.principles,
    points: file.points,
    related: file.related,
    title: localised(file.title, plain),
    summary: localised(file.summary, plain),
    sections: {
      listen: localised(file.listen, plain),
      ask: localised(file.ask, plain),
      say: localised(file.say, plain),
      do: localised(file.do, plain),
      record: localised(file.record, plain),
    },
    avoid: localised(file.avoid, plain),
    after: file.after.map(({ task, ...rest }) => ({ ...rest, task: localised(task, plain) })),
    escalate: file.escalate.map(({ when, contact }) => ({ when: localised(when, plain), contact })),
    apart: file.practice?.apart ?? [],
    leaveOut: localised(file.practice?.leaveOut, plain),
    onlyHere: localised(file.practice?.onlyHere, plain),
    counterexamples: localised(file.counterexamples, plain),
    examples: localised(file.examples, plain),
  }
}
