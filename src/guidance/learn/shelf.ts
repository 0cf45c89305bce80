import { createHash, randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Lesson } from './lesson.ts'
import type { Model } from './model.ts'

/** Changes whenever the same lesson would be learnt, or kept, differently. */
const edition = 14
/** Models kept beside the newest: a supervisor tries a change and takes it back. */
const kept = 3

/** The name of what is learnt from a lesson: same content, same way of learning, same key. */
export function keyOf({ texts, ...others }: Lesson): string {
  const hash = createHash('sha256').update(`${edition} ${process.versions.v8}\0${JSON.stringify(others)}\0`)
  for (const key of ['subject', 'language', 'text'] as const) hash.update(JSON.stringify(texts.map((text) => text[key])))
  return hash.digest('hex').slice(0, 32)
}

/** Models in a folder, by the lesson that each was learnt from. A file that is broken or from elsewhere counts as missing: the model is learnt anew. */
export interface Shelf {
  readonly take: (lesson: Lesson) => Model | undefined
  /** Puts a model away whole or not at all; throws when the folder cannot be written. */
  readonly put: (lesson: Lesson, model: Model) => void
}

export function shelf(folder: string): Shelf {
  const path = (lesson: Lesson) => join(folder, `${keyOf(lesson)}.model`)
  const models = () => readdirSync(folder).filter((name) => name.endsWith('.model'))
  return {
    take: (lesson) => {
      try {
        // A key takes a tenth of a second: an empty shelf is not worth one.
        return models().length === 0 ? undefined : read(path(lesson))
      } catch {
        return undefined
      }
    },
    put: (lesson, model) => {
      mkdirSync(folder, { recursive: true })
      const unfinished = join(folder, `${randomUUID()}.part`)
      try {
        write(unfinished, model)
        renameSync(unfinished, path(lesson))
      } catch (error) {
        rmSync(unfinished, { force: true })
        throw error
      }
      const newestFirst = models()
        .map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }))
        .sort((a, b) => b.at - a.at)
      for (const { name } of newestFirst.slice(kept)) rmSync(join(folder, name), { force: true })
    },
  }
}

// A file is a digest of all that follows, the length of the frame, the frame, and the arrays one behind the other. The frame is the model with a
// place holder for each array: so every array is read straight to where it stays, and nothing stands in memory twice.

const arrays = { Int8Array, Uint8Array, Int32Array, Float32Array }
type ArrayName = keyof typeof arrays
type Numbers = InstanceType<(typeof arrays)[ArrayName]>

interface Place {
  readonly array: ArrayName
  readonly numbers: number
}

const isPlace = (value: object): value is Place => 'array' in value && 'numbers' in value
const digestLength = 32
const headLength = digestLength + 4

/** The same plain data with another value in place of each that `exchange` changes. */
function rebuilt(value: unknown, exchange: (value: object) => unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  const exchanged = exchange(value)
  if (exchanged !== value) return exchanged
  if (Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rebuilt(inner, exchange)]))
}

function write(path: string, model: Model): void {
  const bodies: Uint8Array[] = []
  const frame = serialize(
    rebuilt(model, (value) => {
      const array = (Object.keys(arrays) as ArrayName[]).find((name) => value instanceof arrays[name])
      if (array === undefined) return value
      const numbers = value as Numbers
      bodies.push(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
      return { array, numbers: numbers.length } satisfies Place
    }),
  )
  const digest = createHash('sha256').update(frame)
  for (const body of bodies) digest.update(body)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(frame.length)
  const file = openSync(path, 'w')
  try {
    for (const part of [digest.digest(), length, frame, ...bodies]) writeFully(file, part)
  } finally {
    closeSync(file)
  }
}

function read(path: string): Model | undefined {
  const file = openSync(path, 'r')
  try {
    const head = readFully(file, Buffer.alloc(headLength))
    const frame = readFully(file, Buffer.alloc(head.readUInt32LE(digestLength)))
    const digest = createHash('sha256').update(frame)
    const model = rebuilt(deserialize(frame), (value) => {
      if (!isPlace(value)) return value
      const numbers = new arrays[value.array](value.numbers)
      digest.update(readFully(file, new Uint8Array(numbers.buffer)))
      return numbers
    })
    return digest.digest().equals(head.subarray(0, digestLength)) ? (model as Model) : undefined
  } finally {
    closeSync(file)
  }
}

function readFully<Bytes extends Uint8Array>(file: number, bytes: Bytes): Bytes {
  for (let at = 0; at < bytes.length; ) {
    const count = readSync(file, bytes, at, bytes.length - at, null)
    if (count === 0) throw new Error('the file ends too early')
    at += count
  }
  return bytes
}

function writeFully(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at)
}
