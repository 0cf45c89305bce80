import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { expect } from 'vitest'
import { z } from 'zod'

const folder = fileURLToPath(new URL('dialogues', import.meta.url))

const step = z
  .strictObject({
    /** What the person types. */
    says: z.string().optional(),
    /** The button that they press, by its words or how these begin. */
    presses: z.string().optional(),
    /** What they choose from a list, by how it begins. */
    picks: z.string().optional(),
    /** What they put into the open form before handing it in; the other fields stay as they are. */
    fills: z.record(z.string(), z.string()).optional(),
    /** The assistant is killed and started again. */
    restarts: z.literal(true).optional(),
    /** What stands in the answer. */
    reads: z.array(z.string()).default([]),
    /** What stands in it nowhere. */
    never: z.array(z.string()).default([]),
    /** The form that opens, and what its fields hold. */
    form: z.record(z.string(), z.string()).optional(),
  })
  .refine(({ says, presses, picks, fills, restarts }) => [says, presses, picks, fills, restarts].filter(Boolean).length === 1, {
    error: 'one thing that the person does',
  })

const dialogue = z.strictObject({ title: z.string(), language: z.enum(['en', 'es']), steps: z.array(step).min(1) })
export type Dialogue = z.infer<typeof dialogue>

/** Every dialogue, with the name of its file. */
export const dialogues: readonly (Dialogue & { readonly name: string })[] = readdirSync(folder)
  .sort()
  .map((name) => ({ name, ...dialogue.parse(load(readFileSync(join(folder, name), 'utf8'))) }))

/** What a person has before them: everything that can be read, without the platform's marks, and the form when one is open. */
export interface Seen {
  readonly text: string
  readonly form?: Readonly<Record<string, string>> | undefined
}

/** Somebody at a platform who can do what dialogues say; each resolves to what they see then. */
export interface Clerk {
  readonly says: (text: string) => Promise<Seen>
  readonly presses: (label: string) => Promise<Seen>
  readonly picks: (label: string) => Promise<Seen>
  readonly fills: (values: Readonly<Record<string, string>>) => Promise<Seen>
  /** Chooses the sentence at a place, from 1, by the button with its number. */
  readonly chooses: (at: number) => Promise<Seen>
  readonly restarts: () => Promise<void>
}

/** Plays a dialogue and holds every step to what it says. */
export async function play({ steps }: Dialogue, clerk: Clerk): Promise<void> {
  const year = String(new Date().getFullYear())
  const dated = (text: string) => text.replaceAll('{year}', year).replaceAll('{long}', 'far too long '.repeat(90))
  for (const { says, presses, picks, fills, restarts, reads, never, form } of steps) {
    if (restarts) {
      await clerk.restarts()
      continue
    }
    const did = says ?? presses ?? picks ?? 'fills the form'
    const seen =
      says !== undefined
        ? await clerk.says(dated(says))
        : presses !== undefined
          ? await clerk.presses(dated(presses))
          : picks !== undefined
            ? await clerk.picks(dated(picks))
            : await clerk.fills(Object.fromEntries(Object.entries(fills ?? {}).map(([field, value]) => [field, dated(value)])))
    const everything = `${seen.text}\n${Object.values(seen.form ?? {}).join('\n')}`
    for (const words of reads) expect(everything, `after "${did}"`).toContain(dated(words))
    for (const words of never) expect(everything, `after "${did}"`).not.toContain(dated(words))
    if (form) {
      expect(seen.form, `after "${did}", a form`).toBeDefined()
      for (const [field, holds] of Object.entries(form)) expect(seen.form?.[field], `field ${field}`).toContain(dated(holds))
    }
  }
}
