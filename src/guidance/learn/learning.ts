import { Worker } from 'node:worker_threads'
import type { Lesson } from './lesson.ts'
import type { Linear } from './linear.ts'
import type { Model } from './model.ts'
import type { Net } from './net.ts'
import { keyOf, type Shelf } from './shelf.ts'
import { studyQuickly } from './study.ts'
import type { Vocabulary } from './vocabulary.ts'
import type { Report, Task } from './worker.ts'

/** Learning under way: a quick model at once, the full one when it is ready. */
export interface Learning {
  /** A model that answers within two seconds of the start; the full one where it lay on the shelf. */
  readonly quick: () => Promise<Model>
  /** The full model. Rejects when a worker failed or learning was stopped. */
  readonly full: Promise<Model>
  /** Whether the full model lay on the shelf. */
  readonly remembered: boolean
  readonly stop: () => Promise<void>
}

export interface LearningSettings {
  readonly shelf: Shelf
  /** Called as the full study goes on, with the share done, 0-1. */
  readonly told?: (share: number) => void
  /** Called when the model could not be put away; it serves all the same. */
  readonly unkept?: (error: unknown) => void
}

/** Learns a lesson, or takes what was learnt from it before. */
export function beginLearning(lesson: Lesson, { shelf, told = () => {}, unkept = () => {} }: LearningSettings): Learning {
  const key = keyOf(lesson)
  const known = shelf.take(key)
  if (known) return { quick: async () => known, full: Promise.resolve(known), remembered: true, stop: async () => {} }

  const shares = { linear: 0, net: 0 }
  const study = <Result>(part: Task['part']) =>
    studyInWorker<Result>({ part, lesson }, (share) => {
      shares[part] = share
      told(Math.min(shares.linear, shares.net))
    })
  const linear = study<{ vocabulary: Vocabulary; linear: Linear; outside: number }>('linear')
  const net = study<Net>('net')
  const full = Promise.all([linear.learnt, net.learnt]).then(([first, second]) => {
    const model: Model = { subjects: lesson.subjects, ...first, net: second }
    try {
      shelf.put(key, model)
    } catch (error) {
      unkept(error)
    }
    return model
  })
  full.catch(() => {})
  let quick: Promise<Model> | undefined
  return {
    quick: () => {
      quick ??= studyQuickly(lesson)
      return quick
    },
    full,
    remembered: false,
    stop: async () => {
      await Promise.all([linear.stop(), net.stop()])
    },
  }
}

function studyInWorker<Result>(
  task: Task,
  told: (share: number) => void,
): { learnt: Promise<Result>; stop: () => Promise<unknown> } {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: task,
    execArgv: process.execArgv.filter((argument) => !argument.startsWith('--input-type')),
  })
  const learnt = new Promise<Result>((resolve, reject) => {
    worker.on('message', (report: Report) => {
      if (report.kind === 'told') told(report.share)
      else resolve(report.result as Result)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`learning stopped before it was done (code ${code})`)))
  })
  learnt.catch(() => {})
  return { learnt, stop: () => worker.terminate() }
}
