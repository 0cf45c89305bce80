import { describe, expect, it } from 'vitest'
import { dialogues, play } from '../conversation/dialogues.ts'
import { clerkIn, openStage } from './stage.ts'

describe.each(['commands', 'direct'] as const)('in Slack, by %s', (where) => {
  it.each(dialogues)(
    '$name: $title',
    async (dialogue) => {
      const stage = await openStage()
      const { slack } = stage
      const name = dialogue.language === 'en' ? 'ben' : 'ana'
      await play(dialogue, clerkIn(stage, slack.person(name), where))
      expect(slack.faults).toEqual([])
      // What the bot itself wrote comes back to it, and stays unheard when it is killed.
      expect(slack.late.filter(({ person }) => person !== 'ventanilla')).toEqual([])
      expect(slack.broadcasts).toEqual([])
      // Nobody else saw any of it.
      for (const other of ['olga', 'sam', 'dora', 'gus'])
        expect(slack.visibleTo(other).filter(({ text }) => /director|pens/i.test(text))).toEqual([])
    },
    60_000,
  )
})
