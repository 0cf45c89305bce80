import type { Sentence } from '../../wording/wording.ts'
import { button } from '../cards.ts'
import { limits } from '../limits.ts'
import { type Draft, draftLasts, type Turn } from '../parts.ts'
import { kept } from '../privacy.ts'
import type { FaultsReply, Field, FormReply } from '../reply.ts'

type FieldOf = Pick<Field, 'id' | 'label' | 'kind' | 'required'> & Partial<Field>
type Fault = FaultsReply['faults'][number]

/** A form; what was typed before and could not be saved stands in its fields. */
export function form(
  { language, say }: Pick<Turn, 'language' | 'say'>,
  title: string,
  token: string,
  submit: string,
  fields: readonly FieldOf[],
  draft: Draft = {},
): FormReply {
  return {
    kind: 'form',
    language,
    title,
    token,
    submit,
    cancel: say('log.cancel'),
    fields: fields.map((field) => ({
      choices: [],
      ...field,
      value: (draft[field.id] ?? field.value ?? '').slice(0, limits.fieldText),
    })),
  }
}

/** What is wrong with a field that was left empty; undefined when it was not. */
export function empty({ say, wish }: Turn, field: string, label: Sentence, sentence: Sentence): Fault | undefined {
  return (wish.values[field] ?? '').trim() === '' ? { field, label: say(label), text: say(sentence) } : undefined
}

/** What is wrong with a field that holds too much; undefined when it does not. */
export function long({ say, wish }: Turn, field: string, label: Sentence, most: number): Fault | undefined {
  const { length } = wish.values[field] ?? ''
  return length > most ? { field, label: say(label), text: say('log.tooLong', { most, length }) } : undefined
}

/**
 * The answer to a form with faults, undefined when there are none. What was typed is kept, so that the form opens again with it.
 * @param opens the action that opens the form again
 */
export async function faultsOf(
  turn: Turn,
  opens: readonly [name: string, ...subjects: string[]],
  faults: readonly (Fault | undefined)[],
): Promise<FaultsReply | undefined> {
  const found = faults.filter((fault) => fault !== undefined)
  if (found.length === 0) return undefined
  const { language, say } = turn
  await keepDraft(turn, opens)
  return { kind: 'faults', language, title: say('log.fault'), faults: found, reopen: button(say('log.reopen'), opens, 'main') }
}

/** A draft belongs to an account: it is kept also while the records of people cannot be reached. */
const draftKey = ({ request: { actor } }: Pick<Turn, 'request'>, opens: readonly string[]): string =>
  `${actor.platform}:${actor.account} ${opens.join(' ')}`

/** Keeps what was typed into a form, redacted, until the form opens again. */
async function keepDraft(turn: Pick<Turn, 'parts' | 'request' | 'wish' | 'say'>, opens: readonly string[]): Promise<void> {
  const draft = Object.fromEntries(Object.entries(turn.wish.values).map(([field, value]) => [field, kept(value, turn.say).text]))
  await turn.parts.drafts.set(draftKey(turn, opens), draft, draftLasts)
}

/** What was typed into a form before; nothing when it was saved. */
export const draftOf = async (turn: Turn, opens: readonly string[]): Promise<Draft> =>
  (await turn.parts.drafts.get(draftKey(turn, opens))) ?? {}

export const forgetDraft = (turn: Turn, opens: readonly string[]): Promise<void> =>
  turn.parts.drafts.forget(draftKey(turn, opens))

/** The action that opens the form of each submission. */
const openers: Readonly<Record<string, string>> = {
  save: 'log',
  reason: 'unhelpful',
  noted: 'note',
  stepped: 'step',
  closed: 'close',
}

/** The answer to a form that could not be saved through no fault of the person: it stays open, or opens again with what was typed. */
export async function unsaved(turn: Pick<Turn, 'parts' | 'request' | 'wish' | 'say' | 'language'>): Promise<FaultsReply> {
  const { wish, say, language } = turn
  const opens = [openers[wish.name] ?? wish.name, ...wish.subjects] as const
  await keepDraft(turn, opens)
  return {
    kind: 'faults',
    language,
    title: say('log.fault'),
    faults: [{ field: Object.keys(wish.values)[0] ?? '', label: say('trouble.title'), text: say('trouble.unsaved') }],
    reopen: button(say('log.reopen'), opens, 'main'),
  }
}
