import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personalData, redact } from '../../src/casework/redaction/redact.ts'

/** A sentence as clerks type it: what of it is personal, and what only looks so and has to stay. Written by people who had not seen the patterns. */
interface Sentence {
  readonly text: string
  readonly personal: readonly string[]
  readonly keep: readonly string[]
}

const sentences = (language: string): Sentence[] =>
  readFileSync(new URL(`../fixtures/redaction/${language}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Sentence)

/** Places of a stretch in a text. */
function* places(text: string, stretch: string): Generator<[number, number]> {
  for (let at = text.indexOf(stretch); at >= 0; at = text.indexOf(stretch, at + 1)) yield [at, at + stretch.length]
}

/** Counts: personal stretches that are gone as a whole, those left or half left, and stretches taken that were not personal. */
function count({ text, personal, keep }: Sentence) {
  const spans = personalData(text)
  const gone = (at: number) => /\s/.test(text[at] ?? '') || spans.some(({ start, end }) => start <= at && at < end)
  const found = personal.filter((stretch) =>
    [...places(text, stretch)].some(([start, end]) => Array.from({ length: end - start }, (_, at) => start + at).every(gone)),
  )
  const touches = (start: number, end: number) => spans.some((span) => span.start < end && start < span.end)
  const wrong = keep.filter((stretch) => [...places(text, stretch)].slice(0, 1).some(([start, end]) => touches(start, end)))
  const stray = spans.filter(
    ({ start, end }) => !personal.some((stretch) => [...places(text, stretch)].some(([from, to]) => start < to && from < end)),
  )
  return {
    found: found.length,
    missed: personal.length - found.length,
    taken: new Set([...wrong, ...stray.map(({ start, end }) => text.slice(start, end))]).size,
  }
}

// The `unseen` sentences were measured once the patterns stood, and nothing was mended by them: keep it so, and take others to mend with.
describe.each(['en', 'es', 'unseen-en', 'unseen-es'])('on sentences of clerks, %s', (language) => {
  const counts = sentences(language).map(count)
  const sum = (key: 'found' | 'missed' | 'taken') => counts.reduce((all, one) => all + one[key], 0)

  it('takes personal data out, and leaves what only looks like it', () => {
    expect(counts.length).toBeGreaterThanOrEqual(100)
    expect(sum('found') / (sum('found') + sum('missed'))).toBeGreaterThanOrEqual(0.97)
    expect(sum('found') / (sum('found') + sum('taken'))).toBeGreaterThanOrEqual(0.97)
  })
})

it('says what stood there', () => {
  const { text, removed } = redact('Mrs Ruth Calloway, 07700 900417, lives at 14 Mill Lane, Leeds', (kind) => `[${kind}]`)
  expect(text).toBe('Mrs [name], [phone], lives at [address], Leeds')
  expect(removed).toEqual(['name', 'phone', 'address'])
})

it('never breaks, overlaps or loses a character of what stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      let from = 0
      let rest = ''
      for (const { start, end } of personalData(text)) {
        expect(start).toBeGreaterThanOrEqual(from)
        expect(end).toBeGreaterThan(start)
        rest += text.slice(from, start)
        from = end
      }
      expect(redact(text, () => '').text).toBe(rest + text.slice(from))
    }),
  )
})

it('finds nothing more in what it has redacted', () => {
  for (const { text } of [...sentences('en'), ...sentences('es')]) {
    const once = redact(text, (kind) => `[${kind}]`).text
    expect(redact(once, (kind) => `[${kind}]`).removed.filter((kind) => kind !== 'name')).toEqual([])
  }
})
