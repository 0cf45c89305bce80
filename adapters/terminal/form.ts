import type { Field, FormReply, Say } from '#engine'
import { parseField } from './parse.ts'
import { type Look, wrapped } from './render.ts'

/** How a form speaks with the person: `ask` resolves to what was typed, undefined when the input ended. */
export interface Desk {
  readonly ask: (question: string) => Promise<string | undefined>
  readonly print: (block: string) => void
  readonly say: Say
  readonly look: Look
}

/** Asks for one field after the other; undefined when the person gave up or the input ended: then nothing is handed in. */
export async function fillIn(form: FormReply, desk: Desk): Promise<Record<string, string> | undefined> {
  const { print, look } = desk
  print(wrapped(form.title, look, 'bold').join('\n'))
  const values: Record<string, string> = {}
  for (const field of form.fields) {
    const value = await (field.kind === 'choice' ? choose(field, desk) : type(field, desk))
    if (value === undefined) return undefined
    values[field.id] = value
  }
  return values
}

async function type(field: Field, { ask, print, say, look }: Desk): Promise<string | undefined> {
  const label = say('terminal.field', { label: field.label, required: field.required ? 'yes' : 'no' })
  if (field.hint !== undefined) print(wrapped(field.hint, look, 'dim').join('\n'))
  if (field.value !== '') print(wrapped(say('terminal.keep', { value: field.value }), look, 'dim').join('\n'))
  const line = await ask(`${label}: `)
  if (line === undefined) return undefined
  const typed = parseField(line)
  switch (typed.kind) {
    case 'keep':
      return field.value
    case 'empty':
      return ''
    case 'cancel':
      return undefined
    case 'value':
      return typed.value
  }
}

async function choose(field: Field, desk: Desk): Promise<string | undefined> {
  const { ask, print, say, look } = desk
  const numbers = field.choices.map(({ text, value }, at) => `${at + 1} ${text}${value === field.value ? ' *' : ''}`)
  print(numbers.flatMap((line) => wrapped(line, look)).join('\n'))
  for (;;) {
    const line = await ask(`${field.label}: `)
    if (line === undefined) return undefined
    const typed = parseField(line)
    if (typed.kind === 'cancel') return undefined
    if (typed.kind !== 'value') return field.value
    const chosen = field.choices[Number(typed.value) - 1]
    if (chosen) return chosen.value
    print(say('terminal.noChoice', { number: typed.value }))
  }
}
