/** What a person typed at the prompt; everything else goes to the assistant as it is. */
export type Typed =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'quit' }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'said'; readonly text: string }

const quits = new Set(['quit', 'exit', 'salir'])
const helps = new Set(['help', 'ayuda', '?'])

/** Reads a line at the prompt. */
export function parseLine(line: string): Typed {
  const text = line.trim()
  if (text === '') return { kind: 'nothing' }
  const [, number] = /^(\d{1,2})[).]?$/.exec(text) ?? []
  if (number !== undefined) return { kind: 'number', number: Number(number) }
  const word = text.toLowerCase()
  if (quits.has(word)) return { kind: 'quit' }
  return { kind: helps.has(word) ? 'help' : 'said', text }
}

const cancels = new Set(['cancel', 'cancelar'])

/** Reads a line in a form: keeps what stands there (an empty line), empties it ("."), gives the form up, or is the new value. */
export function parseField(
  line: string,
): { readonly kind: 'keep' | 'empty' | 'cancel' } | { readonly kind: 'value'; readonly value: string } {
  const text = line.trim()
  if (text === '') return { kind: 'keep' }
  if (text === '.') return { kind: 'empty' }
  if (cancels.has(text.toLowerCase())) return { kind: 'cancel' }
  return { kind: 'value', value: text }
}
