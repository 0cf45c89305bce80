import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { assembled } from '../../src/guidance/learn/kernels.ts'

it('the kernels that ship are those of the text (npm run kernels)', async () => {
  const shipped = readFileSync(new URL('../../src/guidance/learn/rows.wasm', import.meta.url))
  expect(Buffer.from(await assembled()).equals(shipped)).toBe(true)
})
