import type { Role } from '../people/roles.ts'
import { actionOf } from './action.ts'

/** How a turn is reached and answered. */
export interface Route {
  /** The least role that may take it. */
  readonly least: Role
  /** What answers first: a form has to be the platform's very first answer, a card may come a moment after the acknowledgement. */
  readonly opens: 'card' | 'form'
  /** For one person's eyes. */
  readonly private: boolean
}

const route = (least: Role, opens: Route['opens'] = 'card'): Route => ({ least, opens, private: true })

/** Everything that a person can do. Nothing of it is public: it is about people's troubles. */
export const routes = {
  advise: route('trainee'),
  pick: route('trainee'),
  none: route('trainee'),
  fresh: route('trainee'),
  more: route('trainee'),
  helped: route('trainee'),
  unhelpful: route('trainee', 'form'),
  reason: route('trainee'),
  call: route('trainee'),
  coming: route('supervisor'),
  log: route('staff', 'form'),
  save: route('staff'),
  cases: route('staff'),
  case: route('staff'),
  note: route('staff', 'form'),
  noted: route('staff'),
  step: route('staff', 'form'),
  stepped: route('staff'),
  close: route('staff', 'form'),
  closed: route('staff'),
  show: route('staff'),
  quiz: route('trainee'),
  further: route('trainee'),
  next: route('trainee'),
  choose: route('trainee'),
  sure: route('trainee'),
  pause: route('trainee'),
  progress: route('trainee'),
  certificate: route('trainee'),
  team: route('supervisor'),
  office: route('trainee'),
  language: route('trainee'),
  speak: route('trainee'),
  help: route('trainee'),
  home: route('trainee'),
  link: route('supervisor'),
  gone: route('trainee'),
} as const satisfies Readonly<Record<string, Route>>

export type RouteName = keyof typeof routes

export const isRoute = (name: string): name is RouteName => Object.hasOwn(routes, name)

/** Whether the first answer to a press of this token is a form: an adapter has to know before it acknowledges. */
export function opensForm(token: string): boolean {
  const name = actionOf(token)?.name
  return name !== undefined && isRoute(name) && routes[name].opens === 'form'
}
