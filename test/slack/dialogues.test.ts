import { describe, expect, it } from 'vitest'
import { dialogues, play } from '../conversation/dialogues.ts'
import { clerkIn, openStage } from './stage.ts'

describe.each([
  ['commands', 'Socket Mode'],
  ['direct', 'Socket Mode'],
  ['commands', 'HTTP'],
] as const)('in Slack, by %s over %s', (where, receiver) => {
  // Over HTTP only what brings a dialogue there differs: the long ones are enough.
  const played = dialogues.filter(({ name }) => receiver !== 'HTTP' || name.startsWith('whole-path'))
  it.each(played)(
    '$name: $title',
    async (dialogue) => {
      const stage = await openStage({}, receiver === 'HTTP')
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
