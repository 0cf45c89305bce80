import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openGuide } from '../../src/guidance/guide.ts'

/** The playbook that comes with the project. */
export const playbooks = fileURLToPath(new URL('../../playbooks', import.meta.url))

/** Where what was learnt from it stays between test runs, under the hash of its content. */
export const models = fileURLToPath(new URL('../../node_modules/.cache/ventanilla/models', import.meta.url))

/** Learns the playbook once, before all tests: half a minute when it changed. */
export default async function learn(): Promise<void> {
  mkdirSync(models, { recursive: true })
  const guide = await openGuide({ playbooks, data: dirname(models), study: 'full' })
  await guide.close()
}
