import { type Playbook, readPlaybook } from '../../src/playbook/load.ts'
import { questionsOf } from '../../src/training/catalogue.ts'
import { allChoices, plain } from '../../src/training/choices.ts'
import type { Question } from '../../src/training/question.ts'
import { sayIn } from '../../src/wording/wording.ts'
import { playbooks } from '../helpers/learn.ts'
import type { Clerk, Seen } from './dialogues.ts'

let read: Playbook | undefined
const playbook = (): Playbook => {
  read ??= readPlaybook(playbooks).playbook
  if (!read) throw new Error('the playbook has faults')
  return read
}

/** Words that begin practice in a language. */
const quizzes = { en: 'quiz', es: 'practicar' } as const
export type Language = keyof typeof quizzes

/** What happened while somebody did a set. */
export interface Done {
  /** Answers that were given, scenes as one. */
  readonly answers: number
  /** Everything that was read on the way. */
  readonly read: readonly string[]
  readonly last: Seen
}

/**
 * Does a daily set to its end, as somebody who knows the playbook: every answer right but those at `wrong` (from 1), said with each sureness in turn. `between` happens between any
 * two presses, and what it gives is what they see then.
 */
export async function doSet(
  clerk: Clerk,
  language: Language,
  { wrong = [], between }: { wrong?: readonly number[]; between?: (press: number) => Promise<Seen | undefined> } = {},
): Promise<Done> {
  const say = sayIn(language)
  const read: string[] = []
  const titles = (['quiz.title', 'quiz.again'] as const).map((title) => say(title, { number: '', all: '' }))
  const asked = (seen: Seen) => titles.some((title) => flat(seen).includes(title.split(',')[0] ?? title))
  let presses = 0
  const after = async (seen: Seen): Promise<Seen> => {
    read.push(seen.text)
    return (await between?.(++presses)) ?? seen
  }
  const sureness = [say('quiz.sure'), say('quiz.fairly'), say('quiz.guess')]
  let seen = await after(await clerk.says(quizzes[language]))
  let answers = 0
  for (; !flat(seen).includes(say('quiz.finished')); ) {
    if (answers > 40) throw new Error('a set without an end')
    const at = placeOf(seen, language, !wrong.includes(answers + 1))
    await after(await clerk.chooses(at))
    // Whoever comes back after a choice sees the question again.
    if (between) await clerk.chooses(placeOf(await clerk.says(quizzes[language]), language, !wrong.includes(answers + 1)))
    seen = await clerk.presses(sureness[answers % 3] ?? '')
    read.push(seen.text)
    if (asked(seen) && !flat(seen).includes(say('quiz.finished'))) continue
    answers++
    const back = await between?.(++presses)
    seen = back ?? (await after(await clerk.presses(say('quiz.next'))))
    if (back) read.push(back.text)
  }
  return { answers, read, last: seen }
}

const flat = ({ text }: Seen): string => text.replace(/\s+/g, ' ')

/** The number of a right or wrong choice of the question that somebody sees. */
function placeOf(seen: Seen, language: Language, right: boolean): number {
  const text = plain(flat(seen))
  const stands = (words: string) => text.includes(plain(words))
  const numbers = [1, 2, 3, 4, 5]
  const place = (words: string) => numbers.find((number) => stands(`${number} ${words}`))
  const say = sayIn(language)
  for (const question of questionsOf(playbook(), language)) {
    const choices = rightIn(question, stands, say)
    const found = choices === undefined ? undefined : place(choices)
    if (found === undefined) continue
    if (right) return found
    const other = numbers.find((number) => number !== found && stands(`${number} `))
    if (other !== undefined) return other
  }
  throw new Error(`no question of the playbook is this one: ${flat(seen)}`)
}

/** The right answer of a question, when it is the one that stands there. */
function rightIn(question: Question, stands: (words: string) => boolean, say: ReturnType<typeof sayIn>): string | undefined {
  const { kind, entry, language, asks, scene } = question
  if (scene) {
    const step = scene.steps.find((one) => stands(one.asks[language] ?? ''))
    return step?.choices.find((one) => one.right)?.text[language]
  }
  if (!stands(say('quiz.ask', { kind }))) return undefined
  const about = asks || (playbook().entries.find(({ id }) => id === entry)?.title[language] ?? entry)
  if (!stands(about)) return undefined
  return allChoices(question, playbook(), () => []).right.text
}
