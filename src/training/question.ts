import { createHash } from 'node:crypto'
import type { Body } from '../playbook/office.ts'
import type { Scene } from '../playbook/scene.ts'

/** What a question asks for: the situation, what to say, what never to say, what to write down, what is owed, by when, whose matter it is, a scene played through. */
export const kinds = ['situation', 'say', 'avoid', 'record', 'after', 'deadline', 'office', 'scene'] as const
export type Kind = (typeof kinds)[number]

/** A question of the playbook, as long as its entry says what it says now. */
export interface Question {
  /** Kind, entry, language, and a digest of what it asks and of its answer: another text is another question. */
  readonly id: string
  readonly kind: Kind
  /** The entry that it practises. */
  readonly entry: string
  readonly language: string
  /** What is particular about it: the message, the task, the topic; empty where the title of the entry says it. */
  readonly asks: string
  /** The right answer: a sentence, an id of an entry or body, a number of working days. */
  readonly answer: string
  readonly body?: Body
  readonly scene?: Scene
}

/** A question with the id that its content gives it. */
export function question(parts: Omit<Question, 'id'>): Question {
  const digest = createHash('sha256').update(`${parts.asks}\0${parts.answer}`).digest('hex').slice(0, 12)
  return { id: `${parts.kind}.${parts.entry}.${parts.language}.${digest}`, ...parts }
}
