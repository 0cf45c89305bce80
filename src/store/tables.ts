import type { Generated, Selectable } from 'kysely'

/** A moment: ISO 8601 in UTC, such as 2026-11-27T16:05:00.000Z; text in every database, so that all of them sort and compare alike. */
type Moment = string
/** A day such as 2026-12-04. */
type Day = string
/** JSON as text. */
type Json = string

export interface PeopleTable {
  id: string
  /** Language that the person chose; null: as their platform says. */
  language: string | null
  /** Language tag that their platform showed last, for when it shows none. */
  locale: string | null
  /** Their role when they were last here: tells whom to alert. */
  role: string | null
  /** How colleagues know them; what the platform shows. */
  name: string
  met: Moment
}

/** A person as a platform knows them; several may be the same person. */
export interface IdentitiesTable {
  platform: string
  /** The platform's own id. */
  account: string
  person: string
}

/** What was advised, without the words of the message: those expire in the memory. */
export interface AdviceTable {
  id: string
  person: string
  place: string
  at: Moment
  language: string
  decision: 'answer' | 'clarify' | 'unknown'
  /** Ids of the entries, the leading one first. */
  entries: Json
  /** Ids of the alarms raised. */
  alarms: Json
  /** Hash of the playbook that it came from. */
  revision: string
}

export interface CasesTable {
  id: string
  year: number
  /** Runs from 1 in every year. */
  running: number
  /** What the visitor is given. */
  receipt: string
  /** The draft that it was logged from: one draft, one case. */
  draft: string
  advice: string | null
  entries: Json
  language: string
  /** Matter and demand without accents, in small letters: what a search looks through. */
  words: string
  matter: string
  account: string
  demand: string
  answered: string
  owner: string
  opener: string
  visibility: 'office' | 'owner'
  state: 'open' | 'closed'
  next_step: string
  due: Day
  opened: Moment
  closed: Moment | null
}

/** What happened to a case: only ever added to. */
export interface CaseEventsTable {
  case_id: string
  /** Runs from 1 in every case. */
  step: number
  at: Moment
  person: string
  kind: 'opened' | 'noted' | 'next-step' | 'visibility' | 'closed'
  detail: Json
  /** The request or draft that caused it: one cause, one event. */
  cause: string
}

export interface FeedbackTable {
  advice: string
  person: string
  at: Moment
  helped: 0 | 1
  reason: string
  entries: Json
  decision: string
  revision: string
}

/** What staff asked that the playbook could not answer; without who asked. */
export interface MissesTable {
  id: string
  at: Moment
  text: string
  language: string
  /** Ids of the nearest entries. */
  nearest: Json
}

export interface SettingsTable {
  name: string
  value: Json
}

/** Requests that were taken up: none is handled twice. */
export interface HandledTable {
  request: string
  taken: Moment
  /** 1 once its effects are all there. */
  done: 0 | 1
}

/** Cards for other people, waiting to be delivered. */
export interface AlertsTable {
  id: string
  at: Moment
  platform: string
  /** The platform's own id of the person or channel. */
  recipient: string
  card: Json
  /** Until when somebody is delivering it; null: nobody. */
  claimed: Moment | null
  delivered: Moment | null
  tries: Generated<number>
}

export interface CountersTable {
  name: string
  value: number
}

/** What expires. */
export interface MemoryTable {
  namespace: string
  key: string
  value: string
  /** Milliseconds since 1970; null: never. */
  expires: number | null
}

/** A question of the playbook as training last saw it; what people remember hangs on it. */
export interface TrainingQuestionsTable {
  id: string
  kind: string
  entry: string
  language: string
  asks: string
  answer: string
  /** 1 while the playbook has it. */
  live: 0 | 1
  answers: Generated<number>
  wrong: Generated<number>
  /** When supervisors were told that people cannot learn it. */
  reported: Moment | null
  /** The question that has taken its place since; null while it is live, or when none has. */
  successor: Generated<string | null>
}

/** What a person remembers of a question, as ts-fsrs keeps it. */
export interface TrainingMemoriesTable {
  person: string
  question: string
  entry: string
  due: Moment
  stability: number
  difficulty: number
  scheduled_days: number
  learning_steps: number
  reps: number
  lapses: number
  state: number
  last_review: Moment | null
  /** Day of the last answer, counted from 1970-01-01. */
  reviewed_day: number
  /** 1 when it was known at the last answer: right, and neither a lucky guess nor just explained. */
  right_: 0 | 1
}

/** A set of questions that somebody works through. */
export interface TrainingSetsTable {
  id: string
  person: string
  day: Day
  /** Runs from 1 on every day. */
  round: number
  language: string
  begun: Moment
}

/** A question's place in a set, and how far somebody is with it. */
export interface TrainingAskedTable {
  set_id: string
  position: number
  question: string
  /** 1 when it comes again because it was wrong before in this set. */
  again: 0 | 1
  /** What was asked, as it was shown; null until it is. */
  sheet: Json | null
  /** The choice that was pressed, from 0. */
  chosen: number | null
  answered: Moment | null
  right_: 0 | 1 | null
}

/** Every answer: only ever added to. Where a question was mended or rewritten, its answers follow it. */
export interface TrainingAnswersTable {
  set_id: string
  position: number
  person: string
  question: string
  entry: string
  at: Moment
  day: Day
  right_: 0 | 1
  sure: string
  /** The entry or body that the wrong choice belongs to. */
  confused: string | null
  /** The wrong choice, in its words. */
  chose: string | null
  /** As ts-fsrs: 1 again, 2 hard, 3 good, 4 easy. */
  grade: number
  /** What was remembered before and after, as ts-fsrs keeps it. */
  before: Json | null
  after: Json
}

export interface Tables {
  people: PeopleTable
  identities: IdentitiesTable
  advice: AdviceTable
  cases: CasesTable
  case_events: CaseEventsTable
  feedback: FeedbackTable
  misses: MissesTable
  settings: SettingsTable
  handled: HandledTable
  alerts: AlertsTable
  counters: CountersTable
  memory: MemoryTable
  training_questions: TrainingQuestionsTable
  training_memories: TrainingMemoriesTable
  training_sets: TrainingSetsTable
  training_asked: TrainingAskedTable
  training_answers: TrainingAnswersTable
}

export type CaseRow = Selectable<CasesTable>
export type CaseEventRow = Selectable<CaseEventsTable>
