import { mkdirSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { entryFile } from './entry.ts'
import { officeFile } from './office.ts'
import { practiceFile } from './practice.ts'
import { alarmFile } from './safety.ts'
import { sceneFile } from './scene.ts'
import { harmlessFile, lexiconFile, outOfScopeFile, thesaurusFile } from './scope.ts'

const shapes = {
  entry: entryFile,
  office: officeFile,
  safety: alarmFile,
  lexicon: lexiconFile,
  'out-of-scope': outOfScopeFile,
  harmless: harmlessFile,
  thesaurus: thesaurusFile,
  scene: sceneFile,
  practice: practiceFile,
}

/** The JSON Schemas of the playbook's files, by file name: what gives editors completion and red underlines. */
export function jsonSchemas(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      `${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(shape, { io: 'input' }), null, 2)}\n`,
    ]),
  )
}

if (import.meta.main) {
  const folder = new URL('../../playbooks/schema/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  for (const [name, schema] of Object.entries(jsonSchemas())) writeFileSync(new URL(name, folder), schema)
}
