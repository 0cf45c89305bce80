import { type Day, daysAfter } from '../playbook/calendar.ts'
import type { Playbook } from '../playbook/load.ts'
import type { Database } from '../store/database.ts'
import { bringUp } from './carry.ts'
import { questionsOf } from './catalogue.ts'
import type { Rank } from './choices.ts'
import type { Question } from './question.ts'
import { type Answered, type Asked, type Remembered, type TrainingSet, trainingIn } from './records.ts'
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
  /** The playbook has nothing to ask in this language, or nothing new, and nothing is due. */
  | { readonly kind: 'nothing' }

/** What came of saying how sure one was. */
export type Outcome =
  /** Answered now or before: the question as it was shown. */
  | { readonly kind: 'answered'; readonly place: Exercise }
  /** A scene goes on: what was chosen, and the step that lies there now. */
  | { readonly kind: 'onward'; readonly place: Exercise; readonly next: Exercise }
  /** It lies there no more. */
  | { readonly kind: 'gone' }

/** Who practises, where and when. */
export interface Trainee {
  readonly person: string
  readonly language: string
  /** The office's day. */
  readonly today: Day
}

/** The way of trainees through the questions of the playbook. */
export interface Course {
  /** The question where somebody left off within a week, else the first of a new set; `further` begins another set after a finished one. */
  readonly begin: (trainee: Trainee, further?: boolean) => Promise<Place>
  /** The next question of a set, also on a later day. */
  readonly next: (trainee: Trainee, set: string) => Promise<Place>
  /** A choice was pressed: the question with it, or as it was answered. Undefined when nothing of theirs lies there. */
  readonly choose: (
    trainee: Trainee,
    set: string,
    position: number,
    choice: number,
    step: string,
  ) => Promise<Exercise | undefined>
  /** Somebody says how sure they were of the choice that they pressed: it counts. */
  readonly settle: (trainee: Trainee, set: string, position: number, sure: Sureness, step: string) => Promise<Outcome>
  readonly memoriesOf: (person: string) => Promise<readonly Remembered[]>
  readonly daysOf: (person: string) => Promise<readonly Day[]>
  /** Questions of a daily set. */
  readonly daily: () => number
  /** Questions left of the set that they began last, while it can be resumed. */
  readonly left: (trainee: Trainee) => Promise<number>
  /** Every question that the playbook has now, in a language or in all. */
  readonly questions: (language?: string) => readonly Question[]
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

export function courseIn({ db, playbook, rank, newId, clock, chance }: CourseSettings): Course {
  const records = trainingIn(db)
  const catalogues = new WeakMap<Playbook, Map<string, ReadonlyMap<string, Question>>>()
  let broughtUp: Promise<void> | undefined
  let revision: string | undefined
  let shares: { readonly at: number; readonly of: Promise<ReadonlyMap<string, number>> } | undefined

  const daily = () => playbook().practice?.daily ?? usualSize
  const languagesOf = ({ office, languages }: Playbook) => office?.languages ?? languages

  /** The questions for somebody who speaks a language: where the playbook has none in it, those in its own. */
  function catalogue(language: string): ReadonlyMap<string, Question> {
    const from = playbook()
    const inPlaybook = catalogues.get(from) ?? new Map<string, ReadonlyMap<string, Question>>()
    catalogues.set(from, inPlaybook)
    const known = inPlaybook.get(language)
    if (known) return known
    const own = new Map(questionsOf(from, language).map((one) => [one.id, one]))
    const [first] = languagesOf(from)
    const found = own.size > 0 || first === undefined || first === language ? own : catalogue(first)
    inPlaybook.set(language, found)
    return found
  }

  /** What people remember follows the playbook before anybody is asked from it. */
  function ready(): Promise<void> {
    const from = playbook()
    if (revision !== from.hash) {
      revision = from.hash
      broughtUp = bringUp(
        db,
        languagesOf(from).flatMap((language) => [...catalogue(language).values()]),
        from.hash,
        clock(),
      ).catch((error: unknown) => {
        revision = undefined
        throw error
      })
    }
    return broughtUp ?? Promise.resolve()
  }

  /** Where a set stands: the first question that is not answered, laid before the person. */
  async function place(set: TrainingSet): Promise<Place> {
    for (;;) {
      const asked = await records.askedIn(set.id)
      const open = asked.find(({ answered }) => !answered)
      if (!open) return finished(set, asked)
      const question = catalogue(set.language).get(open.question)
      const sheet = open.sheet ?? (question && sheetOf(question, playbook(), rank, chance))
      if (sheet) return shown(set, asked, { ...open, sheet: await records.lay(set.id, open.position, sheet) })
      await records.drop(set.id, open.position)
    }
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

  /** The question of a set that lies before somebody, answered or not. */
  async function at(
    person: string,
    id: string,
    position: number,
  ): Promise<{ place: Exercise; question: Question | undefined } | undefined> {
    const set = await records.setById(id, person)
    if (!set) return undefined
    const asked = await records.askedIn(set.id)
    const found = asked.find((one) => one.position === position)
    if (!found?.sheet) return undefined
    return { place: shown(set, asked, { ...found, sheet: found.sheet }), question: catalogue(set.language).get(found.question) }
  }

  const stepOf = ({ scene }: Sheet): string => scene?.step ?? ''

  return {
    begin: async ({ person, language, today }, further = false) => {
      await ready()
      const latest = await records.latestSet(person)
      let size = daily()
      if (latest && today <= daysAfter(latest.day, resumable)) {
        const standing = await place(latest)
        const sameLanguage = latest.language === language
        if (standing.kind === 'exercise') {
          if (sameLanguage) return standing
          // The rest of the set in the language that they speak now.
          size = Math.max(1, standing.all - standing.number + 1)
        } else if (latest.day === today && !further) return standing
      }
      const questions = await pick(person, language, today, size)
      if (questions.length === 0) return { kind: 'nothing' }
      const round = latest?.day === today ? latest.round + 1 : 1
      return place(await records.begin(person, { id: newId(), day: today, round, language }, questions, clock()))
    },
    next: async ({ person }, id) => {
      await ready()
      const set = await records.setById(id, person)
      return set ? place(set) : { kind: 'nothing' }
    },
    choose: async ({ person }, id, position, choice, step) => {
      const found = await at(person, id, position)
      if (!found || stepOf(found.place.sheet) !== step || !found.place.sheet.choices[choice]) return undefined
      const { place } = found
      if (place.answered) return place
      await records.choose(id, position, choice, place.sheet)
      return (await at(person, id, position))?.place
    },
    settle: async ({ person, today }, id, position, sure, step) => {
      await ready()
      const found = await at(person, id, position)
      if (!found) return { kind: 'gone' }
      const { place, question } = found
      if (place.answered) return { kind: 'answered', place }
      const choice = place.chosen === undefined ? undefined : place.sheet.choices[place.chosen]
      if (!choice || stepOf(place.sheet) !== step) return { kind: 'gone' }
      const { scene } = place.sheet
      const write = async (answer: Pick<Answered, 'right' | 'sure' | 'mistaken'>, sheet: Sheet): Promise<Outcome> => {
        const asked = { id: place.question, entry: sheet.entry }
        await records.answer(person, id, position, { ...answer, question: asked, sheet, at: clock(), day: today })
        const answered = (await at(person, id, position))?.place
        return answered ? { kind: 'answered', place: answered } : { kind: 'gone' }
      }
      if (!scene) return write({ right: choice.right, sure, mistaken: choice.right ? undefined : choice }, place.sheet)
      const chosen = scene.order[place.chosen ?? 0] ?? 0
      const taken: Taken[] = [...scene.taken, { step, choice: chosen, right: choice.right, sure, text: choice.text }]
      const to = question?.scene?.steps.find(({ id }) => id === step)?.choices[chosen]?.next
      const following = question && to !== undefined ? sceneSheet(question, to, taken, chance) : undefined
      if (following) {
        await records.turnTo(id, position, place.sheet, following)
        const next = (await at(person, id, position))?.place
        return next ? { kind: 'onward', place, next } : { kind: 'gone' }
      }
      const wrong = taken.find(({ right }) => !right)
      return write(
        {
          right: wrong === undefined,
          sure: wrong?.sure ?? leastSure(taken),
          mistaken: wrong && { from: place.sheet.entry, text: wrong.text },
        },
        { ...place.sheet, scene: { ...scene, taken } },
      )
    },
    memoriesOf: records.memoriesOf,
    daysOf: (person) => records.daysOf(person, mostDays),
    left: async ({ person, today }) => {
      const latest = await records.latestSet(person)
      if (!latest || today > daysAfter(latest.day, resumable)) return 0
      return (await records.askedIn(latest.id)).filter(({ answered }) => !answered).length
    },
    questions: (language) =>
      (language === undefined ? languagesOf(playbook()) : [language]).flatMap((one) => [...catalogue(one).values()]),
    daily,
    cleanUp: (today) => records.forgetSets(daysAfter(today, -setsLast)),
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

  async function pick(person: string, language: string, today: Day, size: number): Promise<readonly string[]> {
    const [memories, wrong] = await Promise.all([records.memoriesOf(person), wrongShares()])
    const remembered = new Map(memories.map((one) => [one.question, one]))
    const safety = new Set(playbook().entries.flatMap(({ id, safety }) => (safety ? [id] : [])))
    const usual = 0.25
    const standings = [...catalogue(language).values()].map((question) => ({
      question,
      memory: remembered.get(question.id),
      wrong: wrong.get(question.id) ?? usual,
      safety: safety.has(question.entry),
    }))
    return compose(standings, today, size).map(({ id }) => id)
  }
}
