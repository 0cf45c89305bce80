type Word = 'more' | 'help' | 'language' | 'quit'

/** What a person typed at the prompt. A word of ours tells the language too; undefined where several languages share it. */
export type Typed =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'choice'; readonly number: number }
  | { readonly kind: Word; readonly language: string | undefined }
  | { readonly kind: 'situation'; readonly text: string }

const words: ReadonlyMap<string, readonly [Word, string | undefined]> = new Map([
  ['more', ['more', 'en']],
  ['más', ['more', 'es']],
  ['mas', ['more', 'es']],
  ['help', ['help', 'en']],
  ['ayuda', ['help', 'es']],
  ['?', ['help', undefined]],
  ['language', ['language', 'en']],
  ['idioma', ['language', 'es']],
  ['quit', ['quit', 'en']],
  ['exit', ['quit', 'en']],
  ['salir', ['quit', 'es']],
])

/** Reads a line: a number or a word of ours in either language, else a situation. */
export function parseLine(line: string): Typed {
  const text = line.trim()
  if (text === '') return { kind: 'nothing' }
  if (/^\d{1,2}$/.test(text)) return { kind: 'choice', number: Number(text) }
  const [kind, language] = words.get(text.toLowerCase()) ?? []
  return kind ? { kind, language } : { kind: 'situation', text }
}
