import { z } from 'zod'

/** Where people meet us. */
export const platforms = ['terminal', 'slack', 'discord'] as const
export type Platform = (typeof platforms)[number]

/** How somebody stands to the office on their platform: of its own workspace or server, a guest there, or from elsewhere. */
const standings = ['member', 'guest', 'stranger'] as const

const id = z.string().min(1).max(200)

/** Who asks, as their platform knows them. */
const actorShape = z.strictObject({
  platform: z.enum(platforms),
  account: id,
  /** What colleagues call them there. */
  name: z.string().max(200),
  standing: z.enum(standings),
  /** Ids of their user groups or roles. */
  groups: z.array(id),
  /** Language tag of their platform, such as es-ES; undefined where it has none. */
  locale: z.string().max(35).optional(),
})
export type Actor = z.infer<typeof actorShape>

/** A text as far as it is read; a NUL is none of it, and no database takes one. */
const words = (most: number) => z.string().transform((text) => text.slice(0, most).replaceAll('\u0000', ''))

const common = {
  /** The platform's id of the event: what comes twice has it twice. */
  id,
  actor: actorShape,
  /** The channel, conversation or terminal: what was said is remembered for a person in a place. */
  place: id,
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
}

/** What a person does, the same on every platform: says something, presses something, or hands a form in. */
export const requestShape = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('say'),
    text: words(200_000),
    /** True for words that somebody else wrote, or that were asked for as a situation: none of them is a word of ours. */
    literal: z.boolean().optional(),
  }),
  z.strictObject({ ...common, kind: z.literal('act'), token: z.string().max(2_000), value: z.string().max(2_000).optional() }),
  z.strictObject({
    ...common,
    kind: z.literal('submit'),
    token: z.string().max(2_000),
    values: z.record(z.string(), words(20_000)),
  }),
])
export type Request = z.infer<typeof requestShape>
