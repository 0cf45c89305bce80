import { inLanguage } from '../../playbook/localised.ts'
import { sayIn } from '../../wording/wording.ts'
import { button, buttons, card, facts, text } from '../cards.ts'
import type { Turn } from '../parts.ts'
import type { CardReply } from '../reply.ts'
import { supervisorsOf } from './supervisors.ts'

/** Help is called: whom to telephone, and every supervisor is alerted with the same press. */
export async function call(turn: Turn): Promise<CardReply> {
  const { parts, say, language, person, request, wish } = turn
  const { office, entries, alarms } = parts.guide.playbook()
  const advice = await parts.advice.byId(wish.subjects[0] ?? '')
  const found = entries.filter(({ id }) => advice?.decision === 'answer' && advice.entries.includes(id))
  const dangers = alarms.filter(({ id }) => advice?.alarms.includes(id))
  const ids = [
    ...dangers.map(({ contact }) => contact),
    ...found.flatMap(({ escalate }) => escalate.map(({ contact }) => contact)),
  ]
  const contacts = [...new Set([...ids, 'supervisor'])].flatMap((id) => office?.contacts[id] ?? [])

  const at = parts.clock()
  const supervisors = (await supervisorsOf(turn)).filter(
    (one) => !person.accounts.some(({ platform, account }) => platform === one.platform && account === one.recipient),
  )
  await parts.alerts.raise(
    supervisors.map(({ platform, recipient, language }) => {
      const theirs = sayIn(language)
      const titles = [...dangers, ...found].map(({ title }) => inLanguage(title, language) ?? '')
      return {
        platform,
        recipient,
        // Another press within the minute is the same call.
        id: `call ${advice?.id ?? request.id} ${at.toISOString().slice(0, 16)} ${platform} ${recipient}`,
        card: JSON.stringify(
          card(
            language,
            theirs('call.alert', { name: person.name || theirs('call.platform', { platform: request.actor.platform }) }),
            facts(
              [theirs('call.situation'), [...new Set(titles)].join(' · ')],
              [theirs('call.where'), theirs('call.platform', { platform: request.actor.platform })],
              [theirs('call.when'), theirs('call.at', { at })],
            ),
            buttons(button(theirs('call.coming'), ['coming', person.id], 'main')),
          ),
        ),
      }
    }),
    at.toISOString(),
  )
  parts.nudge()
  return card(
    language,
    say('call.title'),
    facts(
      ...contacts.slice(0, 5).map(({ name, telephone, note }) => {
        const more = inLanguage(note, language)
        return [inLanguage(name, language) ?? '', more === undefined ? telephone : `${telephone} (${more})`] as const
      }),
    ),
    text(say(supervisors.length > 0 ? 'call.alerted' : 'call.nobody'), 'alert'),
  )
}

/** A supervisor is on the way: whoever called is told. */
export async function coming(turn: Turn): Promise<CardReply> {
  const { parts, say, language, person, wish } = turn
  const caller = await parts.people.byId(wish.subjects[0] ?? '')
  if (!caller) return card(language, say('gone.title'), text(say('gone.text')))
  const theirs = sayIn(caller.language ?? language)
  const reachable = caller.accounts.filter(({ platform, account }) => parts.reaches(platform, account))
  await parts.alerts.raise(
    reachable.map(({ platform, account }) => ({
      id: `coming ${person.id} ${caller.id} ${parts.clock().toISOString().slice(0, 16)} ${platform} ${account}`,
      platform,
      recipient: account,
      card: JSON.stringify(card(caller.language ?? language, theirs('call.onTheWay', { name: person.name }))),
    })),
    parts.clock().toISOString(),
  )
  parts.nudge()
  return card(language, say('call.coming'), text(say(reachable.length > 0 ? 'call.told' : 'call.untold', { name: caller.name })))
}
