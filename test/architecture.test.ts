import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The rooms of the house, each with the rooms that it may look into besides itself. `src` stands for the files that lie in it directly. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/main.ts': ['adapters', 'src', 'src/errors.ts'],
  src: [
    'src/conversation',
    'src/conversation/turns',
    'src/casework',
    'src/guidance',
    'src/people',
    'src/playbook',
    'src/store',
    'src/training',
    'src/wording',
    'src/errors.ts',
  ],
  'src/conversation': [
    'src/conversation/turns',
    'src/casework',
    'src/casework/redaction',
    'src/guidance',
    'src/people',
    'src/playbook',
    'src/store',
    'src/training',
    'src/wording',
  ],
  'src/conversation/turns': [
    'src/conversation',
    'src/casework',
    'src/guidance',
    'src/people',
    'src/playbook',
    'src/training',
    'src/wording',
  ],
  'src/casework': ['src/casework/redaction', 'src/playbook', 'src/store'],
  'src/casework/redaction': [],
  'src/people': ['src/store'],
  'src/errors.ts': [],
  'src/guidance': ['src/guidance/learn', 'src/guidance/words', 'src/playbook', 'src/wording', 'src/errors.ts'],
  'src/guidance/learn': ['src/guidance/words', 'src/playbook'],
  'src/guidance/words': [],
  'src/playbook': ['src/guidance/words'],
  'src/store': [],
  'src/training': ['src/guidance/words', 'src/playbook', 'src/store', 'src/wording'],
  'src/wording': [],
  adapters: ['#engine'],
}
const rooms = Object.keys(mayImport).sort((a, b) => b.length - a.length)
const roomOf = (path: string) => rooms.find((room) => path === room || path.startsWith(`${room}/`)) ?? path

const files = ['src', 'adapters'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name).split(sep).join('/')),
)

it.each(files)('%s imports only what lies below it', (file) => {
  const room = roomOf(file)
  const allowed = [room, ...(mayImport[room] ?? [])]
  for (const [, target = ''] of readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
    if (!target.startsWith('.') && target !== '#engine') continue
    const imported =
      target === '#engine'
        ? target
        : roomOf(
            relative(root, join(root, dirname(file), target))
              .split(sep)
              .join('/'),
          )
    expect(allowed, `${file} imports ${target}`).toContain(imported)
  }
})

it('every file can be taken in at once: at most 300 lines', () => {
  for (const file of files)
    expect([file, readFileSync(join(root, file), 'utf8').split('\n').length]).toEqual([
      file,
      expect.toSatisfy((lines: number) => lines <= 300),
    ])
})
