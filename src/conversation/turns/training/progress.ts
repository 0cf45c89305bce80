import type { Playbook } from '../../../playbook/load.ts'
import { inLanguage } from '../../../playbook/localised.ts'
import {
  type Field,
  fieldsOf,
  firm,
  isComplete,
  levelIn,
  levelsOf,
  type Progress,
  progressOn,
  streak,
} from '../../../training/progress.ts'
import { isDue } from '../../../training/sets.ts'
import { button, buttons, card, text } from '../../cards.ts'
import { limits } from '../../limits.ts'
import type { Turn } from '../../parts.ts'
import type { Block, CardReply } from '../../reply.ts'

/** Levels, 0-1, from which something grows and is good; below the least it is not begun. */
const good = 0.5
const growing = 0.1
const leastShown = 0.01

/** How somebody is doing: for their eyes alone. */
export async function progress(turn: Turn): Promise<CardReply> {
  const { parts, say, language, today } = turn
  const { levels, memories, paths } = await standing(turn)
  const start = button(say('quiz.start'), ['quiz'], 'main')
  if (memories.length === 0) return card(language, say('progress.title'), text(say('progress.none')), buttons(start))
  const playbook = parts.guide.playbook()
  const days = streak(await parts.course.daysOf(turn.person.id), today, playbook.office?.calendar)
  const due = memories.filter((memory) => isDue(memory, today)).length
  const left = await parts.course.left({ person: turn.person.id, language, today })
  const met = memories.length
  const begun = paths.filter(({ firm }) => firm > 0)
  return card(
    language,
    say('progress.title'),
    text(say('progress.streak', { days })),
    text(left > 0 ? say('progress.waiting', { met, left }) : say('progress.met', { met, due })),
    ...fieldLists(turn, playbook, levels),
    paths.length > 0 && {
      kind: 'list',
      heading: say('progress.paths'),
      tone: 'plain',
      items: (begun.length > 0 ? begun : paths.slice(0, 1)).map(({ path, firm, all }) => ({
        text: say('progress.path', { title: inLanguage(path.title, language) ?? path.id, firm, all }),
      })),
    },
    text(say('progress.fades'), 'quiet'),
    buttons(start),
    ...certificates(turn, paths.filter(isComplete)),
  )
}

/** Buttons for the certificates of completed paths, in rows. */
function certificates({ say, language }: Turn, complete: readonly Progress[]): Block[] {
  const all = complete.map(({ path }) =>
    button(say('progress.certificate', { title: inLanguage(path.title, language) ?? path.id }), ['certificate', path.id]),
  )
  const rows = Math.ceil(all.length / limits.buttonsInRow)
  return Array.from({ length: rows }, (_, row) =>
    buttons(...all.slice(row * limits.buttonsInRow, (row + 1) * limits.buttonsInRow)),
  ).flatMap((row) => row ?? [])
}

/** What somebody has learnt so far, in whichever language. */
export async function standing({ parts, person }: Turn) {
  const questions = parts.course.questions()
  const live = new Set(questions.map(({ id }) => id))
  const memories = (await parts.course.memoriesOf(person.id)).filter(({ question }) => live.has(question))
  const levels = levelsOf(questions, memories, parts.clock())
  const paths: readonly Progress[] = (parts.guide.playbook().practice?.paths ?? []).map((path) => progressOn(path, levels))
  return { levels, memories, paths }
}

/** Concepts and families in which something is known, with their levels, a list of each; the others stand ahead. */
export function fieldLists({ say, language }: Turn, playbook: Playbook, levels: ReadonlyMap<string, number>): Block[] {
  const fields = fieldsOf(playbook).map((field) => ({ ...field, level: levelIn(levels, field.entries) }))
  const titleOf = ({ id, kind, title }: Field) =>
    kind === 'family' ? say('progress.family', { family: id }) : (inLanguage(title, language) ?? id)
  const line = (field: (typeof fields)[number]) => ({
    text: say('progress.level', {
      title: titleOf(field),
      level: field.level >= firm ? 'firm' : field.level >= good ? 'good' : field.level >= growing ? 'growing' : 'begun',
      percent: Math.floor(field.level * 100),
    }),
  })
  const list = (kind: Field['kind'], heading: string): Block[] => {
    const items = fields.filter((field) => field.kind === kind && field.level >= leastShown).map(line)
    return items.length > 0 ? [{ kind: 'list', heading, tone: 'plain', items }] : []
  }
  const ahead = fields.filter(({ level }) => level < leastShown).map(titleOf)
  return [
    ...list('concept', say('progress.concepts')),
    ...list('family', say('progress.families')),
    ...(ahead.length > 0 ? [text(say('progress.ahead', { titles: ahead.join(' · ') }), 'quiet')] : []),
  ]
}
