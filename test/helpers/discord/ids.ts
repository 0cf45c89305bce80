import { randomBytes } from 'node:crypto'

const epoch = 1_420_070_400_000n
let count = 0n

/** A new snowflake: milliseconds since 2015 in the upper bits, so that ids sort by time and tell it. */
export function snowflake(at = Date.now()): string {
  count += 1n
  return (((BigInt(at) - epoch) << 22n) | (count & 0x3fffffn)).toString()
}

/** When a snowflake was made. */
export const madeAt = (id: string) => Number((BigInt(id) >> 22n) + epoch)

/** A new secret for an interaction or a session. */
export const secret = (bytes = 48) => randomBytes(bytes).toString('base64url')
