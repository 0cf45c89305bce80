import { z } from 'zod'
import { limits } from './limits.ts'

/** What a press means: the name of a turn, and what it is about. Survives restarts, since nothing else is needed to act on it. */
export interface Action {
  readonly name: string
  readonly subjects: readonly string[]
}

/** Marks our tokens and their form; another form of them would begin otherwise. */
const mark = 'v1'
const part = /^[A-Za-z0-9._-]*$/

/** An action as a token. @throws when a part holds a character that a token cannot, or it would be too long: a fault of ours. */
export function tokenOf(name: string, ...subjects: readonly string[]): string {
  const token = [mark, name, ...subjects].join(':')
  if (token.length > limits.token || ![name, ...subjects].every((one) => part.test(one)))
    throw new Error(`no token for ${name} ${subjects.join(' ')}: expected at most ${limits.token} letters, digits, dots, hyphens`)
  return token
}

/** Reads a token; undefined when it is none of ours. */
export function actionOf(token: string): Action | undefined {
  const [first, name, ...subjects] = token.split(':')
  return first === mark && name && token.length <= limits.token && [name, ...subjects].every((one) => part.test(one))
    ? { name, subjects }
    : undefined
}

export const tokenShape = z
  .string()
  .min(1)
  .max(limits.token)
  .refine((token) => actionOf(token) !== undefined, 'a token of an action')
