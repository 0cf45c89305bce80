import type { Block, CardReply } from '#engine'
import { narrowest, usual, widest } from './limits.ts'

/** How text may look on this output. */
export interface Look {
  readonly colour: boolean
  readonly columns: number
}

/** The look of an output: colour only on a terminal that wants it (NO_COLOR, see no-color.org), width within what can be read. */
export function lookOf(
  output: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): Look {
  const colour = output.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb'
  return { colour, columns: Math.max(narrowest, Math.min(widest, output.columns ?? usual)) }
}

type Tone = 'bold' | 'dim' | 'red' | 'green'
const codes: Readonly<Record<Tone, readonly [number, number]>> = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39] }

function paint(text: string, tone: Tone, { colour }: Look): string {
  const [on, off] = codes[tone]
  return colour ? `\u001b[${on}m${text}\u001b[${off}m` : text
}

/** Something that a number presses. */
export interface Press {
  readonly token: string
  readonly value?: string
}

type Section = 'told' | 'advice' | 'pressed'

function sectionOf({ kind }: Block): Section {
  switch (kind) {
    case 'text':
    case 'facts':
      return 'told'
    case 'list':
      return 'advice'
    case 'choices':
    case 'buttons':
    case 'select':
      return 'pressed'
  }
}

/** Whether a part of a card is there to be pressed. */
export const isPressed = (block: Block): boolean => sectionOf(block) === 'pressed'

/** A card as lines of text, and what the numbers in it press, from 1. */
export function renderCard(
  { title, blocks }: CardReply,
  look: Look,
): { readonly text: string; readonly presses: readonly Press[] } {
  const presses: Press[] = []
  const number = (words: string, press: Press): string => {
    presses.push(press)
    return `${paint(String(presses.length), 'bold', look)} ${words}`
  }
  const margin = Math.max(0, ...blocks.flatMap((block) => (block.kind === 'list' ? [columnsOf(block.heading)] : []))) + 2
  const lines: string[] = []
  let before: Section | undefined
  for (const block of blocks) {
    const section = sectionOf(block)
    // A line of air between what is told, the advice, and what can be pressed.
    if (before !== undefined && section !== before) lines.push('')
    else if (before === undefined && section === 'advice') lines.push('')
    before = section
    switch (block.kind) {
      case 'text':
        lines.push(...wrapped(block.text, look, block.tone === 'quiet' ? 'dim' : block.tone === 'alert' ? 'red' : undefined))
        break
      case 'list':
        lines.push(...listLines(block, margin, look))
        break
      case 'facts':
        for (const { label, value } of block.facts) lines.push(...factLines(label, value, look))
        break
      case 'choices':
        for (const { text, token } of block.choices) {
          const numbered = number('', { token })
          lines.push(`${numbered}${wrap(text, look.columns, '  ', '  ').slice(2)}`)
        }
        break
      case 'buttons':
        lines.push(
          ...inRows(
            block.buttons.map(({ text, token }) => number(text, { token })),
            look,
          ),
        )
        break
      case 'select':
        lines.push(...block.choices.map(({ text, value }) => number(text, { token: block.token, value })))
    }
  }
  return { text: [paint(title, 'bold', look), ...lines].join('\n'), presses }
}

function listLines({ heading, items, tone }: Block & { kind: 'list' }, width: number, look: Look): string[] {
  const margin = ' '.repeat(width)
  return items.flatMap(({ text, aside }, at) => {
    const name = at === 0 ? heading : ''
    const said = wrap(text, look.columns, margin, margin).slice(width)
    const first = `${paint(name, tone === 'alert' ? 'red' : 'bold', look)}${' '.repeat(width - columnsOf(name))}${said}`
    return aside === undefined ? [first] : [first, paint(wrap(aside, look.columns, margin, margin), 'green', look)]
  })
}

function factLines(label: string, value: string, look: Look): string[] {
  return value.split('\n').map((line, at) => {
    const head = at === 0 ? `${label}: ` : '  '
    const said = wrap(line, look.columns, head, '  ')
    return at === 0 ? `${paint(`${label}:`, 'bold', look)}${said.slice(label.length + 1)}` : said
  })
}

/** Buttons side by side where they fit, below each other where not. */
function inRows(buttons: readonly string[], { columns }: Look): string[] {
  const row = buttons.join('   ')
  return columnsOf(row.replace(/\u001b\[\d+m/g, '')) <= columns ? [row] : [...buttons]
}

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Columns that a text takes, near enough for prose: wide letters and emoji count two. */
function columnsOf(text: string): number {
  let columns = 0
  for (const { segment } of segments.segment(text))
    columns +=
      /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        segment,
      )
        ? 2
        : 1
  return columns
}

/** Breaks the lines of a text, painted. */
export function wrapped(text: string, look: Look, tone?: Tone): string[] {
  return text
    .split('\n')
    .flatMap((line) => wrap(line, look.columns, '', '').split('\n'))
    .map((line) => (tone === undefined ? line : paint(line, tone, look)))
}

/** Breaks a text at its spaces so that it fits into the columns. */
export function wrap(text: string, columns: number, first: string, rest: string): string {
  const lines: string[] = []
  let line = first
  let empty = true
  for (const word of text.split(/\s+/)) {
    if (!empty && columnsOf(line) + 1 + columnsOf(word) > columns) {
      lines.push(line)
      line = rest
      empty = true
    }
    line += empty ? word : ` ${word}`
    empty = false
  }
  return [...lines, line].join('\n')
}
