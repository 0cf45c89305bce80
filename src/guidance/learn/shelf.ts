import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Lesson } from './lesson.ts'
import type { Model } from './model.ts'

/** Changes whenever the same lesson would be learnt differently. */
const edition = 12
/** Models kept beside the newest: a supervisor tries a change and takes it back. */
const kept = 3

/** The name of what is learnt from a lesson: same content, same way of learning, same key. */
export function keyOf(lesson: Lesson): string {
  return createHash('sha256')
    .update(`${edition} ${process.versions.v8}\0`)
    .update(JSON.stringify(lesson))
    .digest('hex')
    .slice(0, 32)
}

/** Models in a folder, by key. A file that is broken or from elsewhere counts as missing: the model is learnt anew. */
export interface Shelf {
  readonly take: (key: string) => Model | undefined
  /** Puts a model away whole or not at all; throws when the folder cannot be written. */
  readonly put: (key: string, model: Model) => void
}

export function shelf(folder: string): Shelf {
  const path = (key: string) => join(folder, `${key}.model`)
  return {
    take: (key) => {
      try {
        const [digest, body] = split(readFileSync(path(key)))
        return digest.equals(digestOf(body)) ? (deserialize(body) as Model) : undefined
      } catch {
        return undefined
      }
    },
    put: (key, model) => {
      mkdirSync(folder, { recursive: true })
      const body = serialize(model)
      const unfinished = join(folder, `${randomUUID()}.part`)
      try {
        writeFileSync(unfinished, Buffer.concat([digestOf(body), body]))
        renameSync(unfinished, path(key))
      } catch (error) {
        rmSync(unfinished, { force: true })
        throw error
      }
      const models = readdirSync(folder).filter((name) => name.endsWith('.model'))
      const newestFirst = models.map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs })).sort((a, b) => b.at - a.at)
      for (const { name } of newestFirst.slice(kept)) rmSync(join(folder, name), { force: true })
    },
  }
}

const digestLength = 32
const digestOf = (body: Uint8Array) => createHash('sha256').update(body).digest()
const split = (bytes: Buffer): [Buffer, Buffer] => [bytes.subarray(0, digestLength), bytes.subarray(digestLength)]
