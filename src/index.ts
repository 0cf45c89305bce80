import type { Desk, DeskSettings } from './desk.ts'

export { faultsCard } from './conversation/cards.ts'
export { isSituation } from './conversation/read.ts'
export {
  type Block,
  type CardReply,
  type Document,
  type FaultsReply,
  type Field,
  type FormReply,
  linesOf,
  type Reply,
} from './conversation/reply.ts'
export type { Actor, Request } from './conversation/request.ts'
export { opensForm } from './conversation/routes.ts'
export { plainCard } from './conversation/turns/adviceCard.ts'
export type { Desk } from './desk.ts'
export { Refusal } from './errors.ts'
export type { Guide, News } from './guidance/guide.ts'
export { openGuide } from './guidance/guide.ts'
export { checkPlaybook } from './guidance/review.ts'
export { type Fault, faultLine } from './playbook/faults.ts'
export type { Adapter, Connected, Context } from './service.ts'
export type { DiscordSettings, Settings, SlackSettings } from './settings.ts'
export { type Say, sayIn } from './wording/wording.ts'

/** A text as the guide reads it: without personal data. */
export const forMatching = async (text: string): Promise<string> => (await import('./conversation/privacy.ts')).forMatching(text)

/** Opens the desk. The records and all that they need are loaded only now: a single question needs none of them. */
export const openDesk = async (settings: DeskSettings): Promise<Desk> => (await import('./desk.ts')).openDesk(settings)
