import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clausesOf } from '../../../src/guidance/words/clauses.ts'
import { learnLanguages } from '../../../src/guidance/words/language.ts'
import { longestRead, tokenise } from '../../../src/guidance/words/normalise.ts'
import { phraseFault, phraseFinder } from '../../../src/guidance/words/phrases.ts'
import { speller } from '../../../src/guidance/words/spelling.ts'

const words = (text: string) => tokenise(text).map(({ word }) => word)

describe('tokenise', () => {
  it.each([
    ["He WON'T leave, dont ask", 'he will not leave do not ask'],
    ['está ENFADADÍSIMO, señor', 'esta enfadadisimo senor'],
    ['he’s shouting', 'he shouting'],
    ['noooooo!!!', 'noo !!'],
    ['3rd visit, 20 days, 120.50', '3rd visit 00 days 000 00'],
    ['angry 😡😡', 'angry 😡 😡'],
    ['ﬁne\u200bprint', 'fine print'],
    ['\u202eright to left\u202c', 'right to left'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(words(text).join(' ')).toBe(expected)
  })

  it('points back into the message, whatever the message is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        let before = 0
        for (const { start, end, word } of tokenise(text)) {
          expect(word.length).toBeGreaterThan(0)
          expect(start).toBeGreaterThanOrEqual(before)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          before = start
        }
      }),
    )
  })

  it('reads the beginning and the end of a very long message', () => {
    const text = `first ${'x '.repeat(60_000)}last`
    const read = tokenise(text)
    expect(read[0]?.word).toBe('first')
    const last = read.at(-1)
    expect(text.slice(last?.start, last?.end)).toBe('last')
    expect(read.length).toBeLessThan(longestRead)
  })
})

describe('phrases', () => {
  const sightings = (phrase: string, text: string) => {
    expect(phraseFault(phrase)).toBeUndefined()
    return phraseFinder([[phrase, 'it']] as const)(words(text)).map(({ from, to }) => words(text).slice(from, to).join(' '))
  }

  it.each([
    ['drunk', 'he is drunk', ['drunk']],
    ['drunk', 'drunken man', []],
    ['drunk*', 'drunken man', ['drunken']],
    ['mad|furious|livid', 'she is livid', ['livid']],
    ['smell* like|of a? brewery', 'he smells of a brewery', ['smells of a brewery']],
    ['smell* like|of a? brewery', 'smelling like brewery', ['smelling like brewery']],
    ['lock _ in', 'lock him in', ['lock him in']],
    ['lock _ in', 'lock in', []],
    ['will ... leave', 'he will never ever leave', ['will never ever leave']],
    ['will ... leave', 'he will not in a million years leave', []],
    ["won't leave", 'she wont leave', ['will not leave']],
    ['está harto', 'ESTA HARTO ya', ['esta harto']],
  ])('%j in %j', (phrase, text, expected) => {
    expect(sightings(phrase, text)).toEqual(expected)
  })

  it.each(['', '... x', '_ x', 'a? b', 'ab* c', '??'])('%j cannot be read, and says why', (phrase) => {
    expect(phraseFault(phrase)).toMatch(/./)
  })
})

describe('spelling', () => {
  const repair = speller(['knife', 'kill', 'suicide'], (word) => ['kids', 'knifes', 'skill'].includes(word))
  it.each([
    ['knfe', 'knife'],
    ['kinfe', 'knife'],
    ['suicidde', 'suicide'],
    ['suiicide', 'suicide'],
    ['kids', 'kids'],
    ['skill', 'skill'],
    ['kil', 'kil'],
    ['kn1fe', 'kn1fe'],
    ['banana', 'banana'],
  ])('%s -> %s', (word, expected) => {
    expect(repair(word)).toBe(expected)
  })
})

describe('language', () => {
  const guess = learnLanguages(
    new Map([
      ['en', ['the man is shouting at the desk', 'she wants her money back today', 'what do I say to him'].map(words)],
      ['es', ['el señor está gritando en la ventanilla', 'quiere que le devuelvan el dinero hoy', 'qué le digo'].map(words)],
    ]),
  )
  it.each([
    ['the woman wants the money', 'en'],
    ['la señora quiere el dinero', 'es'],
    ['el señor at the desk quiere su dinero hoy', 'es'],
    ['the man at the desk quiere money', 'en'],
    ['zzz 123', 'en'],
    ['', 'en'],
  ])('%j is %s', (text, expected) => {
    expect(guess(words(text)).language).toBe(expected)
  })
})

describe('clauses', () => {
  const clauses = (text: string) => {
    const tokens = tokenise(text)
    return clausesOf(text, tokens).map(({ from, to }) =>
      tokens
        .slice(from, to)
        .map(({ word }) => word)
        .join(' '),
    )
  }
  it('splits at punctuation and joining words, and leaves out what is too short to say anything', () => {
    expect(clauses('man, third visit this month, banging the table and he wants the director')).toEqual([
      'third visit this month',
      'banging the table',
      'and he wants the director',
    ])
  })
  it('gives none for a message of one clause', () => {
    expect(clauses('he wants the director now')).toEqual([])
  })
})
