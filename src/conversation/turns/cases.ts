import type { Case } from '../../casework/cases.ts'
import { caseNumber } from '../../casework/number.ts'
import { noon } from '../../wording/wording.ts'
import { tokenOf } from '../action.ts'
import { card, shortened, text } from '../cards.ts'
import { limits } from '../limits.ts'
import type { Turn } from '../parts.ts'
import type { Block, CardReply } from '../reply.ts'

/** A person's open cases, the one due first at the top. */
export async function cases(turn: Turn): Promise<CardReply> {
  return card(turn.language, turn.say('cases.title'), ...(await caseList(turn)))
}

/** How many cases are open, how many are late, and a list to open one from. */
export async function caseList({ parts, person, say, today }: Turn): Promise<Block[]> {
  const { cases, all, late } = await parts.cases.openOf(person.id, today, limits.choices)
  if (all === 0) return [text(say('cases.none'))]
  return [
    text(say('cases.count', { count: all, late })),
    ...(all > cases.length ? [text(say('cases.more', { count: cases.length }), 'quiet')] : []),
    caseSelect(cases, say, today),
  ]
}

/** A list to open one of these cases from. */
export const caseSelect = (cases: readonly Case[], say: Turn['say'], today: string): Block => ({
  kind: 'select',
  token: tokenOf('case'),
  prompt: say('cases.choose'),
  choices: cases.map((one) => ({ value: one.id, text: shortened(lineOf(one, say, today), limits.choiceText) })),
})

function lineOf({ state, due, matter, ...one }: Case, say: Turn['say'], today: string): string {
  const sentence = state === 'closed' ? 'cases.closed' : due < today ? 'cases.late' : 'cases.line'
  return say(sentence, { number: caseNumber(one), due: noon(due), matter })
}
