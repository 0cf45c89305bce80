import type { Body } from './calls.ts'
import type { Core } from './core.ts'
import { refuse } from './errors.ts'

/** The bytes of a file arrive at the address that was given out for it; they may come again until it is completed. */
export function uploadAt({ world }: Core, path: string, { bytes, broken }: Body): string {
  const file = [...world.files.values()].find((one) => one.path === path)
  if (file === undefined) throw refuse('not_found', ['nobody was ever given this upload_url'])
  if (file.state === 'completed') throw refuse('completed')
  if (broken && bytes.length === 0) throw refuse('unreadable', ['the body cannot be read, or is too large for this Slack'])
  if (bytes.length !== file.length)
    throw refuse('wrong_length', [`${bytes.length} bytes of ${file.name} came, but ${file.length} were announced`])
  file.bytes = bytes
  file.state = 'uploaded'
  return `OK - ${bytes.length}`
}
