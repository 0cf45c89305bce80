import { inLanguage } from '../../playbook/localised.ts'
import { sayIn } from '../../wording/wording.ts'
import { button, buttons, card, facts, text } from '../cards.ts'
import type { Turn } from '../parts.ts'
import type { CardReply } from '../reply.ts'

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

  const titles = [...dangers, ...found].map(({ title }) => inLanguage(title, language) ?? '')
  const at = parts.clock()
  const supervisors = parts.roles.supervisors.flatMap((name) => {
    const [platform = '', recipient = ''] = name.split(/:(.*)/)
    return person.accounts.some((one) => one.platform === platform && one.account === recipient) ? [] : [{ platform, recipient }]
  })
  await parts.alerts.raise(
    supervisors.map((whom) => ({
      ...whom,
      id: `call ${advice?.id ?? request.id} ${whom.platform} ${whom.recipient}`,
      card: JSON.stringify(
        card(
          language,
          say('call.alert', { name: person.name || say('call.platform', { platform: request.actor.platform }) }),
          facts(
            [say('call.situation'), [...new Set(titles)].join(' · ')],
            [say('call.where'), say('call.platform', { platform: request.actor.platform })],
          ),
          buttons(button(say('call.coming'), ['coming', person.id], 'main')),
        ),
      ),
    })),
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
    text(supervisors.length > 0 ? say('call.alerted', { count: supervisors.length }) : say('call.nobody'), 'alert'),
  )
}

/** A supervisor is on the way: whoever called is told. */
export async function coming(turn: Turn): Promise<CardReply> {
  const { parts, say, language, person, wish, request } = turn
  const caller = await parts.people.byId(wish.subjects[0] ?? '')
  if (!caller) return card(language, say('gone.title'), text(say('gone.text')))
  const theirs = sayIn(caller.language ?? language)
  await parts.alerts.raise(
    caller.accounts
      .filter(({ platform }) => platform !== 'terminal')
      .map(({ platform, account }) => ({
        id: `coming ${request.id} ${platform}`,
        platform,
        recipient: account,
        card: JSON.stringify(card(caller.language ?? language, theirs('call.onTheWay', { name: person.name }))),
      })),
    parts.clock().toISOString(),
  )
  parts.nudge()
  return card(language, say('call.coming'), text(say('call.told', { name: caller.name })))
}
