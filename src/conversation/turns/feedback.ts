import { tokenOf } from '../action.ts'
import { card, text } from '../cards.ts'
import type { Turn } from '../parts.ts'
import { kept } from '../privacy.ts'
import type { CardReply, Reply } from '../reply.ts'
import { gone } from './advise.ts'
import { draftOf, empty, faultsOf, forgetDraft, form, long } from './forms.ts'

/** Characters that a reason may have. */
const longestReason = 1_000

/** "It helped" was pressed. */
export const helped = (turn: Turn): Promise<CardReply> => judge(turn, true, '')

/** "It did not help" was pressed: a form asks why. */
export async function unhelpful(turn: Turn): Promise<Reply> {
  const [id = ''] = turn.wish.subjects
  const { say } = turn
  return form(
    turn,
    say('feedback.form'),
    tokenOf('reason', id),
    say('feedback.send'),
    [{ id: 'reason', label: say('feedback.reason'), hint: say('feedback.reasonHint'), kind: 'text', required: true }],
    await draftOf(turn, ['unhelpful', id]),
  )
}

/** The reason was handed in. */
export async function reason(turn: Turn): Promise<Reply> {
  const { values, subjects } = turn.wish
  const opens = ['unhelpful', ...subjects] as const
  const faults = await faultsOf(turn, opens, [
    empty(turn, 'reason', 'feedback.reason', 'feedback.reasonMissing'),
    long(turn, 'reason', 'feedback.reason', longestReason),
  ])
  if (faults) return faults
  const reply = await judge(turn, false, kept(values['reason'] ?? '', turn.say).text.trim())
  await forgetDraft(turn, opens)
  return reply
}

async function judge(turn: Turn, helped: boolean, reason: string): Promise<CardReply> {
  const { parts, person, say, language, wish } = turn
  const advice = await parts.advice.byId(wish.subjects[0] ?? '')
  if (!advice || advice.person !== person.id) return gone(turn)
  await parts.advice.judge(advice, { helped, reason, person: person.id, at: parts.clock().toISOString() })
  return card(language, say('feedback.thanks'), text(say('feedback.kept')))
}
