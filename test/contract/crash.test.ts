import { expect, it } from 'vitest'
import { crash } from '../../bench/crash.ts'
import { onEveryDatabase } from './databases.ts'

onEveryDatabase((fresh) => {
  it('loses no case that a person was told of, and doubles none, when its process is killed in the middle of logging', async () => {
    const { acknowledged, lost, doubled, withoutEvent } = await crash(await fresh(), 5)
    expect(acknowledged).toBeGreaterThan(20)
    expect({ lost, doubled, withoutEvent }).toEqual({ lost: 0, doubled: 0, withoutEvent: 0 })
  }, 120_000)
})
