import { z } from 'zod'
import { type Localised, line, localised, perLanguage } from './localised.ts'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id: small letters, digits and hyphens')
/** An id that a button carries. */
const short = id.max(40, 'at most 40 characters')

const competency = z.strictObject({
  id,
  title: perLanguage(line(60)),
  principles: z.array(id).default([]).describe('entries that cite one of these principles count, and the principles themselves'),
  entries: z.array(id).default([]).describe('further entries that count'),
})

const path = z.strictObject({
  id: short,
  title: perLanguage(line(60)),
  entries: z.union([z.array(id).min(1), z.literal('all')]).describe('entries to be firm in, or all'),
})

/** The shape of practice.yaml: how progress is grouped, and which paths end with a certificate. */
export const practiceFile = z
  .strictObject({
    daily: z.int().min(1).max(50).default(10).describe('questions of a daily set; ten take a few minutes'),
    competencies: z.array(competency).max(20),
    paths: z.array(path).min(1).max(10),
  })
  .describe('Training: competencies and paths.')

export type PracticeFile = z.infer<typeof practiceFile>

/** What somebody can grow in. */
export interface Competency {
  readonly id: string
  readonly title: Localised<string>
  readonly principles: readonly string[]
  readonly entries: readonly string[]
}

/** Entries that make a course with an end. */
export interface Path {
  readonly id: string
  readonly title: Localised<string>
  readonly entries: readonly string[] | 'all'
}

/** How training is laid out. */
export interface Practice {
  /** Questions of a daily set. */
  readonly daily: number
  readonly competencies: readonly Competency[]
  readonly paths: readonly Path[]
}

/** The layout that a valid file says; `plain` is the language of texts that name none. */
export function practiceOf({ daily, competencies, paths }: PracticeFile, plain: string): Practice {
  return {
    daily,
    competencies: competencies.map((one) => ({ ...one, title: localised<string>(one.title, plain) })),
    paths: paths.map((one) => ({ ...one, title: localised<string>(one.title, plain) })),
  }
}
