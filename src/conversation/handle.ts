import type { Person } from '../people/people.ts'
import { atLeast, roleOf } from '../people/roles.ts'
import { dayOf } from '../playbook/calendar.ts'
import { inLanguage } from '../playbook/localised.ts'
import type { Claims } from '../store/claims.ts'
import { type Say, sayIn, spoken } from '../wording/wording.ts'
import { button, buttons, card, text } from './cards.ts'
import type { Parts, Turn } from './parts.ts'
import { forMatching } from './privacy.ts'
import { type Wish, wishOf } from './read.ts'
import { type CardReply, type Reply, replyShape } from './reply.ts'
import { type Request, requestShape } from './request.ts'
import { routes } from './routes.ts'
import { adviseUnrecorded } from './turns/advise.ts'
import { unsaved } from './turns/forms.ts'
import { turns } from './turns/turns.ts'

/** A conversation with everybody. */
export interface Conversation {
  /**
   * Handles a request once: undefined when it was handled before. Never rejects for what a person or the database does; a failure is a card
   * that says so, and a report.
   */
  readonly handle: (request: Request) => Promise<Reply | undefined>
}

export interface ConversationSettings extends Parts {
  readonly claims: Claims
  /** Language of whoever has none of their own; each message decides where it is missing, at the terminal. */
  readonly language: string | undefined
  /** Hears of what failed: no text of a person is in it. */
  readonly report: (turn: string, error: unknown) => void
}

/** Characters of a text that begins with a word of ours: what is longer is searched for dangers up to here. */
const longestCommand = 1_000

export function openConversation(settings: ConversationSettings): Conversation {
  const { claims, people, roles, guide, clock, report } = settings

  return {
    handle: async (received) => {
      const request = requestShape.parse(received)
      const wish = wishFrom(request)
      const { actor } = request
      const base = languageOf(request, wish, undefined)
      const refused = sayIn(base)
      let claimed = false
      try {
        // Strangers leave no trace: they are turned away before anything is kept.
        if (roleOf(actor, roles) === undefined && !(await people.isLinked(actor))) return stranger(base, refused)
        // A form that is handed in twice has its effect once by itself, and its answer is owed each time.
        if (request.kind !== 'submit') {
          claimed = await claims.take(request.id, clock().getTime())
          if (!claimed) return undefined
        }
        const person = await people.meet({ platform: actor.platform, account: actor.account }, actor, request.at)
        const role = roleOf(actor, roles, person.accounts)
        // Somebody with two accounts keeps the role of the other one.
        const lower = person.accounts.length > 1 && person.role === 'supervisor'
        if (role !== undefined && role !== person.role && !lower) await people.actAs(person.id, role)
        const language = languageOf(request, wish, person)
        const say = sayIn(language)
        const reply = role === undefined ? stranger(language, say) : await take({ person, role, language, say, request, wish })
        if (claimed) await claims.done(request.id)
        return replyShape.parse(reply)
      } catch (error) {
        report(wish.name, error)
        // What just failed may fail here too, and was reported: the claim then lapses by its age.
        if (claimed) await claims.release(request.id).catch(() => {})
        return replyShape.parse(await trouble(request, wish, base, refused))
      }
    },
  }

  /** What a request asks for. A danger is heard first, whatever word the sentence begins with. */
  function wishFrom(request: Request): Wish {
    const wish = wishOf(request)
    if (request.kind !== 'say' || wish.name === 'advise' || !/\s/.test(request.text.trim())) return wish
    const answer = guide.ask(forMatching(request.text.slice(0, longestCommand)))
    return answer.kind === 'answer' && answer.alarms.length > 0
      ? { name: 'advise', subjects: [], text: request.text, values: {} }
      : wish
  }

  async function take(turn: Omit<Turn, 'parts' | 'today'>): Promise<Reply> {
    const { wish, role, language, say, request } = turn
    const { least, opens } = routes[wish.name]
    // Only the terminal can open a form for words: elsewhere it takes a press.
    if (opens === 'form' && request.kind === 'say' && request.actor.platform !== 'terminal' && atLeast(role, least))
      return card(language, say('help.log.button'), buttons(button(say('help.log.button'), [wish.name], 'main')))
    // Words that begin with "case" and name none are a situation, for everybody.
    if (!atLeast(role, least) && wish.name === 'case' && request.kind === 'say' && !/\d/.test(wish.text))
      return turns.advise({ ...turn, parts: settings, today: dayOf(clock()) })
    if (!atLeast(role, least)) return card(language, say('refused.title'), text(say('refused.role', { role: least })))
    return turns[wish.name]({ ...turn, parts: settings, today: dayOf(clock()) })
  }

  /** The person's own choice, else their platform's; where it shows none, the language of what they type; else the office's. */
  function languageOf({ actor }: Request, wish: Wish, person: Person | undefined): string {
    const shown = actor.locale ?? (actor.platform === 'terminal' ? undefined : person?.locale)
    const known = [person?.language, shown?.slice(0, 2).toLowerCase(), wish.language].find(
      (one) => one != null && spoken.includes(one),
    )
    if (known != null) return known
    if (settings.language !== undefined) return settings.language
    if (wish.name === 'advise' && wish.text.trim() !== '') return guide.languageOf(wish.text)
    return guide.playbook().office?.languages[0] ?? 'en'
  }

  function stranger(language: string, say: Say): CardReply {
    const name = guide.playbook().office?.name
    return card(
      language,
      say('refused.title'),
      text(say('refused.stranger', { office: (name && inLanguage(name, language)) ?? 'Ventanilla' })),
    )
  }

  /** What a person reads when the records cannot be reached: advice still stands, and what was typed is not lost. */
  async function trouble(request: Request, wish: Wish, language: string, say: Say): Promise<Reply> {
    if (request.kind === 'submit') return unsaved({ parts: settings, request, wish, say, language })
    if (wish.name === 'advise' && wish.text.trim() !== '') return adviseUnrecorded({ parts: settings, wish, say, language })
    return card(language, say('trouble.title'), text(say('trouble.text')))
  }
}
