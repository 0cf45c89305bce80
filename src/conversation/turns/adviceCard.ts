import type { Card, Line } from '../../guidance/advise.ts'
import type { Answer } from '../../guidance/guide.ts'
import { atLeast } from '../../people/roles.ts'
import { sayIn } from '../../wording/wording.ts'
import { button, buttons, card, fits, shortened, text } from '../cards.ts'
import type { Situation, Turn } from '../parts.ts'
import type { Block, CardReply } from '../reply.ts'

/** Characters of what was told so far that the card repeats. */
const longestRepeated = 200

/** The card of an answer, with the buttons for what comes next. */
export function adviceCard(turn: Turn, answer: Answer, advice: string, { texts, ...situation }: Situation): CardReply {
  const { say, language, role, parts } = turn
  const soFar =
    texts.length > 1 &&
    text(say('advise.soFar', { situation: shortened(texts.slice(0, -1).join('. '), longestRepeated) }), 'quiet')
  const quick = !parts.guide.learntInFull() && text(say('advise.quick'), 'quiet')
  const another = texts.length > 1 && button(say('advise.fresh'), ['fresh', advice])
  const log =
    atLeast(role, 'staff') &&
    (situation.case
      ? button(say('advise.addToCase', { number: situation.case.number }), ['note', situation.case.id], 'main')
      : button(say('advise.log'), ['log', advice], answer.kind === 'answer' ? 'main' : 'plain'))
  const call = button(say('advise.call'), ['call', advice], 'danger')
  switch (answer.kind) {
    case 'answer': {
      const { shown, rest } = bodyOf(answer.card, turn)
      return card(
        language,
        answer.card.title,
        soFar,
        ...shown,
        quick,
        buttons(log, rest.length > 0 && button(say('advise.more', { count: rest.length }), ['more', advice, '0']), call),
        buttons(
          button(say('advise.helped'), ['helped', advice]),
          button(say('advise.unhelpful'), ['unhelpful', advice]),
          another,
        ),
      )
    }
    case 'clarify':
      return card(
        language,
        say('clarify.title'),
        soFar,
        text(say('clarify.question')),
        quick,
        buttons(
          ...answer.choices.map(({ id, title }) => button(title, ['pick', advice, id])),
          button(say('clarify.none'), ['none', advice]),
        ),
        buttons(log, call, another),
      )
    case 'unknown':
      return card(
        language,
        say('unknown.title'),
        soFar,
        text(say('unknown.sorry')),
        answer.contact && text(say('unknown.contact', answer.contact)),
        quick,
        answer.nearest.length > 0 && text(say('unknown.nearest'), 'quiet'),
        buttons(...answer.nearest.map(({ id, title }) => button(title, ['pick', advice, id])), another),
        buttons(log, call),
      )
  }
}

/** The card of an answer by itself, with nothing to press: for a single question, and while the records cannot be reached. */
export function plainCard(answer: Answer): CardReply {
  const language = answer.kind === 'answer' ? answer.card.language : answer.language
  const say = sayIn(language)
  switch (answer.kind) {
    case 'answer': {
      const { shown, rest } = bodyOf(answer.card, { say })
      return card(
        language,
        answer.card.title,
        ...shown,
        rest.length > 0 && text(say('card.more', { count: rest.length }), 'quiet'),
      )
    }
    case 'clarify':
      return card(
        language,
        say('clarify.title'),
        text(say('clarify.question')),
        ...answer.choices.map(({ title }) => text(title)),
      )
    case 'unknown':
      return card(
        language,
        say('unknown.title'),
        text(say('unknown.sorry')),
        answer.contact && text(say('unknown.contact', answer.contact)),
        answer.nearest.length > 0 && text(say('unknown.nearest'), 'quiet'),
        ...answer.nearest.map(({ title }) => text(title)),
      )
  }
}

/** The parts of a card that fit, and the lines that do not and come with "more". */
export function bodyOf(found: Card, turn: Pick<Turn, 'say'>): { readonly shown: Block[]; readonly rest: readonly Line[] } {
  const { say } = turn
  const top = [
    found.because.length > 0 &&
      text(say('card.because', { reasons: found.because.map((words) => say('card.quote', { words })).join(', ') }), 'quiet'),
    found.also.length > 0 && text(say('card.also', { titles: found.also.join(' · ') }), 'quiet'),
  ].filter((block) => block !== false)
  let lines = found.lines
  while (lines.length > 0 && !fits(found.title, [...top, ...lists(lines, turn), ...room])) lines = lines.slice(0, -1)
  return { shown: [...top, ...lists(lines, turn)], rest: [...found.lines.slice(lines.length), ...found.more] }
}

/** What a card holds beside the advice: what was told so far, buttons, a notice. */
const room: readonly Block[] = [text('x'.repeat(longestRepeated + 300)), text('x'), text('x'), text('x')]

/** Lines on as many pages as they need. */
export function pagesOf(lines: readonly Line[], title: string, turn: Pick<Turn, 'say'>): Line[][] {
  const pages: Line[][] = []
  for (const line of lines) {
    const page = pages.at(-1)
    if (page && fits(title, [...lists([...page, line], turn), ...room])) page.push(line)
    else pages.push([line])
  }
  return pages
}

/** Lines as lists, one for each part of the advice. */
export function lists(lines: readonly Line[], { say }: Pick<Turn, 'say'>): Block[] {
  const blocks: (Block & { kind: 'list' })[] = []
  let before: string | undefined
  for (const { part, text, instead } of lines) {
    const item = instead === undefined ? { text } : { text, aside: say('card.better', { sentence: instead }) }
    if (part === before) blocks.at(-1)?.items.push(item)
    else
      blocks.push({
        kind: 'list',
        heading: say(`section.${part}`),
        tone: part === 'safety' || part === 'avoid' ? 'alert' : 'plain',
        items: [item],
      })
    before = part
  }
  return blocks
}
