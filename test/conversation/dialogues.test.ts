import { afterAll, beforeAll, it } from 'vitest'
import type { Desk } from '../../src/desk.ts'
import { openDesk } from '../../src/desk.ts'
import { type Guide, openGuide } from '../../src/guidance/guide.ts'
import { onEveryDatabase } from '../contract/databases.ts'
import { learntFolder, playbooks } from '../helpers/learnt.ts'
import { clerkAt, staff } from './core.ts'
import { dialogues, play } from './dialogues.ts'

let guide: Guide
beforeAll(async () => {
  guide = await openGuide({ playbooks, data: learntFolder(), study: 'full' })
})
afterAll(() => guide.close())

onEveryDatabase((fresh) => {
  it.each(dialogues)('$name: $title', async (dialogue) => {
    const database = await fresh()
    const open = (): Promise<Desk> =>
      openDesk({
        guide,
        database,
        redis: undefined,
        language: undefined,
        roles: { supervisors: [], staff: [], trainees: [], others: 'staff' },
        report: (where, error) => {
          throw new Error(where, { cause: error })
        },
      })
    let desk = await open()
    const clerk = clerkAt(desk, staff(dialogue.language === 'en' ? 'en-GB' : 'es-ES'), async () => {
      desk = await open()
      return desk
    })
    await play(dialogue, clerk)
    await desk.close()
  })
})
