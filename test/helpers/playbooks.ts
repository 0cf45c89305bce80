import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A temporary folder that is gone after the file's tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-'))
  folders.push(folder)
  return folder
}

/** A playbook folder with these files; gone after the file's tests. */
export function playbookWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder()
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

/** Another trade's playbook: three entries in one language with nothing but title and examples. */
export const library = {
  'lost-card.yaml': `title: Lost library card
examples:
  - reader lost her card on the bus
  - needs a new card, the old one is gone
  - card stolen with the handbag
  - can't find his card anywhere
  - replacement card for a schoolboy
  - where do I print a second card
  - she washed the card with her trousers
  - wants to borrow without the card, says it vanished
`,
  'late-book.yaml': `title: Overdue book
examples:
  - book three months overdue
  - he brings the novel back late and won't pay
  - how much is the late fee
  - returns an atlas that was due in spring
  - reminder letter went out twice, still no book
  - fee for bringing back a film too late
  - due date was last year
  - she forgot to renew and now owes money
`,
  'noisy-reader.yaml': `title: Noise in the reading room
examples:
  - group of students talking loudly in the reading room
  - man on the phone between the shelves
  - kids running and shouting upstairs
  - someone plays music without headphones
  - people complain that they can't concentrate
  - two readers laughing all afternoon
  - loud snoring near the window
  - a choir practises in the reading room
`,
} as const

/** A scene of the library: two steps, a mistake that can be mended, two endings. */
export const wetTrousers = `entry: lost-card
title: The wet trousers
opening: A man lays a shapeless lump on the desk.
steps:
  - id: lump
    asks: What do you say?
    choices:
      - { right: true, text: "Was that your card?", reaction: He laughs., why: It names the thing., next: dry }
      - { right: false, text: "What is that?", reaction: He blushes., why: It shames him., next: mend }
  - id: mend
    asks: And now?
    choices:
      - { right: true, text: "It happens.", reaction: He nods., why: It helps., next: dry }
      - { right: false, text: "Next.", reaction: He goes., why: Nothing is done., next: gone }
endings:
  - { id: dry, good: true, text: He leaves with a new card. }
  - { id: gone, good: false, text: He is never seen again. }
debrief: [Ask for the thing first.]
`
