import type { Case, NewCase } from '../../casework/cases.ts'
import { caseNumber } from '../../casework/number.ts'
import { type Day, workingDaysAfter } from '../../playbook/calendar.ts'
import { inLanguage } from '../../playbook/localised.ts'
import type { Office } from '../../playbook/office.ts'
import { noon } from '../../wording/wording.ts'
import { tokenOf } from '../action.ts'
import { shortened, text } from '../cards.ts'
import { limits } from '../limits.ts'
import { maySee, placeKey, type Situation, situationLasts, type Turn } from '../parts.ts'
import { kept } from '../privacy.ts'
import type { CardReply, Reply } from '../reply.ts'
import { caseCard } from './case.ts'
import { draftOf, empty, faultsOf, forgetDraft, form, long } from './forms.ts'

/** Longest texts of a case, in characters. */
const longest = { matter: 150, told: 3_000, demand: 500, answered: 1_000 } as const
/** Characters of what was told that the form takes over; the facts to record come below. */
const longestTold = 2_000

/** A follow-up that a case may go on with. */
interface Step {
  /** Value of the choice: survives a changed playbook as long as the entry has that follow-up. */
  readonly value: string
  readonly task: string
  readonly due: Day
}

/** Follow-ups that every case may need, with working days, beside those of the entries. */
const own = [
  ['log.ownCall', 1],
  ['log.ownAsk', 1],
  ['log.ownAnswer', 5],
] as const

/** A calendar for a playbook without an office: Monday to Friday. */
const plainCalendar: Office['calendar'] = {
  workingWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  holidays: [],
  extraWorkingDays: [],
}
export const calendarOf = ({ parts }: Pick<Turn, 'parts'>): Office['calendar'] =>
  parts.guide.playbook().office?.calendar ?? plainCalendar

/** The form for a new case, prefilled from the conversation. One piece of advice becomes one case: a second press shows it. */
export async function log(turn: Turn): Promise<Reply> {
  const { parts, say, wish, person } = turn
  const [id] = wish.subjects
  const draft = id ?? parts.newId()
  const known = (await parts.cases.byDraft(draft)) ?? (await caseOfVisit(turn, draft))
  if (known && maySee(known, turn)) return caseCard(turn, known, say('log.already', { number: caseNumber(known) }))
  const advice = id === undefined ? undefined : await parts.advice.byId(id)
  const mine = advice?.person === person.id ? advice : undefined
  const told = ((mine && (await parts.situations.get(mine.id)))?.texts ?? []).join('. ')
  const entries = mine?.decision === 'answer' ? mine.entries : []
  const steps = stepsOf(turn, entries)
  return form(
    turn,
    say('log.form'),
    tokenOf('save', draft),
    say('log.save'),
    [
      { id: 'matter', label: say('log.matter'), kind: 'line', required: true, value: shortened(told, 120) },
      {
        id: 'told',
        label: say('log.told'),
        hint: say('log.toldHint'),
        kind: 'text',
        required: false,
        value: toldWithFacts(turn, told, entries),
      },
      { id: 'demand', label: say('log.demand'), kind: 'line', required: false, value: demandIn(told) },
      { id: 'answered', label: say('log.answered'), hint: say('log.answeredHint'), kind: 'text', required: false },
      {
        id: 'step',
        label: say('log.step'),
        kind: 'choice',
        required: true,
        value: steps[0]?.value ?? '',
        choices: steps.map(({ value, task, due }) => ({
          value,
          text: shortened(say('log.choice', { due: noon(due), task }), limits.choiceText),
        })),
      },
    ],
    await draftOf(turn, ['log', draft]),
  )
}

/** The case that the same visit became from a later card. */
async function caseOfVisit(turn: Turn, advice: string): Promise<Case | undefined> {
  const { latest, situations, cases } = turn.parts
  const id = await latest.get(placeKey(turn))
  const situation = id === undefined ? undefined : await situations.get(id)
  return situation?.case && situation.chain.includes(advice) ? cases.byId(situation.case.id) : undefined
}

/** The form was handed in: the case is logged once for each draft, without personal data. */
export async function save(turn: Turn): Promise<Reply> {
  const { parts, say, wish, person, language } = turn
  const [draft = ''] = wish.subjects
  const advice = await parts.advice.byId(draft)
  const entries = advice?.person === person.id && advice.decision === 'answer' ? advice.entries : []
  const step = stepsOf(turn, entries).find(({ value }) => value === wish.values['step'])
  const opens = ['log', draft] as const
  const faults = await faultsOf(turn, opens, [
    empty(turn, 'matter', 'log.matter', 'log.matterMissing'),
    ...(['matter', 'told', 'demand', 'answered'] as const).map((field) => long(turn, field, `log.${field}`, longest[field])),
    step ? undefined : { field: 'step', label: say('log.step'), text: say('log.stepMissing') },
  ])
  if (faults || !step) return faults as Reply
  const asked = factsOf(turn, entries)
  const texts = (['matter', 'told', 'demand', 'answered'] as const).map(
    (field) => [field, kept(withoutOpenFacts(wish.values[field] ?? '', asked).trim(), say)] as const,
  )
  const removed = texts.reduce((sum, [, { removed }]) => sum + removed, 0)
  const { matter, told, demand, answered } = Object.fromEntries(texts.map(([field, { text }]) => [field, text])) as Record<
    (typeof texts)[number][0],
    string
  >
  const fresh: NewCase = {
    draft,
    advice: advice?.id,
    entries,
    language,
    matter: matter.replace(/\s+/g, ' '),
    account: told,
    demand: demand.replace(/\s+/g, ' '),
    answered,
    nextStep: step.task,
    due: step.due,
    year: Number(turn.today.slice(0, 4)),
  }
  const doing = { person: person.id, at: parts.clock().toISOString(), cause: `draft ${draft}` }
  const logged = await parts.cases.log(fresh, doing, parts.newId())
  const number = caseNumber(logged.case)
  await rememberCase(turn, draft, { id: logged.case.id, number })
  await forgetDraft(turn, opens)
  const title = say(logged.fresh ? 'log.logged' : 'log.already', { number })
  return withNote(await caseCard(turn, logged.case, title), removed > 0 && say('log.removed', { count: removed }))
}

/** What is added to the same situation later belongs to the same case. */
async function rememberCase(turn: Turn, advice: string, known: NonNullable<Situation['case']>): Promise<void> {
  const situation = await turn.parts.situations.get(advice)
  if (situation) await turn.parts.situations.set(advice, { ...situation, case: known }, situationLasts)
}

const withNote = (card: CardReply, note: string | false): CardReply =>
  note ? { ...card, blocks: [text(note, 'quiet'), ...card.blocks] } : card

/** What may come next: the follow-ups of the entries, the leading one first, then those that every case may need. */
function stepsOf(turn: Turn, ids: readonly string[]): Step[] {
  const { parts, language, say, today } = turn
  const calendar = calendarOf(turn)
  const entries = ids.flatMap((id) => parts.guide.playbook().entries.find((entry) => entry.id === id) ?? [])
  const theirs = entries.flatMap(({ id, after }) =>
    after.flatMap(({ task, workingDays }, at) => {
      const words = inLanguage(task, language)
      return words === undefined
        ? []
        : [{ value: `${id}.${at}`, task: words, due: workingDaysAfter(today, workingDays, calendar) }]
    }),
  )
  const ours = own.map(([sentence, days]) => ({
    value: sentence,
    task: say(sentence),
    due: workingDaysAfter(today, days, calendar),
  }))
  return [...theirs.slice(0, limits.choices - ours.length), ...ours]
}

/** What was told, and below it the facts that the leading entry asks to record, each waiting for its answer. */
const toldWithFacts = (turn: Turn, told: string, entries: readonly string[]): string =>
  [shortened(told, longestTold), ...factsOf(turn, entries).map((fact) => `${fact} `)].filter(Boolean).join('\n')

/** The facts that the leading entry asks to record, as lines that wait for what follows the colon. */
function factsOf({ parts, language }: Turn, [leading]: readonly string[]): string[] {
  const entry = parts.guide.playbook().entries.find(({ id }) => id === leading)
  return ((entry && inLanguage(entry.sections.record, language)) ?? []).map((fact) => `- ${fact}:`)
}

/** Facts that nobody filled in are not kept. */
const withoutOpenFacts = (text: string, asked: readonly string[]): string =>
  text
    .split('\n')
    .filter((line) => !asked.includes(line.trim()))
    .join('\n')

/** What the visitor wants, where the words say so. */
function demandIn(told: string): string {
  const [, wish] =
    /(?<![\p{L}])(?:wants?|demands?|asks? for|insists? on|quieren?|exigen?|piden?|solicitan?|reclaman?)\s+([^.;!?\n]{3,160})/iu.exec(
      told,
    ) ?? []
  return wish?.trim() ?? ''
}
