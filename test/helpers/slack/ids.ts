import { randomBytes, randomUUID } from 'node:crypto'

let count = 0
let last = 0

/** A new id such as `V0A1B2C3D4`, never given twice. */
export function newId(letter: string): string {
  count += 1
  return `${letter}0${(count * 7919 + 1_679_616).toString(36).toUpperCase().padStart(9, '0')}`
}

/** An id that can be read: `ana` becomes `U0ANA00000`. */
export const idOf = (letter: string, name: string): string =>
  `${letter}0${name
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 8)
    .padEnd(8, '0')}`

/** A new timestamp: seconds with six decimals, which also is the id of a message and never occurs twice. */
export function timestamp(): string {
  last = Math.max(Date.now() * 1000, last + 1)
  return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`
}

/** A new secret, for tickets, tokens and addresses. */
export const secret = (bytes = 18) => randomBytes(bytes).toString('base64url')

/** A new id of an envelope. */
export const envelopeId = () => randomUUID()

/** A hash as views carry it. */
export const viewHash = () => `${Math.floor(Date.now() / 1000)}.${randomBytes(6).toString('hex').slice(0, 8)}`

/** A `block_id` for blocks that came without one. */
export const blockId = () => randomBytes(4).toString('base64url').slice(0, 5)

/** A trigger as payloads carry it. */
export function triggerId(): string {
  count += 1
  return `${Date.now()}${count}.${count * 31}.${randomBytes(16).toString('hex')}`
}
