import type { Body, Office } from '../playbook/office.ts'
import { tokenise, wordsOf } from './words/normalise.ts'
import { stem } from './words/stem.ts'

/** Words of topics and questions that name no body. */
const shortestTelling = 4

/**
 * Finds the bodies of the directory that handle what a message speaks of, best first, at most three. A topic counts when all of its telling
 * words stand in the message; longer topics count more, and so does the body's own name.
 */
export function directorySearch(office: Office): (text: string) => Body[] {
  const languages = office.languages
  const stemsOf = (text: string) =>
    text
      .split(/\s+/)
      .flatMap(wordsOf)
      .filter((word) => word.length >= shortestTelling)
      .flatMap((word) => languages.map((language) => stem(word, language)).slice(0, 1))
  const topics = office.directory.flatMap((body) =>
    [...Object.values(body.topics).flat(), ...Object.values(body.name)]
      .map((topic) => ({ body, stems: stemsOf(topic) }))
      .filter(({ stems }) => stems.length > 0),
  )
  return (text) => {
    const told = new Set(tokenise(text).flatMap(({ word }) => languages.map((language) => stem(word, language))))
    const points = new Map<Body, number>()
    for (const { body, stems } of topics) {
      if (!stems.every((one) => told.has(one))) continue
      points.set(body, (points.get(body) ?? 0) + stems.length)
    }
    return [...points]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 3)
      .map(([body]) => body)
  }
}
