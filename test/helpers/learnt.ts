import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { models } from './learn.ts'
import { temporaryFolder } from './playbooks.ts'

export { playbooks } from './learn.ts'

/** A folder for data of a test's own, with the playbook learnt already; gone after the file's tests. */
export function learntFolder(): string {
  const folder = temporaryFolder()
  symlinkSync(models, join(folder, 'models'))
  return folder
}
