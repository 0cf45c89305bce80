import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { library, playbookWith, temporaryFolder } from '../helpers/playbooks.ts'
import { run, start } from '../helpers/process.ts'

let playbooks: string
let settings: Record<string, string>
beforeAll(async () => {
  playbooks = playbookWith(library)
  settings = { VENTANILLA_PLAYBOOKS: playbooks, VENTANILLA_DATA: temporaryFolder() }
  await run(['match', '--jsonl'], '', settings)
})

const parsed = (output: string) =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('usage', () => {
  it('prints help and version, and nothing on standard error', async () => {
    for (const words of [
      ['--help'],
      ['-h'],
      ['ask', '--help'],
      ['match', '--help'],
      ['playbook', '--help'],
      ['playbook', 'check', '--help'],
    ]) {
      const { code, output, errors } = await run(words, '', settings)
      expect([words, code, errors]).toEqual([words, 0, ''])
      expect(output).toContain('Usage: ventanilla')
    }
    const { code, output } = await run(['--version'], '', settings)
    expect([code, output]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)])
  })

  it.each([[['frobnicate']], [['ask']], [['match']], [['ask', 'x', '--lang', 'ENGLISH']], [['playbook', 'chek']], [['--nope']]])(
    '%j is wrong usage: code 2, nothing on standard output',
    async (words) => {
      const { code, output, errors } = await run(words, '', settings)
      expect([code, output]).toEqual([2, ''])
      expect(errors).toMatch(/error:|Usage:/)
      expect(errors).not.toMatch(/\n\s+at /)
    },
  )

  it('says which setting is wrong', async () => {
    const { code, errors } = await run(['ask', 'x'], '', { ...settings, VENTANILLA_LANGUAGE: 'English' })
    expect([code, errors]).toEqual([1, 'VENTANILLA_LANGUAGE: expected a language code such as en or es\n'])
  })

  it('says what is wrong with a playbook that cannot be used', async () => {
    const { code, output, errors } = await run(
      ['ask', 'x', '--playbooks', playbookWith({ 'x.yaml': 'examples: [a]\n' })],
      '',
      settings,
    )
    expect([code, output]).toEqual([1, ''])
    expect(errors).toContain('x.yaml:1: title: is missing')
  })
})

describe('ask', () => {
  it('answers for people', async () => {
    const { code, output, errors } = await run(['ask', 'reader', 'lost', 'her', 'card'], '', settings)
    expect([code, errors]).toEqual([0, ''])
    expect(output).toContain('Lost library card')
    expect(output).not.toContain('\u001b[')
  })

  it('answers for programs', async () => {
    const { output } = await run(['ask', '--json', 'reader lost her card'], '', settings)
    expect(JSON.parse(output)).toMatchObject({
      kind: 'answer',
      entries: ['lost-card'],
      card: { title: 'Lost library card', because: [expect.any(String)] },
    })
  })
})

describe('playbook check', () => {
  it('passes a good folder and fails a faulty one', async () => {
    expect(await run(['playbook', 'check'], '', settings)).toMatchObject({
      code: 0,
      output: '3 entries, 24 examples: 0 faults, 0 warnings\n',
    })
    const { code, output } = await run(
      ['playbook', 'check', '--playbooks', playbookWith({ ...library, 'x.yaml': 'title: X\n', 'y.yaml': '"' })],
      '',
      settings,
    )
    expect(code).toBe(1)
    expect(output).toContain('x.yaml:1: examples: is missing')
    expect(output).toContain('y.yaml:1: not valid YAML')
    expect(output).toContain('2 faults')
  })

  it('reports for programs', async () => {
    const { output } = await run(['playbook', 'check', '--json'], '', settings)
    expect(JSON.parse(output)).toEqual({ entries: 3, examples: 24, faults: [], ok: true })
  })
})

describe('match --jsonl', () => {
  it('writes a line for each, in order, in the agreed shape', async () => {
    const { code, output, errors } = await run(
      ['match', '--jsonl'],
      '{"id":"a","text":"lost the card"}\n\n{"id":7,"text":"loud students","lang":"en"}\r\n{"id":"z","text":""}',
      settings,
    )
    expect([code, errors]).toEqual([0, ''])
    const lines = parsed(output)
    expect(lines.map(({ id }) => id)).toEqual(['a', 7, 'z'])
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(['id', 'status', 'matches', 'ranking', 'lang', 'ms'])
      expect(['answer', 'clarify', 'unknown']).toContain(line['status'])
      expect(line['lang']).toBe('en')
    }
    expect(lines[0]).toMatchObject({ status: 'answer', matches: [{ id: 'lost-card' }], ranking: [{ id: 'lost-card' }, {}, {}] })
    expect(lines[2]).toMatchObject({ status: 'unknown', matches: [] })
  })

  it('answers a line before the next one is sent', async () => {
    const running = start(['match', '--jsonl'], settings)
    for (const id of ['one', 'two', 'three']) {
      running.write(`{"id":"${id}","text":"overdue book"}\n`)
      await running.says(`"id":"${id}"`)
    }
    running.end()
    expect((await running.finished).code).toBe(0)
  })

  it.each([
    ['{"id":1', '{"error":"not JSON; expected {\\"id\\",\\"text\\",\\"lang\\"?} on one line"}'],
    ['[1]', '{"error":"expected an object {\\"id\\",\\"text\\",\\"lang\\"?}"}'],
    ['null', '{"error":"expected an object {\\"id\\",\\"text\\",\\"lang\\"?}"}'],
    ['{"id":1}', '{"id":1,"error":"text: expected a text"}'],
    ['{"id":{},"text":"x"}', '{"error":"id: expected a text or a number"}'],
    ['{"id":"q","text":"x","lang":"klingon"}', '{"id":"q","error":"lang: expected a language code such as en"}'],
  ])('a faulty line %s gets an error, and the run goes on', async (line, error) => {
    const { code, output } = await run(['match', '--jsonl'], `${line}\n{"id":"next","text":"overdue book"}\n`, settings)
    expect(code).toBe(0)
    const [first, second] = output.trim().split('\n')
    expect(first).toBe(error)
    expect(second).toContain('"id":"next"')
  })

  it('survives any bytes: a line or an error for each, never a stack trace', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        const { code, output, errors } = await run(['match', '--jsonl'], bytes, settings)
        expect([code, errors]).toEqual([0, ''])
        for (const line of output.split('\n').filter(Boolean))
          expect(JSON.parse(line)).toSatisfy((answer: object) => 'error' in answer || 'status' in answer)
      }),
      { numRuns: 12 },
    )
  })

  it('survives any text: one answer for each', async () => {
    const texts = [
      ...fc.sample(fc.string({ unit: 'binary', maxLength: 200 }), 150),
      ...fc.sample(fc.string({ unit: 'grapheme', maxLength: 200 }), 150),
      'x'.repeat(100_000),
      'the card is lost '.repeat(6_000),
      '\u202e\u2066 lost card \u2069\u0000\u001b[31m',
      '😡'.repeat(3_000),
      'lost\u2028card\u2029\u0085\u000b',
      '!?'.repeat(50_000),
      ' \t ',
    ]
    const { code, output, errors } = await run(
      ['match', '--jsonl'],
      texts.map((text, id) => JSON.stringify({ id, text })).join('\n'),
      settings,
    )
    expect([code, errors]).toEqual([0, ''])
    const lines = parsed(output)
    expect(lines.map(({ id }) => id)).toEqual(texts.map((_, id) => id))
    for (const line of lines) expect(line).toHaveProperty('status')
  })
})
