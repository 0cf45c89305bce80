import { createHash } from 'node:crypto'
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import type { z } from 'zod'
import { crossFaults } from './cross.ts'
import { type Entry, entryFile, entryOf, type Family, families } from './entry.ts'
import { type Fault, faultsOf, fieldName, largestFile, tooLarge } from './faults.ts'
import type { Localised } from './localised.ts'
import { type Office, officeFile, officeOf } from './office.ts'
import { type Practice, practiceFile, practiceOf } from './practice.ts'
import { type Alarm, alarmFile, alarmOf } from './safety.ts'
import { type Scene, sceneFaults, sceneFile, sceneOf } from './scene.ts'
import { harmlessFile, lexiconFile, outOfScopeFile, thesaurusFile } from './scope.ts'
import { isSource, readYaml } from './yaml.ts'

/** Everything that supervisors own, read and valid. */
export interface Playbook {
  /** Published and draft entries; retired ones are left out. Sorted by id. */
  readonly entries: readonly Entry[]
  readonly alarms: readonly Alarm[]
  readonly office: Office | undefined
  /** Concept -> phrases, per language. */
  readonly lexicon: Localised<Readonly<Record<string, readonly string[]>>>
  /** Meaning -> words that share it, all languages together. */
  readonly thesaurus: Readonly<Record<string, readonly string[]>>
  /** Messages that the playbook has no advice for, per language. */
  readonly outOfScope: Localised<readonly string[]>
  /** Messages that sound like a danger and are none, per language. */
  readonly harmless: Localised<readonly string[]>
  /** Situations to play through in training, sorted by id. */
  readonly scenes: readonly Scene[]
  /** How training is laid out. */
  readonly practice: Practice | undefined
  /** Languages that the entries are written in, most examples first. */
  readonly languages: readonly string[]
  /** SHA-256 of everything above, in hexadecimal: same content, same hash. */
  readonly hash: string
}

/** What became of reading a folder: every fault at once, and a playbook only if there was none. */
export interface Reading {
  readonly playbook: Playbook | undefined
  readonly faults: readonly Fault[]
  /** Where each id stands, for messages: id -> path inside the folder. */
  readonly files: ReadonlyMap<string, string>
  /** The line of a path in an entry's file. */
  readonly lineOf: (id: string, path: readonly PropertyKey[]) => number
}

export interface ReadingSettings {
  /** Language of texts that name none. Default: the office's first, else English. */
  readonly language?: string
}

const thesaurusPath = 'thesaurus.yaml'
const practicePath = 'practice.yaml'
const special = ['lexicon', 'out-of-scope', 'harmless', 'safety', 'scenes'] as const

/**
 * Reads a playbook folder. Any depth of folders; `office.yaml`, `practice.yaml`, `thesaurus.yaml`, `lexicon/`, `out-of-scope/`, `harmless/`, `safety/` and `scenes/`
 * may be missing, every other `.yaml` file is an entry whose name is its id. Never throws for what is in the files; a folder that cannot be read is a fault too.
 */
export function readPlaybook(folder: string, settings: ReadingSettings = {}): Reading {
  const faults: Fault[] = []
  const lines = new Map<string, (path: readonly PropertyKey[]) => number>()
  const hash = createHash('sha256')

  const { paths, problems } = yamlFiles(folder)
  faults.push(...problems)

  function read<S extends z.ZodType>(path: string, shape: S): z.infer<S> | undefined {
    let bytes: Buffer
    try {
      const size = statSync(join(folder, path)).size
      if (size > largestFile) {
        faults.push(tooLarge(path, size))
        return undefined
      }
      bytes = readFileSync(join(folder, path))
    } catch (error) {
      faults.push({ severity: 'fault', file: path, line: 1, field: '', message: `cannot be read: ${(error as Error).message}` })
      return undefined
    }
    hash.update(`${path}\0${bytes.length}\0`).update(bytes)
    const source = readYaml(path, bytes)
    if (!isSource(source)) {
      faults.push(source)
      return undefined
    }
    const checked = shape.safeParse(source.value)
    if (!checked.success) {
      faults.push(...faultsOf(path, source, checked.error.issues))
      return undefined
    }
    lines.set(path, source.lineOf)
    return checked.data
  }

  const inFolder = (path: string) => special.find((name) => path.startsWith(`${name}/`))
  const officePath = paths.find((path) => path === 'office.yaml')
  const told = officePath ? read(officePath, officeFile) : undefined
  const plain = settings.language ?? told?.languages[0] ?? 'en'
  const office = told && officeOf(told, plain)
  hash.update(`language ${plain}\0`)

  const thesaurus = paths.includes(thesaurusPath) ? (read(thesaurusPath, thesaurusFile) ?? {}) : {}
  const practiceTold = paths.includes(practicePath) ? read(practicePath, practiceFile) : undefined
  const practice = practiceTold && practiceOf(practiceTold, plain)
  const alarms: Alarm[] = []
  const scenes: Scene[] = []
  const lexicon: Record<string, Readonly<Record<string, readonly string[]>>> = {}
  const outOfScope: Record<string, readonly string[]> = {}
  const harmless: Record<string, readonly string[]> = {}
  const entries: Entry[] = []
  const files = new Map<string, string>()
  for (const path of paths) {
    const name = basename(path).replace(/\.ya?ml$/, '')
    switch (inFolder(path)) {
      case 'safety': {
        const alarm = read(path, alarmFile)
        if (alarm) alarms.push(alarmOf(name, alarm, plain))
        break
      }
      case 'scenes': {
        const scene = read(path, sceneFile)
        if (!scene) break
        for (const { path: field, message } of sceneFaults(scene))
          faults.push({
            severity: 'fault',
            file: path,
            line: lines.get(path)?.(field) ?? 1,
            field: fieldName(field),
            message,
          })
        scenes.push(sceneOf(name, scene, plain))
        break
      }
      case 'lexicon': {
        const concepts = read(path, lexiconFile)
        if (concepts) lexicon[name] = concepts
        break
      }
      case 'harmless': {
        const messages = read(path, harmlessFile)
        if (messages) harmless[name] = messages
        break
      }
      case 'out-of-scope': {
        const messages = read(path, outOfScopeFile)
        if (messages) outOfScope[name] = [...messages.far, ...messages.near]
        break
      }
      case undefined: {
        if (path === officePath || path === thesaurusPath || path === practicePath) break
        const twin = files.get(name)
        if (twin !== undefined) {
          faults.push({
            severity: 'fault',
            file: path,
            line: 1,
            field: '',
            message: `duplicate id ${name}: ${twin} has it already; one file an id`,
          })
          break
        }
        files.set(name, path)
        if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
          faults.push({
            severity: 'fault',
            file: path,
            line: 1,
            field: '',
            message: 'the file name is the id: small letters, digits and hyphens',
          })
        const file = read(path, entryFile)
        if (file) entries.push(entryOf(name, familyOf(path), file, plain))
      }
    }
  }
  if (files.size === 0 && faults.length === 0)
    faults.push({
      severity: 'fault',
      file: '.',
      line: 1,
      field: '',
      message: 'no entry here; expected .yaml files with a title and examples',
    })

  const lineOf = (id: string, path: readonly PropertyKey[]) => lines.get(files.get(id) ?? '')?.(path) ?? 1
  entries.sort((a, b) => (a.id < b.id ? -1 : 1))
  const live = entries.filter((entry) => entry.status !== 'retired')
  const playbook = {
    entries: live,
    alarms,
    office,
    lexicon,
    thesaurus,
    outOfScope,
    harmless,
    scenes,
    practice,
    languages: languagesOf(live),
    hash: hash.digest('hex'),
  }
  faults.push(...crossFaults(playbook, files, lineOf))
  faults.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
  return { playbook: faults.length === 0 ? playbook : undefined, faults, files, lineOf }
}

function familyOf(path: string): Family {
  return families.find((family) => path.split('/').includes(family)) ?? 'purpose'
}

function languagesOf(entries: readonly Entry[]): string[] {
  const counts = new Map<string, number>()
  for (const entry of entries)
    for (const [language, examples] of Object.entries(entry.examples))
      counts.set(language, (counts.get(language) ?? 0) + examples.length)
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([language]) => language)
}

function yamlFiles(folder: string): { paths: string[]; problems: Fault[] } {
  let found: Dirent[]
  try {
    found = readdirSync(folder, { recursive: true, withFileTypes: true })
  } catch (error) {
    return {
      paths: [],
      problems: [
        {
          severity: 'fault',
          file: folder,
          line: 1,
          field: '',
          message: `cannot be read (${(error as NodeJS.ErrnoException).code}); expected a folder of YAML files`,
        },
      ],
    }
  }
  const paths = found
    .filter((item) => item.isFile() && /\.ya?ml$/.test(item.name) && !item.name.startsWith('.'))
    .map((item) => relative(folder, join(item.parentPath, item.name)).split(sep).join('/'))
    .sort()
  return { paths, problems: [] }
}
