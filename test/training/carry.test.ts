import { expect, it } from 'vitest'
import { succession } from '../../src/training/carry.ts'
import { type Kind, question } from '../../src/training/question.ts'

const one = (kind: Kind, asks: string, answer: string, entry = 'a') => question({ kind, entry, language: 'en', asks, answer })

it('gives a question the likest of its kind and entry as successor, each once', () => {
  const gone = [one('say', '', 'Please take a seat over here.'), one('say', '', 'Please take a seat over there.')]
  const fresh = [one('say', '', 'Please, take a seat over here.'), one('record', '', 'Please take a seat over there.')]
  expect(succession(gone, fresh)).toEqual([{ from: gone[0]?.id, to: fresh[0]?.id, atOnce: false }])
})

it('asks what was rewritten at once, and takes what has little in common for another question', () => {
  const before = one('after', '', 'Call the visitor with the state of the matter')
  const rewritten = one('after', '', 'Call the visitor and give the state of it')
  const other = one('after', '', 'Book the interpreter for the next contact')
  expect(succession([before], [rewritten])).toMatchObject([{ atOnce: true }])
  expect(succession([before], [other])).toEqual([])
})

it('puts to the test what says the opposite in nearly the same letters', () => {
  const may = one('say', '', 'You may take it home with you.')
  const mayNot = one('say', '', 'You may not take it home with you.')
  expect(succession([may], [mayNot])).toMatchObject([{ atOnce: true }])
  const friday = one('after', '', 'Tell the visitor that we are open on Friday')
  expect(succession([friday], [one('after', '', 'Tell the visitor that we are open on Monday')])).toMatchObject([
    { atOnce: true },
  ])
})

it('never takes one number, body or entry for another', () => {
  expect(succession([one('deadline', 'Call back', '3')], [one('deadline', 'Call back', '5')])).toEqual([])
  expect(
    succession([one('office', 'dog licence', 'tax-office-north')], [one('office', 'dog licence', 'tax-office-south')]),
  ).toEqual([])
  expect(succession([one('say', '', 'I hear you.')], [one('say', '', 'I hear you.', 'b')])).toEqual([])
})
