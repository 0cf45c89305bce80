import { type Component, type Fields, kind } from './types.ts'

/** Everything in a tree of components, parents before children. */
export function flatten(components: readonly Component[]): Component[] {
  return components.flatMap((component) => [
    component,
    ...flatten([
      ...(component.components ?? []),
      ...(component.component ? [component.component] : []),
      ...(component.accessory ? [component.accessory] : []),
    ]),
  ])
}

/** The contents of the text displays, in the order they are read. */
export function textDisplays(components: readonly Component[]): string[] {
  return flatten(components).flatMap(({ type, content }) => (type === kind.text && typeof content === 'string' ? [content] : []))
}

const words = (...values: readonly unknown[]) =>
  values.filter((value): value is string => typeof value === 'string' && value !== '')

function embedWords(embed: Fields): string[] {
  const inner = (name: string, field: string) => (embed[name] as Fields | undefined)?.[field]
  const fields = (embed['fields'] ?? []) as readonly Fields[]
  return words(
    inner('author', 'name'),
    embed['title'],
    embed['description'],
    ...fields.flatMap(({ name, value }) => [name, value]),
    inner('footer', 'text'),
  )
}

function componentWords(component: Component): string[] {
  const options = (component['options'] ?? []) as readonly Fields[]
  return words(
    component['content'],
    component.label,
    component['description'],
    component['placeholder'],
    component['value'],
    ...options.flatMap(({ label, description }) => [label, description]),
  )
}

/** All that a person can read in a message, line by line: text, embeds, labels of buttons, options, files. */
export function readable(message: {
  readonly content: string
  readonly embeds: readonly Fields[]
  readonly components: readonly Component[]
  readonly attachments: readonly Fields[]
}): string {
  return [
    ...words(message.content),
    ...message.embeds.flatMap(embedWords),
    ...flatten(message.components).flatMap(componentWords),
    ...message.attachments.flatMap(({ filename, text }) => words(filename, text)),
  ].join('\n')
}

/** All that a person can read in a modal. */
export const readableModal = (modal: { readonly title: string; readonly components: readonly Component[] }): string =>
  [modal.title, ...flatten(modal.components).flatMap(componentWords)].join('\n')

/** The texts of a message in which Discord renders Markdown links. */
export function linkTexts(message: {
  readonly content: string
  readonly embeds: readonly Fields[]
  readonly components: readonly Component[]
}): string[] {
  const embeds = message.embeds.flatMap((embed) => [
    embed['description'],
    ...((embed['fields'] ?? []) as readonly Fields[]).map(({ value }) => value),
  ])
  return words(message.content, ...embeds, ...textDisplays(message.components))
}
