import { type Answer, type Card, fill, type Line, type Part, type Wording, wordingIn } from '#engine'
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

/** An answer as lines of text. `shown` tells whether the card opens whole ("more"). */
export function renderAnswer(answer: Answer, look: Look): string {
  switch (answer.kind) {
    case 'answer':
      return renderCard(answer.card, look)
    case 'clarify': {
      const words = wordingIn(answer.language)
      const choices = answer.choices.map(({ title }, at) => `  ${paint(String(at + 1), 'bold', look)}  ${title}`)
      return [
        words['clarify.question'],
        ...choices,
        `  ${paint(String(choices.length + 1), 'bold', look)}  ${words['clarify.none']}`,
      ].join('\n')
    }
    case 'unknown': {
      const words = wordingIn(answer.language)
      const lines = [words['unknown.sorry']]
      if (answer.nearest.length > 0)
        lines.push(
          fill(words['unknown.nearest'], { titles: answer.nearest.map(({ title }, at) => `${at + 1} ${title}`).join(', ') }),
        )
      if (answer.contact) lines.push(fill(words['unknown.contact'], answer.contact))
      return lines.map((line) => wrap(line, look.columns, '', '')).join('\n')
    }
  }
}

function renderCard(card: Card, look: Look): string {
  const words = wordingIn(card.language)
  const top = [paint(card.title, 'bold', look)]
  if (card.because.length > 0)
    top.push(
      ...wrapped(
        fill(words['card.because'], {
          reasons: card.because.map((reason) => fill(words['card.quote'], { words: reason })).join(', '),
        }),
        look,
        'dim',
      ),
    )
  if (card.also.length > 0) top.push(...wrapped(fill(words['card.also'], { titles: card.also.join(' · ') }), look, 'dim'))
  const bottom = card.more.length > 0 ? ['', paint(fill(words['card.more'], { count: card.more.length }), 'dim', look)] : []
  return [...top, '', renderLines(card.lines, words, look), ...bottom].join('\n')
}

/** Lines of advice under their part's name, which stands once in a column of its own. */
export function renderLines(lines: readonly Line[], words: Wording, look: Look): string {
  const width = Math.max(...lines.map(({ part }) => label(part, words).length), 0) + 2
  let before: Part | undefined
  return lines
    .map(({ part, text, instead }) => {
      const name = part === before ? '' : label(part, words)
      before = part
      const margin = ' '.repeat(width)
      const tone: Tone = part === 'safety' || part === 'avoid' ? 'red' : 'bold'
      const said = wrap(text, look.columns, margin, margin).slice(width)
      const first = `${paint(name, tone, look)}${' '.repeat(width - name.length)}${said}`
      if (instead === undefined) return first
      return `${first}\n${paint(wrap(fill(words['card.better'], { sentence: instead }), look.columns, margin, margin), 'green', look)}`
    })
    .join('\n')
}

const label = (part: Part, words: Wording) => words[`section.${part}`]

function wrapped(text: string, look: Look, tone: Tone): string[] {
  return wrap(text, look.columns, '', '')
    .split('\n')
    .map((line) => paint(line, tone, look))
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

/** Breaks the lines of a text that is said as it stands; indented lines are lists and stay as they are. */
export function renderText(text: string, { columns }: Look): string {
  return text
    .split('\n')
    .map((line) => (line.startsWith(' ') ? line : wrap(line, columns, '', '')))
    .join('\n')
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
