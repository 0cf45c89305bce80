import { inLanguage } from '../../playbook/localised.ts'
import { card, facts, text } from '../cards.ts'
import type { Turn } from '../parts.ts'
import { kept } from '../privacy.ts'
import type { CardReply } from '../reply.ts'
import { advise } from './advise.ts'

/** Who handles a matter, from the directory. Words that begin with "office" and name no matter there are a situation after all. */
export async function office(turn: Turn): Promise<CardReply> {
  const { parts, say, language, wish, request } = turn
  const topic = kept(wish.text.trim() || (wish.subjects[0] ?? ''), say).text
  if (topic === '') return card(language, say('office.title'), text(say('office.missing')))
  const bodies = parts.guide.bodies(topic)
  if (bodies.length > 0)
    return card(
      language,
      say('office.title'),
      ...bodies.map(({ name, place, hours, telephone }) =>
        facts([
          inLanguage(name, language) ?? '',
          [inLanguage(place, language), inLanguage(hours, language), telephone].filter(Boolean).join(' · '),
        ]),
      ),
    )
  if (request.kind === 'say' && topic.split(/\s+/).length > 3) return advise({ ...turn, wish: { ...wish, text: request.text } })
  const contact = parts.guide.playbook().office?.contacts['supervisor']
  return card(
    language,
    say('office.title'),
    text(
      contact
        ? say('office.none', { topic, name: inLanguage(contact.name, language) ?? '', telephone: contact.telephone })
        : say('office.nobody', { topic }),
    ),
  )
}
