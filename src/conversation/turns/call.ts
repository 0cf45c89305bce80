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
  const supervisors = (await supervisorsOf(parts)).filter(
    (one) => !person.accounts.some(({ platform, account }) => platform === one.platform && account === one.recipient),
  )
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
    text(say(supervisors.length > 0 ? 'call.alerted' : 'call.nobody'), 'alert'),
  )
}

/** Where supervisors can be reached: those whom the settings name, and those who were supervisors by a group or role when they were last here. */
async function supervisorsOf({ people, roles }: Turn['parts']): Promise<{ platform: string; recipient: string }[]> {
  const named = roles.supervisors.map((name) => {
    const [platform = '', recipient = ''] = name.split(/:(.*)/)
    return { platform, recipient }
  })
  const known = (await people.withRole('supervisor')).map(({ platform, account }) => ({ platform, recipient: account }))
  const all = [...named, ...known].filter(({ platform }) => platform !== 'terminal')
  return [...new Map(all.map((one) => [`${one.platform}:${one.recipient}`, one])).values()]
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
