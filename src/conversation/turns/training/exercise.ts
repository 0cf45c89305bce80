import type { Entry } from '../../../playbook/entry.ts'
import { inLanguage } from '../../../playbook/localised.ts'
import type { Scene, SceneChoice } from '../../../playbook/scene.ts'
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
  const at = [set.id, String(position), step] as const
  return card(
    language,
    titleOf(turn, exercise),
    facts([say('quiz.chosen'), chosen === undefined ? undefined : sheet.choices[chosen]?.text]),
    text(say('quiz.howSure')),
    buttons(
      ...[...sureness].reverse().map((one) => button(say(sureWords[one]), ['sure', ...at, one])),
      button(say('quiz.change'), ['next', set.id]),
    ),
  )
}

const sureWords = { sure: 'quiz.sure', fairly: 'quiz.fairly', guess: 'quiz.guess' } as const satisfies Record<Sureness, string>

/** An answer explained, from the entry, also when it was right. */
export function explainedCard(turn: Turn, exercise: Exercise): CardReply {
  const { say, language } = turn
  const { sheet, set, chosen } = exercise
  const choice = chosen === undefined ? undefined : sheet.choices[chosen]
  const title = choice?.right ? say('quiz.right') : say('quiz.wrong')
  const onward = buttons(button(say('quiz.next'), ['next', set.id], 'main'), button(say('quiz.pause'), ['pause']))
  const last = sheet.scene?.taken.at(-1)
  if (last) return card(language, title, ...reactionBlocks(turn, exercise, last), ...endBlocks(turn, exercise, last), onward)
  return card(
    language,
    title,
    ...askBlocks(turn, exercise).slice(0, 1),
    facts(!choice?.right && [say('quiz.chosen'), choice?.text], [
      say(sheet.kind === 'avoid' ? 'quiz.neverSay' : 'quiz.rightAnswer'),
      sheet.choices.find(({ right }) => right)?.text,
    ]),
    ...explanation(turn, exercise),
    onward,
  )
}

function titleOf({ say }: Turn, { sheet, number, all, again }: Exercise): string {
  const title = say(again ? 'quiz.again' : 'quiz.title', { number, all })
  return sheet.scene ? `${title} · ${sheet.scene.title}` : title
}

/** What a question is about, then what it asks. */
function askBlocks({ say, parts }: Turn, { sheet }: Exercise): Block[] {
  const { kind, entry, language, asks, scene } = sheet
  const playbook = parts.guide.playbook()
  const title = inLanguage(playbook.entries.find(({ id }) => id === entry)?.title ?? {}, language) ?? entry
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
  if (!entry) return []
  const choice = chosen === undefined ? undefined : sheet.choices[chosen]
  const right = sheet.choices.find((one) => one.right)
  const about = (one: Entry | undefined, sentence: 'quiz.situationIs' | 'quiz.belongs') =>
    one && text(say(sentence, { title: inLanguage(one.title, language) ?? '', summary: inLanguage(one.summary, language) ?? '' }))
  const warned = (words: string | undefined) => (entry.avoid[language] ?? []).find(({ not }) => not === words)
  const foreign =
    choice && !choice.right && choice.from !== id && kind !== 'office'
      ? about(
          entries.find((one) => one.id === choice.from),
          'quiz.belongs',
        )
      : undefined
  const behind = entry.principles.flatMap((one) => inLanguage(entries.find(({ id }) => id === one)?.title ?? {}, language) ?? [])
  const lines = (...blocks: readonly (Block | undefined)[]) => blocks.flatMap((block) => block ?? [])
  const principles = behind.length > 0 ? text(say('quiz.behind', { principles: behind.join(' · ') }), 'quiet') : undefined
  switch (kind) {
    case 'situation':
      return lines(about(entry, 'quiz.situationIs'), foreign)
    case 'say': {
      const warning = choice?.right ? undefined : warned(choice?.text)
      return lines(warning && facts([say('quiz.why'), warning.why]), foreign, about(entry, 'quiz.situationIs'), principles)
    }
    case 'avoid': {
      const warning = warned(right?.text)
      return lines(facts([say('quiz.why'), warning?.why], [say('quiz.instead'), warning?.better]), principles)
    }
    case 'record':
      return lines(about(entry, 'quiz.situationIs'), foreign, principles)
    case 'after': {
      const task = entry.after.find((one) => one.task[language] === right?.text)
      return lines(
        task && text(say('quiz.due', { task: task.task[language] ?? '', days: task.workingDays })),
        about(entry, 'quiz.situationIs'),
        foreign,
      )
    }
    case 'deadline':
      return lines(about(entry, 'quiz.situationIs'), principles)
    case 'office': {
      const body = office?.directory.find((one) => one.id === right?.from)
      if (!body) return []
      const where = [inLanguage(body.place, spoken), inLanguage(body.hours, spoken), body.telephone]
      return lines(facts([inLanguage(body.name, spoken) ?? '', where.filter(Boolean).join(' · ')]))
    }
    case 'scene':
      return []
  }
}

const sceneOf = (scenes: readonly Scene[], id: string): Scene | undefined => scenes.find((one) => one.id === id)

function takenChoice({ parts }: Turn, { sheet }: Exercise, { step, choice }: Taken): SceneChoice | undefined {
  const scene = sheet.scene && sceneOf(parts.guide.playbook().scenes, sheet.scene.id)
  return scene?.steps.find(({ id }) => id === step)?.choices[choice]
}

/** What the visitor did after a step, and why it was right or wrong. */
function reactionBlocks(turn: Turn, exercise: Exercise, taken: Taken): Block[] {
  const { say } = turn
  const { language } = exercise.sheet
  const choice = takenChoice(turn, exercise, taken)
  const told = facts(
    [say('quiz.chosen'), choice && inLanguage(choice.text, language)],
    [say('quiz.visitor'), choice && inLanguage(choice.reaction, language)],
    [taken.right ? say('quiz.right') : say('quiz.wrong'), choice && inLanguage(choice.why, language)],
  )
  return told ? [told] : []
}

/** How a scene ended, and what to take along. */
function endBlocks(turn: Turn, exercise: Exercise, last: Taken): Block[] {
  const { language, scene: before } = exercise.sheet
  const scene = before && sceneOf(turn.parts.guide.playbook().scenes, before.id)
  const ending = scene?.endings.find(({ id }) => id === takenChoice(turn, exercise, last)?.next)
  const debrief = inLanguage(scene?.debrief ?? {}, language) ?? []
  return [
    ...(ending ? [text(inLanguage(ending.text, language) ?? '')] : []),
    ...(debrief.length > 0
      ? [
          {
            kind: 'list' as const,
            heading: turn.say('quiz.debrief'),
            tone: 'plain' as const,
            items: debrief.map((one) => ({ text: one })),
          },
        ]
      : []),
  ]
}
