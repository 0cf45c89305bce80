import { parentPort, workerData } from 'node:worker_threads'
import type { Lesson } from './lesson.ts'
import { studyLinear, studyNet } from './study.ts'

/** What a worker is asked for. */
export interface Task {
  readonly part: 'linear' | 'net'
  readonly lesson: Lesson
}

/** What a worker says: how far it is (0-1), and at last what it learnt. */
export type Report = { readonly kind: 'told'; readonly share: number } | { readonly kind: 'learnt'; readonly result: unknown }

const { part, lesson } = workerData as Task
const say = (report: Report) => parentPort?.postMessage(report)
const told = (share: number) => say({ kind: 'told', share })
say({
  kind: 'learnt',
  result: part === 'linear' ? studyLinear(lesson, told) : studyNet(lesson, told),
})
