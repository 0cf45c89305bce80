import { sayIn, spoken } from '../../wording/wording.ts'
import { button, buttons, card, text } from '../cards.ts'
import type { Turn } from '../parts.ts'
import type { CardReply } from '../reply.ts'

/** Languages by their own names. */
const ownName = (language: string): string => {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

/** What stands for "as my platform is set" in a token. */
const platforms = 'platform'

/** Which language somebody prefers. */
export async function language({ language, say, request }: Turn): Promise<CardReply> {
  return card(
    language,
    say('language.title'),
    text(say('language.choose')),
    buttons(
      ...spoken.map((one) => button(ownName(one), ['speak', one])),
      button(say('language.own', { platform: request.actor.platform }), ['speak', platforms]),
    ),
  )
}

/** A language was chosen. */
export async function speak({ wish, parts, person, language, say, request }: Turn): Promise<CardReply> {
  const [wanted = platforms] = wish.subjects
  const chosen = spoken.includes(wanted) ? wanted : null
  await parts.people.speak(person.id, chosen)
  if (chosen === null) {
    const platform =
      request.actor.platform === 'terminal' ? 'terminal' : say('call.platform', { platform: request.actor.platform })
    return card(language, say('language.title'), text(say('language.free', { platform })))
  }
  const theirs = sayIn(chosen)
  return card(chosen, theirs('language.title'), text(theirs('language.now')))
}
