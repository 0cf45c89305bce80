import type { Desk, DeskSettings } from './desk.ts'

export { limits } from './conversation/limits.ts'
export type { Block, Button, CardReply, FaultsReply, Field, FormReply, Reply } from './conversation/reply.ts'
export type { Actor, Platform, Request } from './conversation/request.ts'
export { opensForm } from './conversation/routes.ts'
export { plainCard } from './conversation/turns/adviceCard.ts'
export type { Desk, Suggestion } from './desk.ts'
export { Refusal } from './errors.ts'
export type { Card, Line, Part } from './guidance/advise.ts'
export type { Answer, Guide, News } from './guidance/guide.ts'
export { openGuide } from './guidance/guide.ts'
export { checkPlaybook } from './guidance/review.ts'
export { type Fault, faultLine } from './playbook/faults.ts'
export type { Adapter, Connected, Context, Log } from './service.ts'
export type { DiscordSettings, Settings, SlackSettings } from './settings.ts'
export { type Say, sayIn, spoken } from './wording/wording.ts'

/** Opens the desk. The records and all that they need are loaded only now: a single question needs none of them. */
export const openDesk = async (settings: DeskSettings): Promise<Desk> => (await import('./desk.ts')).openDesk(settings)
