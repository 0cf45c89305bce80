import type { Entry } from '../playbook/entry.ts'
import type { Playbook } from '../playbook/load.ts'
import { drawn } from './draw.ts'
import { type Question, question } from './question.ts'

/** Messages that an entry is asked by: enough to be met in many forms, few enough to be met again. */
const messages = 14
/** Topics that a body of the directory is asked by. */
const topics = 7
/** Characters of a message that is one thing happening, and says enough of it. */
const tellingLength = { least: 24, most: 130 }

/** Every question of a playbook in a language: same playbook, same questions. */
export function questionsOf(playbook: Playbook, language: string): readonly Question[] {
  const published = playbook.entries.filter((entry) => isAsked(entry, language))
  const ids = new Set(published.map(({ id }) => id))
  return [
    ...published.flatMap((entry) => ofEntry(entry, language)),
    ...(playbook.office?.directory ?? []).flatMap((body) =>
      drawn([...new Set(body.topics[language])], topics, same).map((topic) =>
        question({ kind: 'office', entry: directoryEntry, language, asks: topic, answer: body.id, body }),
      ),
    ),
    ...playbook.scenes
      .filter(({ entry, title, opening }) => ids.has(entry) && title[language] && opening[language])
      .map((scene) => {
        const right = scene.steps.flatMap(({ choices }) => choices.filter((one) => one.right))
        return question({
          kind: 'scene',
          entry: scene.entry,
          language,
          asks: `${scene.id} ${scene.opening[language]}`,
          answer: right.map(({ text }) => text[language]).join(' '),
          scene,
        })
      }),
  ]
}

/** The entry that knowing the directory belongs to. */
const directoryEntry = 'out-of-jurisdiction'

const same = (text: string): string => text

/** Whether trainees are asked about an entry: drafts are not true yet. */
const isAsked = ({ status, title }: Entry, language: string): boolean => status === 'published' && title[language] !== undefined

function ofEntry(entry: Entry, language: string): Question[] {
  const { id, sections, avoid, after, examples, leaveOut } = entry
  const left = new Set(leaveOut[language])
  const told = <Text>(list: readonly Text[] | undefined, textOf: (one: Text) => string): readonly Text[] =>
    (list ?? []).filter((one) => !left.has(textOf(one)))
  const one = { entry: id, language }
  const tasks = after.flatMap(({ task, ...rest }) => (task[language] ? [{ ...rest, task: task[language] }] : []))
  return [
    ...drawn([...new Set(told(examples[language], same).filter(isTelling))], messages, same).map((asks) =>
      question({ ...one, kind: 'situation', asks, answer: id }),
    ),
    ...(avoid[language]?.length
      ? told(sections.say[language], same).map((answer) => question({ ...one, kind: 'say', asks: '', answer }))
      : []),
    ...(sections.say[language]?.length
      ? told(avoid[language], ({ not }) => not).map(({ not }) => question({ ...one, kind: 'avoid', asks: '', answer: not }))
      : []),
    ...told(sections.record[language], same).map((answer) => question({ ...one, kind: 'record', asks: '', answer })),
    ...told(tasks, ({ task }) => task).flatMap(({ task, workingDays, askWhen }) => [
      question({ ...one, kind: 'after', asks: '', answer: task }),
      ...(askWhen ? [question({ ...one, kind: 'deadline', asks: task, answer: String(workingDays) })] : []),
    ]),
  ]
}

/** Whether a message tells one situation by itself: neither a few words that could be anything, nor a story with several in it. */
const isTelling = (message: string): boolean =>
  message.length >= tellingLength.least && message.length <= tellingLength.most && (message.match(/[,;.!?]\s/g) ?? []).length <= 1
