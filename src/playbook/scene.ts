import { z } from 'zod'
import { type Localised, line, localised, perLanguage } from './localised.ts'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id: small letters, digits and hyphens')
/** An id that a button carries. */
const short = id.max(40, 'at most 40 characters')

/** Lengths keep a step, what came before it and four choices on one card. */
const choice = z.strictObject({
  right: z.boolean().describe('exactly one choice of a step is right'),
  text: perLanguage(line(200)).describe('what the trainee says or does'),
  reaction: perLanguage(line(300)).describe('what the visitor does then'),
  why: perLanguage(line(220)).describe('why it was right or wrong'),
  next: id.describe('id of a later step or of an ending'),
})

const step = z.strictObject({
  id: short,
  asks: perLanguage(line(220)).describe('what has to be decided now'),
  choices: z.array(choice).min(2).max(4),
})

const ending = z.strictObject({ id: short, good: z.boolean(), text: perLanguage(line(320)) })

/** The shape of a file in scenes/: a situation played through in steps. */
export const sceneFile = z
  .strictObject({
    entry: id.describe('id of the entry that is practised'),
    title: perLanguage(line(60)),
    opening: perLanguage(line(420)).describe('who is there and what happens'),
    steps: z.array(step).min(1).max(6).describe('the first is where it begins; steps lead only forward'),
    endings: z.array(ending).min(1).max(4).describe('the first is reached by right choices alone'),
    debrief: perLanguage(z.array(line(180)).min(1).max(5)).describe('what to take along'),
  })
  .describe('A situation to play through, in steps. The file name is its id.')

export type SceneFile = z.infer<typeof sceneFile>

export interface SceneChoice {
  readonly right: boolean
  readonly text: Localised<string>
  readonly reaction: Localised<string>
  readonly why: Localised<string>
  readonly next: string
}

export interface SceneStep {
  readonly id: string
  readonly asks: Localised<string>
  readonly choices: readonly SceneChoice[]
}

/** A situation to play through, every text per language. */
export interface Scene {
  readonly id: string
  readonly entry: string
  readonly title: Localised<string>
  readonly opening: Localised<string>
  readonly steps: readonly SceneStep[]
  readonly endings: readonly { readonly id: string; readonly good: boolean; readonly text: Localised<string> }[]
  readonly debrief: Localised<readonly string[]>
}

/** The scene that a valid file says; `plain` is the language of texts that name none. */
export function sceneOf(id: string, file: SceneFile, plain: string): Scene {
  const each = (text: Parameters<typeof localised<string>>[0]) => localised<string>(text, plain)
  return {
    id,
    entry: file.entry,
    title: each(file.title),
    opening: each(file.opening),
    steps: file.steps.map(({ id, asks, choices }) => ({
      id,
      asks: each(asks),
      choices: choices.map(({ right, text, reaction, why, next }) => ({
        right,
        text: each(text),
        reaction: each(reaction),
        why: each(why),
        next,
      })),
    })),
    endings: file.endings.map(({ id, good, text }) => ({ id, good, text: each(text) })),
    debrief: localised(file.debrief, plain),
  }
}

/** A fault in how a scene hangs together, at a path of its file. */
export interface SceneFault {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** What is wrong with the way through a scene: choices that lead nowhere or back, steps with no or two right answers, parts that nobody reaches. */
export function sceneFaults({ steps, endings }: SceneFile): SceneFault[] {
  const faults: SceneFault[] = []
  const fault = (path: readonly PropertyKey[], message: string) => faults.push({ path, message })
  const order = [...steps, ...endings].map(({ id }) => id)
  order.forEach((id, at) => {
    if (order.indexOf(id) < at)
      fault(at < steps.length ? ['steps', at, 'id'] : ['endings', at - steps.length, 'id'], `${id} is the id of another part`)
  })
  const reached = new Set([steps[0]?.id])
  steps.forEach((step, at) => {
    const right = step.choices.filter((one) => one.right).length
    if (right !== 1) fault(['steps', at, 'choices'], `expected exactly one choice with right: true, found ${right}`)
    step.choices.forEach(({ next }, choice) => {
      const to = order.indexOf(next)
      if (to < 0)
        fault(
          ['steps', at, 'choices', choice, 'next'],
          `no step or ending ${next}; expected one of ${order.slice(at + 1).join(', ')}`,
        )
      else if (to <= at)
        fault(['steps', at, 'choices', choice, 'next'], `leads back to ${next}; expected a later step or an ending`)
      else if (reached.has(step.id)) reached.add(next)
    })
  })
  order.forEach((id, at) => {
    if (!reached.has(id)) fault(at < steps.length ? ['steps', at] : ['endings', at - steps.length], `no choice leads to ${id}`)
  })
  if (faults.length > 0) return faults
  let at: string | undefined = steps[0]?.id
  for (const step of steps) if (step.id === at) at = step.choices.find((one) => one.right)?.next
  if (at !== endings[0]?.id) fault(['endings', 0], `right choices alone lead to ${at}; expected the first ending`)
  else if (!endings[0]?.good) fault(['endings', 0, 'good'], 'expected true: right choices lead here')
  return faults
}
