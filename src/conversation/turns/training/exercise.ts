import type { Entry } from '../../../playbook/entry.ts'
import { inLanguage } from '../../../playbook/localised.ts'
import type { Scene, SceneStep } from '../../../playbook/scene.ts'
import type { Exercise } from '../../../training/course.ts'
import { type Sureness, sureness } from '../../../training/schedule.ts'
import type { Taken } from '../../../training/sheet.ts'
import { tokenOf } from '../../action.ts'
import { button, buttons, card, facts, text } from '../../cards.ts'
import type { Turn } from '../../parts.ts'
import type { Block, CardReply } from '../../reply.ts'

/** A question as it lies before somebody, to be chosen from. */
export function exerciseCard(turn: Turn, exercise: Exercise): CardReply {
  const { scene } = exercise.sheet
  const last = scene?.taken.at(-1)
  return card(
    turn.language,
    titleOf(turn, exercise),
    exercise.again && exercise.number === 1 && !last && text(turn.say('quiz.hardOnes', { count: exercise.all }), 'quiet'),
    ...(last ? reactionBlocks(turn, exercise, last) : []),
    ...askBlocks(turn, exercise),
    choicesBlock(exercise),
  )
}

/** The same with the choice that was pressed: how sure is it? */
export function sureCard(turn: Turn, exercise: Exercise): CardReply {
  const { say, language } = turn
  const { set, position, sheet, chosen } = exercise
  const step = sheet.scene?.step ?? ''
  const at = [set.id, String(position), step, String(chosen ?? 0)] as const
  return card(
    language,
    titleOf(turn, exercise),
    ...askBlocks(turn, exercise),
    facts([say('quiz.chosen'), chosen === undefined ? undefined : sheet.choices[chosen]?.text]),
    text(say('quiz.howSure')),
    buttons(
      ...[...sureness].reverse().map((one) => button(say(sureWords[one]), ['sure', ...at, one])),
      button(say('quiz.change'), ['next', set.id]),
    ),
  )
}

const sureWords = { sure: 'quiz.sure', fairly: 'quiz.fairly', guess: 'quiz.guess' } as const satisfies Record<Sureness, string>

/**
 * An answer explained, from the entry, also when it was right.
 * @param sure how sure they were, where that was just said
 */
export function explainedCard(turn: Turn, exercise: Exercise, sure?: Sureness): CardReply {
  const { say, language } = turn
  const { sheet, set, chosen } = exercise
  const choice = chosen === undefined ? undefined : sheet.choices[chosen]
  const onward = buttons(button(say('quiz.next'), ['next', set.id], 'main'), button(say('quiz.pause'), ['pause']))
  const last = sheet.scene?.taken.at(-1)
  if (last)
    return card(
      language,
      say('quiz.sceneEnd', { title: sheet.scene?.title ?? '' }),
      ...reactionBlocks(turn, exercise, last),
      ...endBlocks(turn, exercise, last),
      onward,
    )
  const title = choice?.right
    ? say(sure === 'guess' ? 'quiz.lucky' : 'quiz.right')
    : say(sheet.kind === 'avoid' ? 'quiz.wrongAvoid' : 'quiz.wrong')
  return card(
    language,
    title,
    ...askBlocks(turn, exercise).slice(0, 1),
    facts(!choice?.right && [say('quiz.chosen'), choice?.text], [
      say(sheet.kind === 'avoid' ? 'quiz.neverSay' : 'quiz.rightAnswer'),
      rightText(turn, exercise),
    ]),
    ...explanation(turn, exercise),
    onward,
  )
}

function titleOf({ say }: Turn, { sheet, number, all, again }: Exercise): string {
  const title = say(again ? 'quiz.again' : 'quiz.title', { number, all })
  return sheet.scene ? `${title} · ${sheet.scene.title}` : title
}

/** The right answer; of a task, with the time that it has. */
function rightText({ say, parts }: Turn, { sheet }: Exercise): string | undefined {
  const right = sheet.choices.find((one) => one.right)?.text
  if (sheet.kind !== 'after') return right
  const entry = parts.guide.playbook().entries.find(({ id }) => id === sheet.entry)
  const task = entry?.after.find((one) => one.task[sheet.language] === right)
  return task ? say('quiz.due', { task: right ?? '', days: task.workingDays }) : right
}

/** What a question is about, then what it asks. */
function askBlocks({ say, parts }: Turn, { sheet }: Exercise): Block[] {
  const { kind, entry, language, asks, scene } = sheet
  const playbook = parts.guide.playbook()
  const found = playbook.entries.find(({ id }) => id === entry)
  const titled = inLanguage(found?.title ?? {}, language) ?? entry
  const title = found?.family === 'principle' ? say('quiz.principle', { title: titled }) : titled
  const ask = text(say('quiz.ask', { kind }))
  switch (kind) {
    case 'situation':
      return [text(say('quiz.message', { message: asks })), ask]
    case 'office':
      return [text(say('quiz.about', { topic: asks })), ask]
    case 'deadline':
      return [text(`${title}. ${say('quiz.task', { task: asks })}`), ask]
    case 'scene': {
      const opening = scene?.taken.length === 0 ? sceneOf(playbook.scenes, scene.id)?.opening : undefined
      return [...(opening ? [text(inLanguage(opening, language) ?? '')] : []), text(asks)]
    }
    default:
      return [text(title), ask]
  }
}

function choicesBlock({ set, position, sheet }: Exercise): Block {
  const step = sheet.scene?.step ?? ''
  return {
    kind: 'choices',
    choices: sheet.choices.map(({ text }, at) => ({
      text,
      token: tokenOf('choose', set.id, String(position), step, String(at)),
    })),
  }
}

/** Why the right answer is right, and what a wrong one belongs to. */
function explanation({ say, parts, language: spoken }: Turn, { sheet, chosen }: Exercise): Block[] {
  const { kind, entry: id, language } = sheet
  const { entries, office } = parts.guide.playbook()
  const entry = entries.find((one) => one.id === id)
  const choice = chosen === undefined ? undefined : sheet.choices[chosen]
  const right = sheet.choices.find((one) => one.right)
  const summaryOf = (one: Entry) => inLanguage(one.summary, language) ?? ''
  const told = (...blocks: readonly (Block | undefined | false | '')[]) => blocks.flatMap((block) => block || [])
  if (kind === 'office') {
    const body = office?.directory.find((one) => one.id === right?.from)
    if (!body) return []
    const where = [inLanguage(body.place, spoken), inLanguage(body.hours, spoken), body.telephone]
    return told(facts([inLanguage(body.name, spoken) ?? '', where.filter(Boolean).join(' · ')]))
  }
  if (!entry) return []
  const summary = summaryOf(entry) && text(summaryOf(entry))
  const warned = (words: string | undefined) => (entry.avoid[language] ?? []).find(({ not }) => not === words)
  const owner = choice && !choice.right && choice.from !== id ? entries.find((one) => one.id === choice.from) : undefined
  const belongs =
    owner && text(say('quiz.belongs', { title: inLanguage(owner.title, language) ?? '', summary: summaryOf(owner) }).trim())
  const behind = entry.principles.flatMap((one) => inLanguage(entries.find(({ id }) => id === one)?.title ?? {}, language) ?? [])
  const principles = behind.length > 0 && text(say('quiz.behind', { principles: behind.join(' · ') }), 'quiet')
  switch (kind) {
    case 'situation':
    case 'after':
      return told(summary, belongs)
    case 'say':
      return told(!choice?.right && facts([say('quiz.why'), warned(choice?.text)?.why]), belongs, summary, principles)
    case 'avoid': {
      const warning = warned(right?.text)
      return told(facts([say('quiz.why'), warning?.why], [say('quiz.instead'), warning?.better]), principles)
    }
    case 'record':
      return told(summary, belongs, principles)
    case 'deadline':
      return told(summary)
    case 'scene':
      return []
  }
}

const sceneOf = (scenes: readonly Scene[], id: string): Scene | undefined => scenes.find((one) => one.id === id)

function stepOf({ parts }: Turn, { sheet }: Exercise, { step }: Taken): SceneStep | undefined {
  const scene = sheet.scene && sceneOf(parts.guide.playbook().scenes, sheet.scene.id)
  return scene?.steps.find(({ id }) => id === step)
}

/** What the visitor did after a step, why it was right or wrong, and what would have been right. */
function reactionBlocks(turn: Turn, exercise: Exercise, taken: Taken): Block[] {
  const { say } = turn
  const { language } = exercise.sheet
  const step = stepOf(turn, exercise, taken)
  const choice = step?.choices.find(({ text }) => inLanguage(text, language) === taken.text)
  const right = taken.right ? undefined : step?.choices.find((one) => one.right)
  const told = facts(
    [say('quiz.chosen'), taken.text],
    [say('quiz.visitor'), choice && inLanguage(choice.reaction, language)],
    [taken.right ? say('quiz.right') : say('quiz.wrong'), choice && inLanguage(choice.why, language)],
    [say('quiz.rightAnswer'), right && inLanguage(right.text, language)],
  )
  return told ? [told] : []
}

/** How a scene ended, how much of it was right, and what to take along. */
function endBlocks(turn: Turn, exercise: Exercise, last: Taken): Block[] {
  const { say } = turn
  const { language, scene: before } = exercise.sheet
  const scene = before && sceneOf(turn.parts.guide.playbook().scenes, before.id)
  const chosen = stepOf(turn, exercise, last)?.choices.find(({ text }) => inLanguage(text, language) === last.text)
  const ending = scene?.endings.find(({ id }) => id === chosen?.next)
  const debrief = inLanguage(scene?.debrief ?? {}, language) ?? []
  const taken = before?.taken ?? []
  const right = taken.filter((one) => one.right).length
  const steps = facts([say('quiz.sceneSteps'), say('quiz.sceneOf', { right, all: taken.length })])
  return [
    ...(ending ? [text(inLanguage(ending.text, language) ?? '')] : []),
    ...(debrief.length > 0
      ? [
          {
            kind: 'list' as const,
            heading: say('quiz.debrief'),
            tone: 'plain' as const,
            items: debrief.map((one) => ({ text: one })),
          },
        ]
      : []),
    ...(steps ? [steps] : []),
    ...(right < taken.length && !exercise.again ? [text(say('quiz.sceneAgain'), 'quiet')] : []),
  ]
}
