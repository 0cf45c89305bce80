import { describe, it } from 'vitest'
import { dialogues, play } from '../conversation/dialogues.ts'
import { clerkAtTerminal } from './clerk.ts'

describe('at the terminal', () => {
  it.each(dialogues)(
    '$name: $title',
    async (dialogue) => {
      const clerk = clerkAtTerminal(dialogue.language)
      await play(dialogue, clerk)
      await clerk.leave()
    },
    60_000,
  )
})
