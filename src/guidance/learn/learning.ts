import { Worker } from 'node:worker_threads'
import type { Lesson } from './lesson.ts'
import type { Model } from './model.ts'
import type { Net } from './net.ts'
import type { Shelf } from './shelf.ts'
import { indexLesson, isTooLargeToLearn, type studyLinear, studyQuickly } from './study.ts'
import type { Report, Task } from './worker.ts'

/** Learning: a quick model at once, the full one when it is asked for and ready. */
export interface Learning {
  /** A model that answers within two seconds of the start; the full one where it lay on the shelf. */
  readonly quick: () => Model
  /** The full model, learnt by workers from the first call on. Rejects when one failed or learning was stopped. */
  readonly full: () => Promise<Model>
  /** Whether the full model is at hand already. */
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
  const known = shelf.take(lesson) ?? (isTooLargeToLearn(lesson) ? indexLesson(lesson) : undefined)
  if (known) return { quick: () => known, full: async () => known, remembered: true, stop: async () => {} }

  let workers: readonly InWorker<unknown>[] = []
  async function study(): Promise<Model> {
    const shares = { linear: 0, net: 0 }
    const part = <Result>(name: Task['part']) =>
      studyInWorker<Result>({ part: name, lesson }, (share) => {
        shares[name] = share
        told(Math.min(shares.linear, shares.net))
      })
    const linear = part<LinearPart>('linear')
    const net = part<Net>('net')
    workers = [linear, net]
    const [{ vocabulary, linear: first, outside }, second] = await Promise.all([linear.learnt, net.learnt])
    const model: Model = {
      subjects: lesson.subjects,
      vocabulary,
      mind: { kind: 'learnt', linear: first, net: second },
      outside,
    }
    try {
      shelf.put(lesson, model)
    } catch (error) {
      unkept(error)
    }
    return model
  }

  let quick: Model | undefined
  let full: Promise<Model> | undefined
  return {
    quick: () => {
      quick ??= studyQuickly(lesson)
      return quick
    },
    full: () => {
      full ??= study()
      return full
    },
    remembered: false,
    stop: async () => {
      await Promise.all(workers.map(({ stop }) => stop()))
    },
  }
}

type LinearPart = ReturnType<typeof studyLinear>

interface InWorker<Result> {
  readonly learnt: Promise<Result>
  readonly stop: () => Promise<unknown>
}

function studyInWorker<Result>(task: Task, told: (share: number) => void): InWorker<Result> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: task,
    execArgv: [],
  })
  const learnt = new Promise<Result>((resolve, reject) => {
    worker.on('message', (report: Report) => {
      if (report.kind === 'told') told(report.share)
      else resolve(report.result as Result)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`learning stopped before it was done (code ${code})`)))
  })
  // Whoever asked for the model hears of the first failure; this only keeps the second worker's from being nobody's.
  learnt.catch(() => {})
  return { learnt, stop: () => worker.terminate() }
}
