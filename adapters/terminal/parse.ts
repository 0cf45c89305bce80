/** What a person typed at the prompt. */
export type Typed =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'choice'; readonly number: number }
  | { readonly kind: 'more' | 'help' | 'language' | 'quit' }
  | { readonly kind: 'situation'; readonly text: string }

const words: Readonly<Record<string, 'more' | 'help' | 'language' | 'quit'>> = {
  more: 'more',
  más: 'more',
  mas: 'more',
  help: 'help',
  '?': 'help',
  ayuda: 'help',
  language: 'language',
  idioma: 'language',
  quit: 'quit',
  exit: 'quit',
  salir: 'quit',
}

/** Reads a line: a number or a word of ours in either language, else a situation. */
export function parseLine(line: string): Typed {
  const text = line.trim()
  if (text === '') return { kind: 'nothing' }
  if (/^\d{1,2}$/.test(text)) return { kind: 'choice', number: Number(text) }
  const word = text.toLowerCase()
  const kind = Object.hasOwn(words, word) ? words[word] : undefined
  return kind ? { kind } : { kind: 'situation', text }
}
