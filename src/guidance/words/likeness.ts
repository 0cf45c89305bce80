import distance from 'natural/lib/natural/distance/index.js'

/** How much of two texts is the same, 0-1: letters in pairs (Dice), and 0 where they speak of different numbers. */
export function likeness(one: string, other: string): number {
  if (one === other) return 1
  const numbers = (text: string) => (text.match(/\p{N}+/gu) ?? []).join(' ')
  return numbers(one) === numbers(other) ? distance.DiceCoefficient(one, other) : 0
}
