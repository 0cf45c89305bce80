import type { Request } from '#engine'

/** A request without who asks and when: the listener adds that. */
export type Part = Request extends infer Kind ? (Kind extends Request ? Omit<Kind, 'actor' | 'at'> : never) : never

/**
 * The text of an event as the person typed it: Slack escapes three characters, and writes mentions and links in angle brackets.
 * @param bot the bot's own user, whose mention at the front is dropped
 */
export function typed(text: string, bot?: string): string {
  return text
    .replace(bot === undefined ? /^(?!)/ : new RegExp(`^\\s*<@${bot}(?:\\|[^>]*)?>[\\s:,]*`), '')
    .replace(/<([@#!])([^>|]*)(?:\|([^>]*))?>/g, (_, sign: string, id: string, name?: string) =>
      sign === '!' ? (name ?? id) : `${sign}${name ?? id}`,
    )
    .replace(/<(?:mailto:|tel:)?([^>|]+)\|([^>]+)>/g, '$2')
    .replace(/<([^>|]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}

/** The state of a view: what stands in each input. */
type State = Readonly<
  Record<string, Readonly<Record<string, { value?: string | null; selected_option?: { value: string } | null }>>>
>

/** Values of a form by the ids of its fields. */
export function valuesOf(state: State): Record<string, string> {
  return Object.fromEntries(
    Object.entries(state).map(([field, elements]) => {
      const [element] = Object.values(elements)
      return [field, element?.selected_option?.value ?? element?.value ?? '']
    }),
  )
}

/** The place that a view was opened from. */
export function placeOf(metadata: string, otherwise: string): string {
  try {
    const { place } = JSON.parse(metadata) as { place?: unknown }
    return typeof place === 'string' && place !== '' ? place : otherwise
  } catch {
    return otherwise
  }
}
