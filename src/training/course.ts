import { type Day, daysAfter } from '../playbook/calendar.ts'
import type { Playbook } from '../playbook/load.ts'
import type { Database } from '../store/database.ts'
import type { Answered } from './answer.ts'
import type { Rank } from './choices.ts'
import type { Question } from './question.ts'
import { questionsIn } from './questions.ts'
import { type Asked, type Remembered, type TrainingSet, trainingIn } from './records.ts'
import type { Sureness } from './schedule.ts'
import { compose, usualSize } from './sets.ts'
import { leastSure, type Sheet, sceneSheet, sheetOf, type Taken } from './sheet.ts'

/** A question of a set that lies before somebody. */
export interface Exercise {
  readonly kind: 'exercise'
  readonly set: TrainingSet
  readonly position: number
  /** Id of the question. */
  readonly question: string
  /** Which question of the set this is, from 1, and of how many; those that come again are counted by themselves. */
  readonly number: number
  readonly all: number
  /** Whether it comes again, because it was wrong before in this set. */
  readonly again: boolean
  readonly sheet: Sheet
  /** The choice that was pressed, from 0. */
  readonly chosen: number | undefined
  readonly answered: boolean
}

/** Where somebody is in a set. */
export type Place =
  | Exercise
  /** Every question of the set is answered: how many were right at once, and how many there were. */
  | { readonly kind: 'finished'; readonly set: TrainingSet; readonly right: number; readonly all: number }
  /** Nothing is new, and nothing is due; `empty` where the playbook has no question that can be asked. */
  | { readonly kind: 'nothing'; readonly empty: boolean }

/** What came of saying how sure one was. */
export type Outcome =
  /** Answered now or before: the question as it was shown. */
  | { readonly kind: 'answered'; readonly place: Exercise }
  /** A scene goes on: the step that lies there now. */
  | { readonly kind: 'onward'; readonly next: Exercise }
  /** It lies there no more. */
  | { readonly kind: 'gone' }

/** Who practises, where and when. */
export interface Trainee {
  readonly person: string
  readonly language: string
  /** The office's day. */
  readonly today: Day
}

/** What somebody pressed: a choice of a question as it lay before them; `step` in a scene, else empty. */
export interface Pressed {
  readonly set: string
  readonly position: number
  readonly step: string
  readonly choice: number
}

/** The way of trainees through the questions of the playbook. */
export interface Course {
  /** The question where somebody left off within a week, else the first of a new set; `further` begins another set after a finished one. */
  readonly begin: (trainee: Trainee, further?: boolean) => Promise<Place>
  /** The next question of a set, also on a later day. */
  readonly next: (trainee: Trainee, set: string) => Promise<Place>
  /** The question of a choice that was pressed, with it, or as it was answered. Undefined when nothing of theirs lies there. */
  readonly choose: (trainee: Trainee, pressed: Pressed) => Promise<Exercise | undefined>
  /** Somebody says how sure they were of a choice: it counts. */
  readonly settle: (trainee: Trainee, pressed: Pressed, sure: Sureness) => Promise<Outcome>
  readonly memoriesOf: (person: string) => Promise<readonly Remembered[]>
  readonly daysOf: (person: string) => Promise<readonly Day[]>
  /** Questions of a daily set. */
  readonly daily: () => number
  /** Questions left of a set that can be resumed. */
  readonly left: (trainee: Trainee) => Promise<number>
  /** Every question that the playbook has now, in every language. */
  readonly questions: () => readonly Question[]
  readonly cleanUp: (today: Day) => Promise<void>
}

export interface CourseSettings {
  readonly db: Database
  readonly playbook: () => Playbook
  readonly rank: Rank
  readonly newId: () => string
  readonly clock: () => Date
  /** Within 0-1, as Math.random. */
  readonly chance: () => number
}

/** Days of practice that are looked at. */
const mostDays = 400
/** Milliseconds that what everybody got wrong is taken as it was. */
const sharesLast = 60_000
/** Days that a set which was left waits for whoever comes back. */
const resumable = 7
/** Days that a set can be gone back to by its own buttons. */
const setsLast = 14
/** The part of answers that are wrong where nobody has answered yet. */
const usuallyWrong = 0.25

export function courseIn({ db, playbook, rank, newId, clock, chance }: CourseSettings): Course {
  const records = trainingIn(db)
  const questions = questionsIn({ db, playbook, rank, clock })
  let shares: { readonly at: number; readonly of: Promise<ReadonlyMap<string, number>> } | undefined

  const daily = () => playbook().practice?.daily ?? usualSize
  const nothing = (): Place => ({ kind: 'nothing', empty: !questions.all().some(questions.isAskable) })

  /** Where a set stands: the first question that is not answered, laid before the person. */
  async function place(set: TrainingSet): Promise<Place> {
    for (;;) {
      const asked = await records.askedIn(set.id)
      const open = asked.find(({ answered }) => !answered)
      if (!open) return asked.length === 0 ? nothing() : finished(set, asked)
      const question = await questionOf(set, open.question)
      const sheet = open.sheet ?? (question && sheetOf(question, playbook(), rank, chance))
      if (sheet) return shown(set, asked, { ...open, sheet: await records.lay(set.id, open.position, sheet) })
      await records.drop(set.id, open.position)
    }
  }

  /** A question of a set: where another process knows another playbook, the one of ours that stands for it. */
  async function questionOf({ language }: TrainingSet, id: string): Promise<Question | undefined> {
    const known = questions.of(language)
    return known.get(id) ?? (await records.kinOf(id)).flatMap((kin) => known.get(kin) ?? [])[0]
  }

  function shown(
    set: TrainingSet,
    asked: readonly Asked[],
    { position, question, again, sheet, chosen, answered }: Asked & { sheet: Sheet },
  ): Exercise {
    const round = asked.filter((one) => one.again === again)
    const number = round.findIndex((one) => one.position === position) + 1
    return { kind: 'exercise', set, position, question, number, all: round.length, again, sheet, chosen, answered }
  }

  const finished = (set: TrainingSet, asked: readonly Asked[]): Place => {
    const first = asked.filter(({ again }) => !again)
    return { kind: 'finished', set, right: first.filter(({ right }) => right).length, all: first.length }
  }

  /** The question of a set as it lies before somebody, answered or not. */
  async function at(person: string, id: string, position: number): Promise<Exercise | undefined> {
    const set = await records.setById(id, person)
    if (!set) return undefined
    const asked = await records.askedIn(set.id)
    const found = asked.find((one) => one.position === position)
    return found?.sheet && shown(set, asked, { ...found, sheet: found.sheet })
  }

  const recentSets = (person: string, today: Day) => records.setsSince(person, daysAfter(today, -resumable))

  return {
    begin: async ({ person, language: spoken, today }, further = false) => {
      await questions.ready()
      const language = questions.languageFor(spoken)
      const recent = await recentSets(person, today)
      const left = recent.find(({ set, open }) => set.language === language && open > 0)
      if (left) return place(left.set)
      // What is left of today's set in another language is done in the one that they speak now.
      const todays = recent.filter(({ set }) => set.day === today)
      const elsewhere = todays.find(({ open }) => open > 0)
      const done = todays.find(({ set }) => set.language === language) ?? (elsewhere ? undefined : todays[0])
      if (done && !further) return place(done.set)
      const chosen = await pick(person, language, today, (!further && elsewhere?.open) || daily())
      if (chosen.length === 0) return nothing()
      const round = Math.max(0, ...todays.map(({ set }) => set.round)) + 1
      return place(await records.begin(person, { id: newId(), day: today, round, language }, chosen, clock()))
    },
    next: async ({ person }, id) => {
      await questions.ready()
      const set = await records.setById(id, person)
      return set ? place(set) : nothing()
    },
    choose: async ({ person }, { set, position, step, choice }) => {
      const found = await at(person, set, position)
      if (!found || stepOf(found.sheet) !== step || !found.sheet.choices[choice]) return undefined
      return found.answered ? found : { ...found, chosen: choice }
    },
    settle: async ({ person, today }, { set, position, step, choice: chosen }, sure) => {
      await questions.ready()
      const found = await at(person, set, position)
      if (!found) return { kind: 'gone' }
      if (found.answered) return { kind: 'answered', place: found }
      const { sheet } = found
      const choice = sheet.choices[chosen]
      if (!choice || stepOf(sheet) !== step) return { kind: 'gone' }
      const write = async (answer: Pick<Answered, 'right' | 'sure' | 'mistaken'>, then: Sheet): Promise<Outcome> => {
        const written = { ...answer, entry: sheet.entry, asked: sheet, sheet: then, chosen, at: clock(), day: today }
        await records.answer(person, set, position, written)
        const answered = await at(person, set, position)
        return answered?.answered ? { kind: 'answered', place: answered } : { kind: 'gone' }
      }
      const { scene } = sheet
      if (!scene) return write({ right: choice.right, sure, mistaken: choice.right ? undefined : choice }, sheet)
      const taken: Taken[] = [...scene.taken, { step, right: choice.right, sure, text: choice.text }]
      const following = await onward(found, scene.leads[chosen] ?? '', taken)
      if (following === 'gone') {
        await records.drop(set, position)
        return { kind: 'gone' }
      }
      if (following) {
        await records.turnTo(set, position, sheet, following)
        const next = await at(person, set, position)
        return next ? { kind: 'onward', next } : { kind: 'gone' }
      }
      const wrong = taken.find(({ right }) => !right)
      return write(
        {
          right: wrong === undefined,
          sure: wrong?.sure ?? leastSure(taken),
          mistaken: wrong && { from: sheet.entry, text: wrong.text },
        },
        { ...sheet, scene: { ...scene, taken } },
      )
    },
    memoriesOf: records.memoriesOf,
    daysOf: (person) => records.daysOf(person, mostDays),
    left: async ({ person, language, today }) => {
      const spoken = questions.languageFor(language)
      const recent = await recentSets(person, today)
      return recent.find(({ set, open }) => set.language === spoken && open > 0)?.open ?? 0
    },
    questions: questions.all,
    daily,
    cleanUp: (today) => records.forgetSets(daysAfter(today, -setsLast)),
  }

  /** The step that a choice of a scene leads to; undefined at its end. A scene that was changed meanwhile and has no such part begins anew; one that is no more does not count. */
  async function onward(
    { question: id, set }: Exercise,
    to: string,
    taken: readonly Taken[],
  ): Promise<Sheet | undefined | 'gone'> {
    const question = await questionOf(set, id)
    const { scene } = question ?? {}
    if (!question || !scene) return 'gone'
    if (scene.endings.some((ending) => ending.id === to)) return undefined
    return sceneSheet(question, to, taken, chance) ?? sceneSheet(question, scene.steps[0]?.id ?? '', [], chance)
  }

  /** What everybody got wrong, as it was a minute ago at most. */
  function wrongShares(): Promise<ReadonlyMap<string, number>> {
    const now = clock().getTime()
    if (!shares || now - shares.at > sharesLast) {
      const of = records.wrongShares()
      shares = { at: now, of }
      of.catch(() => {
        shares = undefined
      })
    }
    return shares.of
  }

  /** The questions of a new set; those that cannot be asked give way to others. */
  async function pick(person: string, language: string, today: Day, size: number): Promise<readonly string[]> {
    const [memories, wrong] = await Promise.all([records.memoriesOf(person), wrongShares()])
    const remembered = new Map(memories.map((one) => [one.question, one]))
    const safety = new Set(playbook().entries.flatMap(({ id, safety }) => (safety ? [id] : [])))
    let standings = [...questions.of(language).values()].map((question) => ({
      question,
      memory: remembered.get(question.id),
      wrong: wrong.get(question.id) ?? usuallyWrong,
      safety: safety.has(question.entry),
    }))
    for (;;) {
      const chosen = compose(standings, today, size)
      const vain = new Set(chosen.filter((question) => !questions.isAskable(question)))
      if (vain.size === 0) return chosen.map(({ id }) => id)
      standings = standings.filter(({ question }) => !vain.has(question))
    }
  }
}

const stepOf = ({ scene }: Sheet): string => scene?.step ?? ''
