import distance from 'natural/lib/natural/distance/index.js'
import { tokenise } from './normalise.ts'

/** How much of two texts is the same, 0-1: letters in pairs (Dice), and 0 where they speak of different numbers. */
export function likeness(one: string, other: string): number {
  if (one === other) return 1
  const numbers = (text: string) => (text.match(/\p{N}+/gu) ?? []).join(' ')
  return numbers(one) === numbers(other) ? distance.DiceCoefficient(one, other) : 0
}

/** Letters of a word in which one slip makes no other word of it. */
const long = 5

/** Whether two texts say the same in the same words: only marks, capitals or accents differ, or a slip of one or two letters in a long word. */
export function sameWords(one: string, other: string): boolean {
  const [first, second] = [one, other].map((text) => tokenise(text).map(({ word }) => word))
  if (!first || !second || first.length !== second.length) return false
  const changed = first.flatMap((word, at) => (word === second[at] ? [] : [[word, second[at] ?? ''] as const]))
  return (
    changed.every(
      ([word, now]) =>
        Math.min(word.length, now.length) >= long && distance.DamerauLevenshteinDistance(word, now, { restricted: true }) <= 2,
    ) && changed.length <= 1
  )
}
