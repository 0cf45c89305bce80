import { elementsOf, isEmpty, type Placed, setState, stateOf } from './state.ts'
import type { Fields } from './types.ts'
import type { World } from './world.ts'

/** What somebody chooses or types: text, the words or value of an option, several of them, or nothing. */
export type Chosen = string | readonly string[] | null

const textOf = (value: unknown): string | undefined => {
  const text = typeof value === 'object' && value !== null ? (value as Fields)['text'] : undefined
  return typeof text === 'string' ? text : undefined
}

/** The words by which somebody knows an element: on it, in it, or beside it. */
export const nameOf = ({ block, element }: Placed): string | undefined =>
  textOf(element['text']) ?? textOf(block['label']) ?? textOf(element['placeholder'])

/** Finds an element by its id, its block's id, or its words. */
export function findElement(blocks: readonly Fields[], name: string, fits: (placed: Placed) => boolean): Placed {
  const all = elementsOf(blocks).filter(fits)
  const found =
    all.find(({ actionId }) => actionId === name) ??
    all.find(({ blockId }) => blockId === name) ??
    all.find((placed) => nameOf(placed) === name || textOf(placed.element['placeholder']) === name)
  if (found === undefined) {
    const there = all.map((placed) => `“${nameOf(placed) ?? placed.actionId}”`)
    throw new Error(`there is no “${name}”, but ${there.join(', ') || 'nothing of the kind'}`)
  }
  return found
}

/** The options an element offers, those in groups too. */
export const optionsOf = ({ element }: Placed): readonly Fields[] => [
  ...((element['options'] ?? []) as Fields[]),
  ...((element['option_groups'] ?? []) as Fields[]).flatMap((group) => (group['options'] ?? []) as Fields[]),
]

function option(placed: Placed, name: string, offered: readonly Fields[]): Fields {
  const all = [...optionsOf(placed), ...offered]
  const found = all.find((one) => textOf(one['text']) === name) ?? all.find(({ value }) => value === name)
  if (found === undefined)
    throw new Error(`“${name}” is not offered, but ${all.map((one) => `“${textOf(one['text'])}”`).join(', ')}`)
  return found
}

/** What an element holds once somebody has chosen or typed this; throws where Slack's own window would not let them. */
export function held(world: World, placed: Placed, chosen: Chosen, offered: readonly Fields[] = []): unknown {
  const { element, actionId } = placed
  const type = String(element['type'])
  const several = typeof chosen === 'string' ? [chosen] : (chosen ?? [])
  const [one] = several
  if (type === 'checkboxes' || /^multi_(?:static|external)_select$/.test(type))
    return several.map((name) => option(placed, name, offered))
  if (type === 'multi_users_select') return several.map((name) => world.account(name).id)
  if (type.startsWith('multi_')) return several.map((name) => world.channel(name).id)
  if (several.length > 1) throw new Error(`${actionId} takes only one`)
  if (one === undefined) return null
  switch (type) {
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
    case 'overflow':
      return option(placed, one, offered)
    case 'users_select':
      return world.account(one).id
    case 'conversations_select':
    case 'channels_select':
      return world.channel(one).id
    case 'datetimepicker':
      return Number(one)
    default: {
      const [least, most] = [Number(element['min_length'] ?? 0), Number(element['max_length'] ?? 3000)]
      const pattern = { datepicker: /^\d{4}-\d\d-\d\d$/, timepicker: /^\d\d:\d\d$/, number_input: /^-?\d+(\.\d+)?$/ }[type]
      if (pattern && !pattern.test(one)) throw new Error(`“${one}” cannot be typed into ${actionId}`)
      if (one.length < least || one.length > most) throw new Error(`${actionId} takes ${least} to ${most} characters`)
      return one === '' ? null : one
    }
  }
}

/** Types into inputs, by the ids of their blocks or elements, or by their labels. */
export function fillIn(
  world: World,
  blocks: readonly Fields[],
  state: Map<string, Fields>,
  values: Readonly<Record<string, Chosen>>,
  offered: ReadonlyMap<string, readonly Fields[]>,
): void {
  for (const [name, chosen] of Object.entries(values)) {
    const placed = findElement(blocks, name, ({ block }) => block['type'] === 'input')
    setState(placed, state, held(world, placed, chosen, offered.get(placed.actionId)))
  }
}

/** Throws when an input that must be filled is empty: Slack's own window does not send the view then. */
export function complete(blocks: readonly Fields[], state: ReadonlyMap<string, Fields>): void {
  for (const placed of elementsOf(blocks)) {
    const value = stateOf(placed, state)
    if (placed.block['type'] === 'input' && placed.block['optional'] !== true && value && isEmpty(value))
      throw new Error(`“${nameOf(placed)}” must be filled`)
  }
}
