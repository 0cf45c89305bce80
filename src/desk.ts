import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { adviceIn } from './casework/advice.ts'
import { type Alert, alertsIn } from './casework/alerts.ts'
import { casesIn } from './casework/cases.ts'
import { caseNumber } from './casework/number.ts'
import { openConversation } from './conversation/handle.ts'
import { type Draft, maySee, type Situation } from './conversation/parts.ts'
import { type CardReply, cardShape, type Reply } from './conversation/reply.ts'
import type { Actor, Request } from './conversation/request.ts'
import { Refusal } from './errors.ts'
import type { Guide } from './guidance/guide.ts'
import { peopleIn } from './people/people.ts'
import { roleOf } from './people/roles.ts'
import { dayOf } from './playbook/calendar.ts'
import { inLanguage } from './playbook/localised.ts'
import type { Settings } from './settings.ts'
import { claimsIn } from './store/claims.ts'
import { answers, openDatabase } from './store/database.ts'
import { forgetExpired, type Memory, openMemories } from './store/memory.ts'
import { courseIn } from './training/course.ts'
import { teamIn } from './training/team.ts'

/** Brings cards to people on a platform. */
export interface Courier {
  /** Rejects when it could not: then it is tried again. */
  readonly bring: (recipient: string, card: CardReply) => Promise<void>
  /** Whether an id of the settings is somebody who can be reached; groups and roles name people who come as themselves. */
  readonly reaches: (recipient: string) => boolean
}

/** Something to complete what is being typed with. */
export interface Suggestion {
  readonly text: string
  readonly value: string
}

/** The one place where parts meet. */
export interface Desk {
  /** Handles what a person does, once; undefined when it was handled before. Never rejects for what a person or an outage does. */
  readonly handle: (request: Request) => Promise<Reply | undefined>
  /** Completes a case number or a topic of the directory while it is typed, for people who may see it; at most 25. */
  readonly suggest: (what: 'case' | 'office', actor: Actor, typed: string, language: string) => Promise<readonly Suggestion[]>
  /** Has alerts for a platform delivered by this courier. */
  readonly deliverBy: (platform: string, courier: Courier) => void
  readonly guide: Guide
  /** Whether the database answers. */
  readonly healthy: () => Promise<boolean>
  readonly close: () => Promise<void>
}

export interface DeskSettings extends Pick<Settings, 'database' | 'redis' | 'roles' | 'language'> {
  readonly guide: Guide
  /** Hears of failures; `where` is the name of a turn or part, and no text of a person is in either. */
  readonly report: (where: string, error: unknown) => void
  readonly clock?: () => Date
}

/** Milliseconds between looks for alerts that another process raised, or that failed before. */
const betweenRounds = 2_000
/** Milliseconds between clean-ups of what has expired. */
const betweenCleanUps = 10 * 60_000
/** Milliseconds that an alert on its way may hold the desk open when it closes: it is tried again at the next start. */
const longestRound = 1_000
const mostSuggestions = 25

/**
 * Opens the desk: the records, the memories, and a conversation over them.
 * @throws Refusal when the database or Redis cannot be reached
 */
export async function openDesk({ guide, report, clock = () => new Date(), ...settings }: DeskSettings): Promise<Desk> {
  const refuse = (what: string) => (error: unknown) => {
    throw new Refusal('store', `${what} cannot be opened: ${error instanceof Error ? error.message : String(error)}`)
  }
  const db = await openDatabase(settings.database).catch(refuse(`The database ${withoutPassword(settings.database)}`))
  const memories = await openMemories(db, settings.redis).catch(async (error: unknown) => {
    await db.destroy()
    return refuse(`Redis at ${withoutPassword(settings.redis ?? '')}`)(error)
  })
  const people = peopleIn(db, randomUUID)
  const chance = () => randomInt(2 ** 32) / 2 ** 32
  const cases = casesIn(db, chance)
  const claims = claimsIn(db)
  const alerts = alertsIn(db)
  const course = courseIn({
    db,
    playbook: guide.playbook,
    rank: (text, language) => guide.match(text, language).match.ranking,
    newId: randomUUID,
    clock,
    chance,
  })
  const couriers = new Map<string, Courier>()
  let closed = false
  let round: Promise<void> = Promise.resolve()

  /** Delivers what waits, every platform by itself; a failure waits for a later round. */
  const deliver = () => Promise.all([...couriers].map(([platform, courier]) => deliverTo(platform, courier)))
  async function deliverTo(platform: string, { bring, reaches }: Courier): Promise<void> {
    for (let alert: Alert | undefined; !closed; ) {
      alert = await alerts.take(platform, clock().getTime())
      if (!alert) return
      try {
        // A group or role that the settings name: its people get their own.
        if (!reaches(alert.recipient)) {
          await alerts.delivered(alert.id, clock().toISOString())
          continue
        }
        await bring(alert.recipient, cardShape.parse(JSON.parse(alert.card)))
        await alerts.delivered(alert.id, clock().toISOString())
      } catch (error) {
        report('alert', error)
        await alerts.failed(alert.id, clock().getTime())
      }
    }
  }
  const nudge = () => {
    round = round.then(async () => void (await deliver())).catch((error: unknown) => report('alert', error))
  }
  const rounds = setInterval(nudge, betweenRounds)
  const cleanUps = setInterval(() => {
    Promise.all([forgetExpired(db), claims.forgetOld(clock().getTime()), course.cleanUp(dayOf(clock()))]).catch(
      (error: unknown) => report('clean-up', error),
    )
  }, betweenCleanUps)
  for (const timer of [rounds, cleanUps]) timer.unref()

  const conversation = openConversation({
    guide,
    people,
    cases,
    advice: adviceIn(db),
    alerts,
    claims,
    situations: memories.of<Situation>('situation'),
    latest: memories.of<string>('latest'),
    drafts: steadfast(memories.of<Draft>('draft')),
    course,
    team: teamIn(db),
    roles: settings.roles,
    language: settings.language,
    nudge,
    reaches: (platform, recipient) => couriers.get(platform)?.reaches(recipient) ?? false,
    serves: (platform) => couriers.has(platform),
    newId: randomUUID,
    clock,
    report,
  })

  return {
    handle: conversation.handle,
    suggest: async (what, actor, typed, language) => {
      if (what === 'office') return topics(guide, typed, language)
      const person = await people.meet({ platform: actor.platform, account: actor.account }, actor, clock().toISOString())
      const role = roleOf(actor, settings.roles, person.accounts)
      if (role === undefined || role === 'trainee') return []
      const wanted = typed.trim().toLowerCase()
      const { cases: open } = await cases.openOf(person.id, '', 100)
      return open
        .filter((one) => maySee(one, { person, role }))
        .map((one) => ({ text: `${caseNumber(one)} · ${one.matter}`, value: caseNumber(one) }))
        .filter(({ text }) => text.toLowerCase().includes(wanted))
        .slice(0, mostSuggestions)
    },
    deliverBy: (platform, courier) => {
      couriers.set(platform, courier)
      nudge()
    },
    guide,
    healthy: () => answers(db),
    close: async () => {
      closed = true
      clearInterval(rounds)
      clearInterval(cleanUps)
      await Promise.race([round, wait(longestRound, undefined, { ref: false })])
      await memories.close()
      await db.destroy()
    },
  }
}

/** Topics of the directory that begin or go on as typed. */
function topics(guide: Guide, typed: string, language: string): Suggestion[] {
  const wanted = typed.trim().toLowerCase()
  const all = (guide.playbook().office?.directory ?? []).flatMap(({ topics }) => inLanguage(topics, language) ?? [])
  const found = [...new Set(all)].filter((topic) => topic.toLowerCase().includes(wanted))
  const begins = (topic: string) => topic.toLowerCase().startsWith(wanted)
  return [...found.filter(begins), ...found.filter((topic) => !begins(topic))]
    .slice(0, mostSuggestions)
    .map((topic) => ({ text: topic, value: topic }))
}

/** A memory that keeps what it is given in this process while its store cannot be reached: what somebody typed is not lost with it. */
function steadfast<Value>(memory: Memory<Value>): Memory<Value> {
  const here = new Map<string, Value>()
  const most = 1_000
  return {
    get: async (key) => here.get(key) ?? (await memory.get(key)),
    set: async (key, value, milliseconds) => {
      try {
        await memory.set(key, value, milliseconds)
        here.delete(key)
      } catch {
        if (here.size >= most) here.delete(here.keys().next().value ?? key)
        here.set(key, value)
      }
    },
    forget: async (key) => {
      here.delete(key)
      await memory.forget(key)
    },
  }
}

/** An address that can be shown. */
const withoutPassword = (address: string): string => address.replace(/(:\/\/[^:/@]*):[^@]*@/, '$1:***@')
