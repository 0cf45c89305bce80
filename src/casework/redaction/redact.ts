import { addresses } from './addresses.ts'
import { contacts } from './contact.ts'
import { names } from './names.ts'
import { numbers } from './numbers.ts'
import type { Kind, Span } from './spans.ts'

export type { Kind } from './spans.ts'

/** A text without personal data, and the kinds of what was taken out, in order. */
export interface Redacted {
  readonly text: string
  readonly removed: readonly Kind[]
}

const finders = [numbers, contacts, addresses, names]

/** What was found last: a message is redacted for the matcher and for the records, one after the other. */
let last: { readonly text: string; readonly spans: readonly Span[] } = { text: '', spans: [] }

/** Stretches of personal data in a text, in order, none inside or over another. */
export function personalData(text: string): readonly Span[] {
  if (last.text !== text) last = { text, spans: find(text) }
  return last.spans
}

function find(text: string): Span[] {
  const spans = finders.flatMap((finder) => finder(text)).sort((a, b) => a.start - b.start || b.end - a.end)
  const apart: Span[] = []
  for (const span of spans) {
    const last = apart.at(-1)
    if (last && span.start < last.end) {
      if (span.end > last.end) apart[apart.length - 1] = { ...last, end: span.end }
    } else apart.push(span)
  }
  return apart
}

/**
 * Takes personal data out of a text: names after titles, telephone numbers, e-mail addresses, identity numbers by their check digits or the word before them,
 * bank accounts, cards, home addresses. Dates, amounts, case numbers, articles of law and places stay.
 * @param markOf what stands in the place of each kind, such as "[name]"
 */
export function redact(text: string, markOf: (kind: Kind) => string): Redacted {
  let kept = ''
  let from = 0
  const removed: Kind[] = []
  for (const { start, end, kind } of personalData(text)) {
    kept += text.slice(from, start) + markOf(kind)
    from = end
    removed.push(kind)
  }
  return { text: kept + text.slice(from), removed }
}
