import { describe, expect, it } from 'vitest'
import { doSet } from '../conversation/practice.ts'
import { clerkIn, openStage } from './stage.ts'

describe.each(['commands', 'direct'] as const)('in Discord, by %s', (where) => {
  it.each(['en', 'es'] as const)(
    'a daily set is done by buttons alone, in %s',
    async (language) => {
      const stage = await openStage()
      const { discord } = stage
      const person = discord.person(language === 'en' ? 'ben' : 'ana')
      const { answers } = await doSet(clerkIn(stage, person, where), language, {
        wrong: [1],
        between: async (press) => {
          if (press === 7) await stage.restart()
          return undefined
        },
      })
      expect(answers).toBe(11)
      expect(discord.faults).toEqual([])
    },
    120_000,
  )
})
