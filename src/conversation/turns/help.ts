import { atLeast } from '../../people/roles.ts'
import { button, buttons, card, text } from '../cards.ts'
import type { Turn } from '../parts.ts'
import type { CardReply } from '../reply.ts'
import { caseList } from './cases.ts'

/** What the assistant can do for this person. */
export async function help({ language, say, role }: Turn): Promise<CardReply> {
  const staff = atLeast(role, 'staff')
  const words = [
    say('help.refine'),
    ...(staff ? [say('help.cases')] : []),
    say('help.office'),
    say('help.quiz'),
    ...(role === 'supervisor' ? [say('help.team')] : []),
    say('help.language'),
    ...(role === 'supervisor' ? [say('help.link')] : []),
  ]
  return card(
    language,
    say('help.title'),
    text(say('help.text')),
    { kind: 'list', heading: say('help.list'), tone: 'plain', items: words.map((one) => ({ text: one })) },
    buttons(
      staff && button(say('help.cases.button'), ['cases']),
      staff && button(say('help.log.button'), ['log']),
      button(say('quiz.start'), ['quiz']),
      button(say('help.language.button'), ['language']),
    ),
  )
}

/** A person's page: their open cases, and what can be done from here. */
export async function home(turn: Turn): Promise<CardReply> {
  const { language, say, role } = turn
  const staff = atLeast(role, 'staff')
  return card(
    language,
    say('home.title'),
    text(say('help.text')),
    ...(staff ? await caseList(turn) : []),
    buttons(
      staff && button(say('help.log.button'), ['log'], 'main'),
      button(say('quiz.start'), ['quiz']),
      button(say('help.language.button'), ['language']),
    ),
  )
}
