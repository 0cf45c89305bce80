import { describe, expect, it } from 'vitest'
import { dialogues, play } from '../conversation/dialogues.ts'
import { clerkIn, openStage } from './stage.ts'

describe.each(['commands', 'direct'] as const)('in Discord, by %s', (where) => {
  it.each(dialogues)(
    '$name: $title',
    async (dialogue) => {
      const stage = await openStage()
      const { discord } = stage
      const name = dialogue.language === 'en' ? 'ben' : 'ana'
      await play(dialogue, clerkIn(stage, discord.person(name), where))
      expect(discord.faults).toEqual([])
      expect(discord.late).toEqual([])
      expect(discord.pings).toEqual([])
      // Nobody else saw any of it.
      for (const other of ['olga', 'sam', 'dora'])
        expect(discord.visibleTo(other).filter(({ text }) => /director|pens/i.test(text))).toEqual([])
    },
    60_000,
  )
})
