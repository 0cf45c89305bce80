import { tokenOf } from './action.ts'
import { limits } from './limits.ts'
import type { Block, Button, CardReply, FaultsReply } from './reply.ts'
import { cardLength } from './reply.ts'

type Empty = null | undefined | false | ''

/** A card; parts that are empty are left out. */
export function card(language: string, title: string, ...blocks: readonly (Block | Empty)[]): CardReply {
  return {
    kind: 'card',
    language,
    title: shortened(title, limits.title),
    blocks: blocks.filter((block): block is Block => Boolean(block)),
  }
}

export const text = (words: string, tone: 'plain' | 'quiet' | 'alert' = 'plain'): Block => ({
  kind: 'text',
  text: shortened(words, limits.text),
  tone,
})

/** Facts with their labels; those without a value are left out, undefined when none is left. */
export function facts(...pairs: readonly (readonly [label: string, value: string | Empty] | Empty)[]): Block | undefined {
  const told = pairs
    .flatMap((pair) => (pair ? [pair] : []))
    .flatMap(([label, value]) => (value ? [{ label: shortened(label, limits.title), value: shortened(value, limits.text) }] : []))
  return told.length > 0 ? { kind: 'facts', facts: told } : undefined
}

/** Buttons in one row; undefined when none is left. */
export function buttons(...ones: readonly (Button | Empty)[]): Block | undefined {
  const shown = ones.filter((one): one is Button => Boolean(one))
  return shown.length > 0 ? { kind: 'buttons', buttons: shown } : undefined
}

/** A button whose press means an action. */
export const button = (
  words: string,
  [name, ...subjects]: readonly [name: string, ...subjects: string[]],
  look: Button['look'] = 'plain',
): Button => ({ text: shortened(words, limits.buttonText), token: tokenOf(name, ...subjects), look })

/** A text within a length, cut at a word where there is one near, with an ellipsis. */
export function shortened(words: string, most: number): string {
  if (words.length <= most) return words
  const cut = words.slice(0, most - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > most * 0.7 ? cut.slice(0, space) : cut).trimEnd().replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** Whether a card would take these parts as well. */
export const fits = (title: string, blocks: readonly Block[]): boolean =>
  cardLength({ title, blocks }) <= limits.card && blocks.length <= limits.blocks

/** Faults as a card, for where no form is open any more: the button opens it again with what was typed. */
export const faultsCard = ({ language, title, faults, reopen }: FaultsReply): CardReply =>
  card(language, title, facts(...faults.slice(0, mostFacts).map(({ label, text }) => [label, text] as const)), buttons(reopen))

/** Facts that one block holds. */
const mostFacts = 10
