import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { basename } from 'node:path'
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

/** How far behind the people who ask the learning stands when both want a core, of 19. */
const modesty = 10

stepBack()
const { part, lesson } = workerData as Task
const say = (report: Report) => parentPort?.postMessage(report)
const told = (share: number) => say({ kind: 'told', share })
say({
  kind: 'learnt',
  result: part === 'linear' ? studyLinear(lesson, told) : studyNet(lesson, told),
})

/** Lets everybody else go first, where the system has priorities for threads (Linux). */
function stepBack(): void {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), modesty)
  } catch {
    // No such system: then all go at the same pace.
  }
}
