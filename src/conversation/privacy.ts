import { type Kind, redact } from '../casework/redaction/redact.ts'
import { kinds } from '../casework/redaction/spans.ts'
import { type Say, sayIn, spoken } from '../wording/wording.ts'

/** A text as it may be kept and shown: personal data is replaced by what it was, such as "[name]". */
export function kept(text: string, say: Say): { readonly text: string; readonly removed: number } {
  const redacted = redact(text, (kind: Kind) => say(`redacted.${kind}`))
  return { text: redacted.text, removed: redacted.removed.length }
}

const marks = new RegExp(
  spoken
    .flatMap((language) => kinds.map((kind) => sayIn(language)(`redacted.${kind}`)))
    .map((mark) => mark.replace(/[[\]]/g, String.raw`\$&`))
    .join('|'),
  'g',
)

/** A text for the matcher: without personal data, and without the marks in its place, which are no words of the situation. */
export const forMatching = (text: string): string => redact(text, () => ' ').text.replace(marks, ' ')
