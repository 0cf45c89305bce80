import type { Playbook } from '../playbook/load.ts'
import { inLanguage } from '../playbook/localised.ts'
import { type Choice, choicesOf, type Rank } from './choices.ts'
import { shuffled } from './draw.ts'
import type { Question } from './question.ts'
import type { Sureness } from './schedule.ts'

/** A step of a scene that was taken. */
export interface Taken {
  /** Id of the step. */
  readonly step: string
  readonly right: boolean
  readonly sure: Sureness
  /** What was chosen, in its words. */
  readonly text: string
}

/** A question as it lies before somebody: it stays as it was shown, whatever becomes of the playbook meanwhile. */
export interface Sheet {
  readonly kind: Question['kind']
  readonly entry: string
  readonly language: string
  /** The message, task, topic or sentence asked about; of a scene, what stands at this step. */
  readonly asks: string
  readonly choices: readonly Choice[]
  /** Only in a scene. */
  readonly scene?: {
    readonly id: string
    readonly title: string
    readonly step: string
    /** Where each choice leads: the id of a step or of an ending. */
    readonly leads: readonly string[]
    readonly taken: readonly Taken[]
  }
}

/** A question laid before somebody; undefined when the playbook is too small to ask it. */
export function sheetOf(question: Question, playbook: Playbook, rank: Rank, chance: () => number): Sheet | undefined {
  const { kind, entry, language, asks, scene } = question
  if (scene) return sceneSheet(question, scene.steps[0]?.id ?? '', [], chance)
  const choices = choicesOf(question, playbook, rank, chance)
  return choices.length < 2 ? undefined : { kind, entry, language, asks, choices }
}

/** A step of a scene laid before somebody; undefined when the scene has no such step any more. */
export function sceneSheet(
  { kind, entry, language, scene }: Question,
  step: string,
  taken: readonly Taken[],
  chance: () => number,
): Sheet | undefined {
  const found = scene?.steps.find(({ id }) => id === step)
  if (!scene || !found) return undefined
  const order = shuffled(found.choices, chance)
  const choices = order.map(({ text, right }) => ({ text: inLanguage(text, language) ?? '', right, from: entry }))
  const leads = order.map(({ next }) => next)
  return {
    kind,
    entry,
    language,
    asks: inLanguage(found.asks, language) ?? '',
    choices,
    scene: { id: scene.id, title: inLanguage(scene.title, language) ?? '', step, leads, taken },
  }
}

/** How sure somebody was of a scene: as sure as of the step that they were least sure of. */
export function leastSure(taken: readonly Taken[]): Sureness {
  const said = taken.map(({ sure }) => sure)
  return said.includes('guess') ? 'guess' : said.includes('fairly') ? 'fairly' : 'sure'
}
