import { describe, expect, it } from 'vitest'
import { doSet } from '../conversation/practice.ts'
import { clerkIn, openStage } from './stage.ts'

describe.each(['commands', 'direct'] as const)('in Slack, by %s', (where) => {
  it.each(['en', 'es'] as const)(
    'a daily set is done by buttons alone, in %s',
    async (language) => {
      const stage = await openStage()
      const { slack } = stage
      const name = language === 'en' ? 'ben' : 'ana'
      const person = slack.person(name)
      const clerk = clerkIn(stage, person, where)
      const { answers, read } = await doSet(clerk, language, {
        wrong: [1],
        between: async (press) => {
          if (press === 7) await stage.restart()
          return undefined
        },
      })
      expect(answers).toBe(11)
      expect(slack.faults).toEqual([])
      expect(slack.broadcasts).toEqual([])
      // Nobody else saw any of it.
      const heard = read.map((text) => text.split('\n')[2] ?? '').filter((line) => line.length > 20)
      for (const other of ['olga', 'sam', 'dora', 'gus'])
        expect(slack.visibleTo(other).filter(({ text }) => heard.some((line) => text.includes(line)))).toEqual([])
    },
    120_000,
  )
})
