import type { Guide } from '#engine'

/** Entries listed in `ranking` whatever the decision. */
const ranked = 5

/**
 * Answers one line of `match --jsonl`: `{"id","text","lang"?}` to
 * `{"id","status","matches":[{"id","score"}],"ranking":[{"id","score"}],"lang","ms"}`, with `"safety":[…]` when a danger was caught;
 * a faulty line to `{"id"?,"error"}`. Never throws.
 */
export function matchLine(guide: Guide, line: string, language: string | undefined): string {
  let asked: unknown
  try {
    asked = JSON.parse(line)
  } catch {
    return JSON.stringify({ error: 'not JSON; expected {"id","text","lang"?} on one line' })
  }
  if (asked === null || typeof asked !== 'object' || Array.isArray(asked))
    return JSON.stringify({ error: 'expected an object {"id","text","lang"?}' })
  const { id, text, lang } = asked as Record<string, unknown>
  const named = typeof id === 'string' || typeof id === 'number' ? { id } : {}
  if (id !== undefined && !('id' in named)) return JSON.stringify({ error: 'id: expected a text or a number' })
  if (typeof text !== 'string') return JSON.stringify({ ...named, error: 'text: expected a text' })
  if (lang !== undefined && (typeof lang !== 'string' || !/^[a-z]{2,3}$/.test(lang)))
    return JSON.stringify({ ...named, error: 'lang: expected a language code such as en' })

  const start = performance.now()
  const { match, decision } = guide.match(text, lang ?? language)
  const ms = Math.round((performance.now() - start) * 1_000) / 1_000
  const matches = decision.kind === 'answer' ? decision.entries : decision.kind === 'clarify' ? decision.choices : []
  return JSON.stringify({
    ...named,
    status: decision.kind,
    matches: matches.map(rounded),
    ranking: match.ranking.slice(0, ranked).map(rounded),
    lang: match.language,
    ms,
    ...(match.raised.length > 0 ? { safety: match.raised.map(({ alarm }) => alarm.id) } : {}),
  })
}

const rounded = ({ id, score }: { readonly id: string; readonly score: number }) => ({
  id,
  score: Math.round(score * 10_000) / 10_000,
})
