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
  const lines = cases.map((one) =>
    say(one.due < today ? 'cases.late' : 'cases.line', {
      number: caseNumber(one),
      due: noon(one.due),
      matter: one.matter,
    }),
  )
  return [
    text(say('cases.count', { count: all, late })),
    ...(all > cases.length ? [text(say('cases.more', { count: cases.length }), 'quiet')] : []),
    {
      kind: 'select',
      token: tokenOf('case'),
      prompt: say('cases.choose'),
      choices: cases.map(({ id }, at) => ({ value: id, text: shortened(lines[at] ?? id, limits.choiceText) })),
    },
  ]
}
