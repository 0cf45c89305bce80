import type { AdviceLog } from '../casework/advice.ts'
import type { Alerts } from '../casework/alerts.ts'
import type { Case, Cases } from '../casework/cases.ts'
import type { Guide } from '../guidance/guide.ts'
import type { People, Person } from '../people/people.ts'
import type { Role, RoleSettings } from '../people/roles.ts'
import type { Day } from '../playbook/calendar.ts'
import type { Memory } from '../store/memory.ts'
import type { Course } from '../training/course.ts'
import type { Team } from '../training/team.ts'
import type { Say } from '../wording/wording.ts'
import type { Wish } from './read.ts'
import type { Request } from './request.ts'

/** What was told so far when a piece of advice was given. Kept for two hours, by the advice. */
export interface Situation {
  /** What was typed, redacted, oldest first. */
  readonly texts: readonly string[]
  /** True while our question waits for an answer: then there is no second one. */
  readonly asked: boolean
  /** Ids of the advice so far about this visitor, the latest last. */
  readonly chain: readonly string[]
  /** The case that it was logged as. */
  readonly case?: { readonly id: string; readonly number: string }
}

/** What a form was handed in with and could not be saved: it opens again with that. */
export type Draft = Readonly<Record<string, string>>

/** What turns work with. */
export interface Parts {
  readonly guide: Pick<Guide, 'ask' | 'open' | 'compose' | 'bodies' | 'playbook' | 'learntInFull' | 'languageOf'>
  readonly people: People
  readonly cases: Cases
  readonly advice: AdviceLog
  readonly alerts: Alerts
  readonly course: Course
  readonly team: Team
  readonly situations: Memory<Situation>
  /** The latest advice of a person in a place: what "now he is filming" adds to. */
  readonly latest: Memory<string>
  readonly drafts: Memory<Draft>
  readonly roles: RoleSettings
  /** Alerts wait for delivery. */
  readonly nudge: () => void
  /** Whether an alert can reach somebody: their platform is connected, and it is a person. */
  readonly reaches: (platform: string, recipient: string) => boolean
  /** Whether a platform is connected to this process. */
  readonly serves: (platform: string) => boolean
  readonly newId: () => string
  readonly clock: () => Date
}

/** One turn of a conversation: who wants what, where, in which language. */
export interface Turn {
  readonly parts: Parts
  readonly request: Request
  readonly wish: Wish
  readonly person: Person
  readonly role: Role
  readonly language: string
  readonly say: Say
  /** The office's day. */
  readonly today: Day
}

/** What may be done with a case by somebody. */
export const maySee = ({ visibility, owner }: Case, { person, role }: Pick<Turn, 'person' | 'role'>): boolean =>
  visibility === 'office' || owner === person.id || role === 'supervisor'
export const mayChange = ({ owner }: Case, { person, role }: Pick<Turn, 'person' | 'role'>): boolean =>
  owner === person.id || role === 'supervisor'

/** Where the latest advice is remembered. */
export const placeKey = ({ person, request }: Pick<Turn, 'person' | 'request'>): string => `${person.id} ${request.place}`

/** How long what was told is remembered, in milliseconds. */
export const situationLasts = 2 * 60 * 60_000
/** How long a form that could not be saved is kept, in milliseconds. */
export const draftLasts = 24 * 60 * 60_000
