import { inLanguage } from '../../../playbook/localised.ts'
import type { Question } from '../../../training/question.ts'
import type { Stuck, SureAndWrong } from '../../../training/team.ts'
import { sayIn } from '../../../wording/wording.ts'
import { button, buttons, card, facts, fits, text } from '../../cards.ts'
import type { Turn } from '../../parts.ts'
import type { Block, CardReply } from '../../reply.ts'
import { supervisorsOf } from '../supervisors.ts'
import { fieldLists } from './progress.ts'

/** How far back supervisors look, in days. */
const lookedBack = 28
/** Fewer people than these can be told apart by what they answered. */
const recognisable = 3
/** Lines of a list that can be taken in. */
const mostLines = 6

/** How everybody together is doing, without a name: first what people are sure of and wrong about. */
export async function team(turn: Turn): Promise<CardReply> {
  const { parts, say, language } = turn
  const now = parts.clock()
  const since = new Date(now.getTime() - lookedBack * 86_400_000)
  const people = await parts.team.people(since)
  const start = buttons(button(say('quiz.start'), ['quiz']))
  if (people === 0) return card(language, say('team.title'), text(say('team.none')), start)
  const [wrong, stuck, levels] = await Promise.all([
    parts.team.sureAndWrong(since, mostLines),
    parts.team.stuck(mostLines),
    parts.team.levels(now),
  ])
  const rest = [
    text(say('team.levels')),
    ...fieldLists(turn, parts.guide.playbook(), levels),
    text(say('team.people', { people }), 'quiet'),
    ...(people < recognisable ? [text(say('team.few'), 'quiet')] : []),
    start,
  ]
  for (let most = mostLines; ; most--) {
    const first = [
      list(
        say('team.sure'),
        wrong.slice(0, most).map((one) => wrongItem(turn, one)),
      ) ?? text(say('team.noneSure')),
      list(
        say('team.stuck'),
        stuck.slice(0, most).map((one) => ({ text: stuckLine(turn, one) })),
      ),
    ]
    const shown = [...first, ...rest].flatMap((block) => block ?? [])
    if (most === 1 || fits(say('team.title'), shown)) return card(language, say('team.title'), ...shown)
  }
}

const list = (heading: string, items: readonly { text: string; aside?: string }[]): Block | undefined =>
  items.length > 0 ? { kind: 'list', heading, tone: 'plain', items: [...items] } : undefined

function wrongItem(turn: Turn, { question, entry, chose, times }: SureAndWrong): { text: string; aside?: string } {
  const { say } = turn
  const found = questionOf(turn, question)
  const right = found && rightAnswer(turn, found)
  const avoid = found?.kind === 'avoid'
  // What is said in a scene stands in quotation marks already.
  const words = chose.replace(/^[«“](.*)[»”]\.?$/, '$1')
  return {
    text: say(avoid ? 'team.sureAvoid' : 'team.sureItem', { title: nameOf(turn, entry), chose: words, times }),
    ...(right === undefined ? {} : { aside: say(avoid ? 'team.neverSay' : 'team.sureRight', { answer: right }) }),
  }
}

/** Supervisors are told of a question that cannot be learnt, once; nobody is told who forgot it. */
export async function reportStuck(turn: Turn, question: string): Promise<void> {
  const { parts } = turn
  const stuck = await parts.team.unreported(question)
  if (!stuck) return
  const supervisors = await supervisorsOf(turn, 'anywhere')
  if (supervisors.length === 0) return
  await parts.alerts.raise(
    supervisors.map(({ platform, recipient, language }) => {
      const theirs = { ...turn, language, say: sayIn(language) }
      return {
        id: `stuck ${question} ${turn.today} ${platform} ${recipient}`,
        platform,
        recipient,
        card: JSON.stringify(
          card(
            language,
            theirs.say('team.alert'),
            text(theirs.say('team.alertText', { lapses: stuck.lapses })),
            facts(
              [theirs.say('team.alertEntry'), nameOf(theirs, stuck.entry)],
              [theirs.say('team.alertOther'), nameOf(theirs, stuck.confused)],
              [theirs.say('team.alertQuestion'), questionText(theirs, question)],
            ),
          ),
        ),
      }
    }),
    parts.clock().toISOString(),
  )
  await parts.team.reported(question, parts.clock())
  parts.nudge()
}

function stuckLine(turn: Turn, { question, entry, confused }: Stuck): string {
  const values = { title: nameOf(turn, entry), other: nameOf(turn, confused), question: questionText(turn, question) }
  return confused === entry ? turn.say('team.stuckOwn', values) : turn.say('team.stuckItem', values)
}

/** The title of an entry, or the name of a body. */
function nameOf({ parts, language }: Pick<Turn, 'parts' | 'language'>, id: string): string {
  const { entries, office } = parts.guide.playbook()
  const named = entries.find((one) => one.id === id)?.title ?? office?.directory.find((one) => one.id === id)?.name
  return inLanguage(named ?? {}, language) ?? id
}

/** What a question asks, or is answered by, in a line. */
function questionText(turn: Pick<Turn, 'parts'>, id: string): string {
  const found = questionOf(turn, id)
  if (found?.scene) return inLanguage(found.scene.title, found.language) ?? found.scene.id
  return found?.asks || found?.answer || id
}

function rightAnswer(turn: Turn, found: Question): string | undefined {
  switch (found.kind) {
    case 'scene':
      return undefined
    case 'situation':
    case 'office':
      return `${nameOf(turn, found.answer)} (${turn.say('quiz.message', { message: found.asks })})`
    case 'deadline':
      return `${turn.say('due.in', { days: Number(found.answer) })} (${found.asks})`
    default:
      return found.answer
  }
}

const questionOf = ({ parts }: Pick<Turn, 'parts'>, id: string) => parts.course.questions().find((one) => one.id === id)
