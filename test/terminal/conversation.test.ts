import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { converse } from '../../adapters/terminal/listen.ts'
import { parseField, parseLine } from '../../adapters/terminal/parse.ts'
import { lookOf, wrap } from '../../adapters/terminal/render.ts'
import { openDesk } from '../../src/desk.ts'
import { openGuide } from '../../src/guidance/guide.ts'
import { library, playbookWith, temporaryFolder } from '../helpers/playbooks.ts'
import { run } from '../helpers/process.ts'

describe('what is typed', () => {
  it.each([
    ['', { kind: 'nothing' }],
    ['  2 ', { kind: 'number', number: 2 }],
    ['2)', { kind: 'number', number: 2 }],
    ['12.', { kind: 'number', number: 12 }],
    ['more', { kind: 'said', text: 'more' }],
    ['?', { kind: 'help', text: '?' }],
    ['Ayuda', { kind: 'help', text: 'Ayuda' }],
    ['exit', { kind: 'quit' }],
    ['constructor', { kind: 'said', text: 'constructor' }],
    ['112 called', { kind: 'said', text: '112 called' }],
  ])('%j', (line, expected) => {
    expect(parseLine(line)).toEqual(expected)
  })

  it.each([
    ['', { kind: 'keep' }],
    [' . ', { kind: 'empty' }],
    ['Cancelar', { kind: 'cancel' }],
    ['his pension', { kind: 'value', value: 'his pension' }],
  ])('in a form, %j', (line, expected) => {
    expect(parseField(line)).toEqual(expected)
  })
})

describe('at a terminal', () => {
  it.each(['quit', 'salir', 'exit'])('%s says goodbye and ends', async (word) => {
    const guide = await openGuide({ playbooks: playbookWith(library), data: temporaryFolder(), study: 'quick' })
    const input = Object.assign(new PassThrough(), { isTTY: true })
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 })
    let shown = ''
    output.on('data', (text: Buffer) => {
      shown += text.toString()
    })
    const opening = openDesk({
      guide,
      database: ':memory:',
      redis: undefined,
      language: undefined,
      roles: { supervisors: [], staff: [], trainees: [], others: 'staff' },
      report: () => {},
    })
    const { done } = converse(guide, opening, { input, output, environment: {}, language: 'en', account: 'ana' })
    input.write('a choir in the reading room\r')
    input.write(`${word}\r`)
    await done
    expect(shown).toContain('Until next time.')
    await (await opening).close()
    await guide.close()
  })
})

describe('the look', () => {
  it('is coloured only on a terminal that wants it', () => {
    expect(lookOf({ isTTY: true }, {}).colour).toBe(true)
    expect(lookOf({ isTTY: false }, {}).colour).toBe(false)
    expect(lookOf({ isTTY: true }, { NO_COLOR: '1' }).colour).toBe(false)
    expect(lookOf({ isTTY: true }, { NO_COLOR: '' }).colour).toBe(true)
    expect(lookOf({ isTTY: true }, { TERM: 'dumb' }).colour).toBe(false)
  })

  it('keeps every line within the columns, and loses no word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom('a', 'ñ', 'é', 'x') }), { minLength: 1 }),
        fc.integer({ min: 40, max: 100 }),
        (words, columns) => {
          const text = wrap(words.join(' '), columns, '', '  ')
          for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(columns)
          expect(text.split(/\s+/).filter(Boolean)).toEqual(words)
        },
      ),
    )
  })
})

describe('a conversation through a pipe', () => {
  let settings: Record<string, string>
  beforeAll(async () => {
    settings = { VENTANILLA_PLAYBOOKS: playbookWith(library), VENTANILLA_DATA: temporaryFolder() }
    await run(['match', '--jsonl'], '', settings)
  })

  it('answers, opens a choice by its number, and ends with the input', async () => {
    const { code, output, errors } = await run([], 'reader lost her card\nmore\nxyzzy plugh\n99\nquit\n', settings)
    expect([code, errors]).toEqual([0, ''])
    expect(output).toMatch(/Lost library card[\s\S]*That is all the playbook has[\s\S]*I will not guess[\s\S]*There is no 99/)
    expect(output).not.toContain('\u001b')
    expect(output).not.toContain('>')
  })

  it('survives any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), async (bytes) => {
        const { code, errors } = await run([], bytes, settings)
        expect([code, errors]).toEqual([0, ''])
      }),
      { numRuns: 8 },
    )
  })
})

describe('a running assistant whose playbook changes on disk', () => {
  it('keeps the last good one while a file is faulty, says so, and takes the mended one', async () => {
    const playbooks = playbookWith(library)
    const heard: string[] = []
    let hear = () => {}
    const guide = await openGuide({
      playbooks,
      data: temporaryFolder(),
      study: 'full',
      watching: true,
      news: (news) => {
        if (news.kind === 'learning') return
        heard.push(news.kind === 'playbook-faulty' ? `${news.kind} ${news.faults[0]?.file}:${news.faults[0]?.line}` : news.kind)
        hear()
      },
    })
    const hears = (kind: string) =>
      new Promise<void>((resolve) => {
        hear = () => {
          if (heard.some((one) => one.startsWith(kind))) resolve()
        }
        hear()
      })
    const titleOf = () => {
      const answer = guide.ask('reader lost her card')
      return answer.kind === 'answer' ? answer.card.title : answer.kind
    }
    expect(titleOf()).toBe('Lost library card')
    writeFileSync(join(playbooks, 'lost-card.yaml'), 'title: [\n')
    await hears('playbook-faulty')
    expect(heard).toContain('playbook-faulty lost-card.yaml:2')
    expect(titleOf()).toBe('Lost library card')
    writeFileSync(join(playbooks, 'lost-card.yaml'), library['lost-card.yaml'].replace('Lost library card', 'Card gone'))
    await hears('playbook-changed')
    expect(titleOf()).toBe('Card gone')
    await guide.close()
  })
})
