import { createHash } from 'node:crypto'

/** So many of a list, drawn by their own words: a changed text changes one draw, and no other. Another `lot` draws otherwise. */
export function drawn<One>(list: readonly One[], most: number, textOf: (one: One) => string, lot = ''): One[] {
  return list
    .map((one) => ({
      one,
      place: createHash('sha256')
        .update(`${lot}\0${textOf(one)}`)
        .digest('hex'),
    }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, most)
    .map(({ one }) => one)
}

/** A list in an order by chance (Fisher and Yates); `chance` as Math.random. */
export function shuffled<One>(list: readonly One[], chance: () => number): One[] {
  const order = [...list]
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1))
    ;[order[at], order[other]] = [order[other] as One, order[at] as One]
  }
  return order
}
