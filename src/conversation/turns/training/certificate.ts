import { inLanguage } from '../../../playbook/localised.ts'
import { isComplete } from '../../../training/progress.ts'
import { button, buttons, card, text } from '../../cards.ts'
import type { Turn } from '../../parts.ts'
import type { CardReply } from '../../reply.ts'
import { standing } from './progress.ts'

/** The certificate of a completed path, for its holder alone. */
export async function certificate(turn: Turn): Promise<CardReply> {
  const { say, language, wish } = turn
  const { paths } = await standing(turn)
  const [wanted] = wish.subjects
  const found = wanted === undefined ? paths.find(isComplete) : paths.find(({ path }) => path.id === wanted)
  const back = buttons(button(say('progress.title'), ['progress']))
  if (!found) return card(language, say('certificate.title'), text(say('certificate.none')), back)
  const title = inLanguage(found.path.title, language) ?? found.path.id
  if (!isComplete(found))
    return card(
      language,
      say('certificate.notYet'),
      text(say('certificate.notYetText', { title, firm: found.firm, all: found.all })),
      back,
    )
  return card(language, say('certificate.title'), text(say('certificate.here', { title })), back)
}
