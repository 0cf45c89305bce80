import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Refusal } from './errors.ts'

const folder = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

const environment = z.object({
  VENTANILLA_PLAYBOOKS: z.string().min(1).default(folder('playbooks')),
  VENTANILLA_DATA: z.string().min(1).default(folder('data')),
  VENTANILLA_LANGUAGE: z
    .string()
    .regex(/^[a-z]{2,3}$/, 'a language code such as en or es')
    .optional(),
})

/** What can be set from outside; every setting has a default that works. */
export interface Settings {
  /** Folder of the playbook. */
  readonly playbooks: string
  /** Folder for what the assistant keeps: learnt models, later the database. */
  readonly data: string
  /** Language of answers; each message decides when it is missing. */
  readonly language: string | undefined
}

/**
 * Reads the settings from the environment.
 * @throws Refusal that names every faulty variable
 */
export function settingsFrom(variables: Readonly<Record<string, string | undefined>>): Settings {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const read = environment.safeParse(set)
  if (!read.success)
    throw new Refusal(
      'settings',
      read.error.issues.map(({ path, message }) => `${path.join('.')}: expected ${message}`).join('\n'),
    )
  const { VENTANILLA_PLAYBOOKS, VENTANILLA_DATA, VENTANILLA_LANGUAGE } = read.data
  return { playbooks: VENTANILLA_PLAYBOOKS, data: VENTANILLA_DATA, language: VENTANILLA_LANGUAGE }
}
