import { inLanguage } from '../../../playbook/localised.ts'
import { certificatePdf } from '../../../training/certificate.ts'
import { isComplete } from '../../../training/progress.ts'
import { noon } from '../../../wording/wording.ts'
import { button, buttons, card, shortened, text } from '../../cards.ts'
import { limits } from '../../limits.ts'
import type { Turn } from '../../parts.ts'
import type { CardReply } from '../../reply.ts'
import { standing } from './progress.ts'

/** Characters of a name that stand on two lines. */
const longestName = 80

/** The certificate of a completed path, for its holder alone. */
export async function certificate(turn: Turn): Promise<CardReply> {
  const { parts, say, language, wish, person, today } = turn
  const { paths } = await standing(turn)
  const [wanted] = wish.subjects
  const found = wanted === undefined ? paths.find(isComplete) : paths.find(({ path }) => path.id === wanted)
  const back = buttons(button(say('progress.button'), ['progress']))
  if (!found) return card(language, say('certificate.title'), text(say('certificate.none')), back)
  const title = inLanguage(found.path.title, language) ?? found.path.id
  if (!isComplete(found))
    return card(
      language,
      say('certificate.notYet'),
      text(say('certificate.notYetText', { title, firm: found.firm, all: found.all })),
      back,
    )
  const office = parts.guide.playbook().office?.name
  const heading = `${say('certificate.heading')}: ${title}`
  const pdf = await certificatePdf({
    language,
    heading: say('certificate.heading'),
    holder: shortened(person.name.replace(/\s+/g, ' ').trim(), longestName),
    completed: say('certificate.holder'),
    path: title,
    about: say('certificate.entries', { count: found.all }),
    office: (office && inLanguage(office, language)) ?? 'Ventanilla',
    day: say('certificate.day', { day: noon(today) }),
  })
  return {
    ...card(language, say('certificate.title'), text(say('certificate.here', { title })), back),
    file: {
      name: `${say('certificate.file')}-${found.path.id}.pdf`,
      title: shortened(heading, limits.title),
      content: Buffer.from(pdf).toString('base64'),
    },
  }
}
