import { expect, it } from 'vitest'
import { certificatePdf } from '../../src/training/certificate.ts'

const text = {
  language: 'en',
  heading: 'Certificate',
  holder: 'Ana',
  completed: 'has completed the path',
  path: 'First weeks',
  about: '10 situations',
  office: 'Vallehondo',
  day: '28 November 2026',
}

const pages = (pdf: Uint8Array) =>
  (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type \/Page\b(?!s)/g) ?? []
  ).length

it.each([
  ['a short name', text],
  [
    'long names in capitals',
    { ...text, holder: 'WWWW '.repeat(16).trim(), path: 'W'.repeat(20).concat(' ').repeat(3), office: 'Office of '.repeat(30) },
  ],
  ['letters of several scripts', { ...text, holder: 'Łukasz Ñáñez Αθηνά Юлия' }],
])('is one page with %s', async (_, words) => {
  const pdf = await certificatePdf(words)
  expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-')
  expect(pages(pdf)).toBe(1)
})
