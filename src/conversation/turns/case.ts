import type { Case, CaseEvent } from '../../casework/cases.ts'
import { caseNumber, readCaseNumber, readReceipt } from '../../casework/number.ts'
import { dayOf, workingDaysAfter } from '../../playbook/calendar.ts'
import { noon } from '../../wording/wording.ts'
import { tokenOf } from '../action.ts'
import { button, buttons, card, facts, fits, shortened, text } from '../cards.ts'
import { limits } from '../limits.ts'
import { mayChange, maySee, type Turn } from '../parts.ts'
import { kept } from '../privacy.ts'
import type { Block, CardReply, Reply } from '../reply.ts'
import { advise } from './advise.ts'
import { caseSelect } from './cases.ts'
import { draftOf, empty, faultsOf, forgetDraft, form, long } from './forms.ts'
import { calendarOf } from './log.ts'

/** Characters of a note, a step, an answer. */
const longestNote = 2_000
const longestStep = 200
/** Characters of each text of a case that its card shows: as many as there is room for. */
const shownOfText = [3_000, 1_500, 700] as const
const leastShown = 700
const mostWorkingDays = 250
/** Letters that a search has at least. */
const shortestSearch = 3

/** A case, by its number, its receipt, or its id in a button. */
export async function showCase(turn: Turn): Promise<CardReply> {
  const [wanted = ''] = turn.wish.subjects
  const found = await find(turn, wanted)
  if (found) return caseCard(turn, found)
  const { parts, person, role, request, wish, say, language, today } = turn
  const written = readCaseNumber(wanted, 0) || readReceipt(wanted) || /^[\w-]*\d[\w-]*$/.test(wanted.trim())
  if (!written) {
    const cases =
      wanted.trim().length < shortestSearch
        ? []
        : await parts.cases.search(wanted.trim(), person.id, role === 'supervisor', limits.choices)
    const [only] = cases
    if (only) return cases.length === 1 ? caseCard(turn, only) : card(language, say('cases.found'), caseSelect(cases, say, today))
    // Words that begin with "case" and find none are a situation after all.
    if (request.kind === 'say') return advise({ ...turn, wish: { ...wish, text: request.text } })
  }
  return unknownCase(turn, wanted)
}

/** A form for a note. */
export const note = (turn: Turn): Promise<Reply> =>
  opening(turn, 'note', (found, draft) =>
    form(
      turn,
      turn.say('case.noteForm'),
      tokenOf('noted', found.id),
      turn.say('log.save'),
      [{ id: 'note', label: turn.say('case.noteText'), hint: turn.say('log.toldHint'), kind: 'text', required: true }],
      draft,
    ),
  )

/** A note was handed in. */
export const noted = (turn: Turn): Promise<Reply> =>
  changing(
    turn,
    'note',
    [empty(turn, 'note', 'case.noteText', 'case.noteMissing'), long(turn, 'note', 'case.noteText', longestNote)],
    (found) => turn.parts.cases.note(found.id, clean(turn, 'note'), doing(turn)),
  )

/** A form for the next step. */
export const step = (turn: Turn): Promise<Reply> =>
  opening(turn, 'step', (found, draft) =>
    form(
      turn,
      turn.say('case.stepForm'),
      tokenOf('stepped', found.id),
      turn.say('log.save'),
      [
        { id: 'step', label: turn.say('case.stepText'), kind: 'line', required: true, value: found.next_step },
        { id: 'days', label: turn.say('case.stepDays'), hint: turn.say('case.stepDaysHint'), kind: 'line', required: true },
      ],
      draft,
    ),
  )

/** Another next step was handed in. */
export const stepped = (turn: Turn): Promise<Reply> => {
  const { say, today, parts } = turn
  const days = (turn.wish.values['days'] ?? '').trim()
  const counts = /^\d{1,3}$/.test(days) && Number(days) <= mostWorkingDays
  return changing(
    turn,
    'step',
    [
      empty(turn, 'step', 'case.stepText', 'case.stepTextMissing'),
      long(turn, 'step', 'case.stepText', longestStep),
      counts ? undefined : { field: 'days', label: say('case.stepDays'), text: say('case.stepDaysWrong') },
    ],
    (found) =>
      parts.cases.changeStep(found.id, clean(turn, 'step'), workingDaysAfter(today, Number(days), calendarOf(turn)), doing(turn)),
  )
}

/** A form for closing. */
export const close = (turn: Turn): Promise<Reply> =>
  opening(turn, 'close', (found, draft) =>
    form(
      turn,
      turn.say('case.closeForm'),
      tokenOf('closed', found.id),
      turn.say('log.save'),
      [
        { id: 'answered', label: turn.say('case.closeAnswered'), kind: 'text', required: true, value: found.answered },
        { id: 'told', label: turn.say('case.closeTold'), kind: 'line', required: true },
      ],
      draft,
    ),
  )

/** The closing was handed in: what was answered, and how the visitor was told. */
export const closed = (turn: Turn): Promise<Reply> =>
  changing(
    turn,
    'close',
    [
      empty(turn, 'answered', 'case.closeAnswered', 'case.closeMissing'),
      empty(turn, 'told', 'case.closeTold', 'case.closeMissing'),
      long(turn, 'answered', 'case.closeAnswered', longestNote),
      long(turn, 'told', 'case.closeTold', longestNote),
    ],
    (found) => turn.parts.cases.close(found.id, clean(turn, 'answered'), clean(turn, 'told'), doing(turn)),
  )

/** Who may see the case changes. */
export const show = (turn: Turn): Promise<Reply> =>
  changing(turn, 'show', [], (found) =>
    turn.parts.cases.show(found.id, turn.wish.subjects[1] === 'owner' ? 'owner' : 'office', doing(turn)),
  )

/** A case as a card, with what may be done next. */
export async function caseCard(turn: Turn, found: Case, title?: string): Promise<CardReply> {
  const { say, language, parts, today } = turn
  const { id, state, due, next_step: step, visibility } = found
  const isOpen = state === 'open'
  const mine = isOpen && mayChange(found, turn)
  const number = caseNumber(found)
  const owner = await parts.people.nameOf(found.owner)
  const topWith = (most: number) =>
    [
      facts(
        title !== undefined && [say('case.matter'), found.matter],
        isOpen
          ? [say('case.step'), say(due < today ? 'case.overdue' : 'case.stepDue', { step, due: noon(due) })]
          : [say('case.state'), say('case.closed', { day: noon(found.closed === null ? due : dayOf(new Date(found.closed))) })],
        [say(title === undefined ? 'case.receipt' : 'log.receipt'), found.receipt],
        [say('case.owner'), owner],
        [say('case.told'), shortened(found.account, most)],
        [say('case.demand'), shortened(found.demand, most)],
        [say('case.answered'), shortened(found.answered, most)],
        visibility === 'owner' && [say('case.visible'), say('case.visibleTo', { to: visibility })],
      ),
      buttons(
        mine && button(say('case.note'), ['note', id]),
        mine && button(say('case.changeStep'), ['step', id]),
        mine && button(say('case.close'), ['close', id]),
        mine &&
          (visibility === 'office'
            ? button(say('case.hide'), ['show', id, 'owner'])
            : button(say('case.show'), ['show', id, 'office'])),
      ),
    ].filter((block) => block !== undefined)
  const heading = title ?? say('case.title', { number, matter: found.matter })
  const most = shownOfText.find((one) => fits(heading, topWith(one))) ?? leastShown
  const top = topWith(most)
  const history = await historyOf(turn, found, heading, top)
  return card(language, heading, top[0], history, top[1])
}

/** The latest events that there is room for, oldest first. */
async function historyOf({ say, parts }: Turn, found: Case, title: string, others: readonly Block[]): Promise<Block | undefined> {
  const events = await parts.cases.eventsOf(found.id)
  if (events.length < 2) return undefined
  const names = new Map<string, string>()
  for (const { person } of events) if (!names.has(person)) names.set(person, await parts.people.nameOf(person))
  const list = (items: readonly { text: string }[]): Block => ({
    kind: 'list',
    heading: say('case.history'),
    tone: 'plain',
    items: [...items],
  })
  let items: { text: string }[] = []
  for (const event of events.reverse()) {
    const next = [{ text: shortened(eventLine(event, names.get(event.person) ?? '', say), leastShown) }, ...items]
    if (!fits(title, [...others, list(next)])) break
    items = next
  }
  return items.length > 0 ? list(items) : undefined
}

function eventLine({ kind, at, detail }: CaseEvent, who: string, say: Turn['say']): string {
  const day = noon(dayOf(new Date(at)))
  switch (kind) {
    case 'opened':
      return say('case.opened', { day, who })
    case 'noted':
      return say('case.noted', { day, who, text: detail['text'] ?? '' })
    case 'next-step':
      return say('case.stepChanged', {
        day,
        who,
        step: detail['nextStep'] ?? '',
        due: noon(detail['due'] ?? dayOf(new Date(at))),
      })
    case 'visibility':
      return say('case.shownTo', { day, who, to: detail['visibility'] ?? 'office' })
    case 'closed':
      return say('case.wasClosed', { day, who, text: detail['told'] ?? '' })
  }
}

/** A case that this person may see; one that they may not see is as if it were not there. */
async function find(turn: Turn, wanted: string): Promise<Case | undefined> {
  const { cases } = turn.parts
  const number = readCaseNumber(wanted, Number(turn.today.slice(0, 4)))
  const receipt = readReceipt(wanted)
  const found = number ? await cases.byNumber(number) : receipt ? await cases.byReceipt(receipt) : await cases.byId(wanted)
  return found && maySee(found, turn) ? found : undefined
}

function unknownCase({ language, say, today }: Turn, wanted: string): CardReply {
  const number = shortened(kept(wanted, say).text, 40)
  const example = caseNumber({ year: Number(today.slice(0, 4)), running: 42 })
  return card(language, say('case.unknown'), text(say('case.unknownText', { number, example })))
}

/** A case that may be changed by this person now, or the card that says why not. */
async function changeable(turn: Turn): Promise<Case | CardReply> {
  const { say, language, parts, wish } = turn
  const found = await find(turn, wish.subjects[0] ?? '')
  if (!found) return unknownCase(turn, wish.subjects[0] ?? '')
  const title = say('case.untitled', { number: caseNumber(found) })
  if (!mayChange(found, turn))
    return card(language, title, text(say('case.mine', { owner: await parts.people.nameOf(found.owner) })))
  if (found.state === 'closed') return caseCard(turn, found, say('case.isClosed'))
  return found
}

async function opening(turn: Turn, name: string, formOf: (found: Case, draft: Record<string, string>) => Reply): Promise<Reply> {
  const found = await changeable(turn)
  return 'kind' in found ? found : formOf(found, await draftOf(turn, [name, found.id]))
}

async function changing(
  turn: Turn,
  name: string,
  wrong: Parameters<typeof faultsOf>[2],
  change: (found: Case) => Promise<boolean>,
): Promise<Reply> {
  const [id = ''] = turn.wish.subjects
  const faults = await faultsOf(turn, [name, id], wrong)
  if (faults) return faults
  const found = await changeable(turn)
  if ('kind' in found) return found
  await change(found)
  await forgetDraft(turn, [name, id])
  return caseCard(turn, (await turn.parts.cases.byId(found.id)) ?? found)
}

const clean = (turn: Turn, field: string): string => kept((turn.wish.values[field] ?? '').trim(), turn.say).text

const doing = ({ person, parts, request }: Turn) => ({
  person: person.id,
  at: parts.clock().toISOString(),
  cause: request.id,
})
