export type { Answer, Choice, Desk, News } from './desk.ts'
export { checkPlaybook, openDesk } from './desk.ts'
export { Refusal } from './errors.ts'
export type { Card, Line, Part } from './guidance/advise.ts'
export { type Fault, faultLine } from './playbook/faults.ts'

export type { Settings } from './settings.ts'
export { fill, spoken, type Wording, wordingIn } from './wording/wording.ts'
