import type { Answer } from '../../guidance/guide.ts'
import { atLeast } from '../../people/roles.ts'
import { button, buttons, card, text } from '../cards.ts'
import { placeKey, type Situation, situationLasts, type Turn } from '../parts.ts'
import { forMatching, kept } from '../privacy.ts'
import type { CardReply } from '../reply.ts'
import { adviceCard, bodyOf, lists, pagesOf, plainCard } from './adviceCard.ts'
import { continues } from './refine.ts'

/** Characters of a message that are read: more than anybody types while a visitor waits. */
const longestMessage = 10_000

/** A situation is described, or something is added to the one before: advice, a question, or "not in the playbook". */
export async function advise(turn: Turn): Promise<CardReply> {
  const { wish, parts } = turn
  const said = wish.text.slice(0, longestMessage).trim()
  if (said === '')
    return card(
      turn.language,
      turn.say('empty.title'),
      text(turn.say('empty.message')),
      buttons(button(turn.say('help.title'), ['help'])),
    )
  const before = await remembered(turn, await parts.latest.get(placeKey(turn)))
  return tell(turn, said, before && (before.asked || continues(said)) ? before : undefined)
}

/** The last thing that was said is about another visitor. */
export async function fresh(turn: Turn): Promise<CardReply> {
  const before = await remembered(turn)
  const last = before?.texts.at(-1)
  return last === undefined ? gone(turn) : tell(turn, last, undefined)
}

/** One of the choices, or of the nearest entries, was pressed. */
export async function pick(turn: Turn): Promise<CardReply> {
  const [, entry = ''] = turn.wish.subjects
  const before = await remembered(turn)
  const answer = turn.parts.guide.open(entry, told(before), turn.language)
  return answer === undefined ? gone(turn) : keep(turn, answer, before?.texts ?? [], before)
}

/** None of the choices fits: the person says it in other words, and is not asked again. */
export async function none(turn: Turn): Promise<CardReply> {
  const before = await remembered(turn)
  const [id = ''] = turn.wish.subjects
  if (before) {
    await turn.parts.situations.set(id, { ...before, asked: true }, situationLasts)
    await turn.parts.latest.set(placeKey(turn), id, situationLasts)
  }
  return card(turn.language, turn.say('clarify.title'), text(turn.say('clarify.retry')))
}

/** The full advice, a page at a time. */
export async function more(turn: Turn): Promise<CardReply> {
  const { parts, say, language, wish } = turn
  const [id = (await parts.latest.get(placeKey(turn))) ?? '', page = '0'] = wish.subjects
  const advice = await parts.advice.byId(id)
  if (!advice || advice.person !== turn.person.id || advice.decision !== 'answer') return gone(turn)
  const found = parts.guide.compose({ ...advice, text: told(await remembered(turn, id)) || undefined, language })
  const title = say('more.title', { title: found.title })
  const pages = pagesOf(bodyOf(found, turn).rest, title, turn)
  const at = Math.min(Number(page) || 0, Math.max(pages.length - 1, 0))
  const left = pages.slice(at + 1).flat().length
  return card(
    language,
    title,
    ...(pages[at] ? lists(pages[at], turn) : [text(say('more.end'))]),
    buttons(
      atLeast(turn.role, 'staff') && button(say('advise.log'), ['log', id], 'main'),
      left > 0 && button(say('advise.more', { count: left }), ['more', id, String(at + 1)]),
    ),
  )
}

/** Advice while the records cannot be reached: it stands by itself. */
export function adviseUnrecorded(turn: Pick<Turn, 'parts' | 'wish' | 'say' | 'language'>): CardReply {
  const answer = turn.parts.guide.ask(forMatching(turn.wish.text.slice(0, longestMessage)), { language: turn.language })
  const advice = plainCard(answer)
  return { ...advice, blocks: [...advice.blocks, text(turn.say('advise.unrecorded'), 'alert')] }
}

async function tell(turn: Turn, said: string, before: Situation | undefined): Promise<CardReply> {
  const texts = [...(before?.texts ?? []), kept(said, turn.say).text]
  const whole = [told(before), forMatching(said)].filter(Boolean).join('. ')
  const answer = turn.parts.guide.ask(whole, { language: turn.language, clarified: before?.asked ?? false })
  return keep(turn, answer, texts, before)
}

/** Keeps the decision in the records and what was told in the memory, and shows the card. */
async function keep(turn: Turn, answer: Answer, texts: readonly string[], before: Situation | undefined): Promise<CardReply> {
  const { parts, person, request, language } = turn
  const id = parts.newId()
  const at = parts.clock().toISOString()
  const entries =
    answer.kind === 'answer' ? answer.entries : (answer.kind === 'clarify' ? answer.choices : answer.nearest).map((one) => one.id)
  const advice = {
    id,
    person: person.id,
    place: request.place,
    at,
    language,
    decision: answer.kind,
    entries,
    alarms: answer.kind === 'answer' ? answer.alarms : [],
    revision: parts.guide.playbook().hash,
  }
  await parts.advice.keep(advice)
  if (answer.kind === 'unknown') await parts.advice.miss({ id, at, text: texts.join('. '), language, nearest: entries })
  const chain = [...(before?.chain ?? []), id]
  const situation = { texts, chain, asked: answer.kind === 'clarify', ...(before?.case ? { case: before.case } : {}) }
  await parts.situations.set(id, situation, situationLasts)
  await parts.latest.set(placeKey(turn), id, situationLasts)
  return adviceCard(turn, answer, id, situation)
}

/** What was told for the advice that a button speaks of, while it is remembered. */
const remembered = async (turn: Turn, id = turn.wish.subjects[0]): Promise<Situation | undefined> =>
  id === undefined ? undefined : turn.parts.situations.get(id)

/** What was told before, as the matcher reads it. */
const told = (situation: Situation | undefined): string => (situation?.texts ?? []).map(forMatching).join('. ')

export const gone = ({ language, say }: Pick<Turn, 'language' | 'say'>): CardReply =>
  card(language, say('gone.title'), text(say('gone.text')))
