import type { Fields } from './types.ts'

/** The field in which an element's state holds what was chosen or typed, and where it takes its first value from. */
const holds: Readonly<Record<string, readonly [field: string, initial: string, empty: unknown]>> = {
  plain_text_input: ['value', 'initial_value', null],
  email_text_input: ['value', 'initial_value', null],
  url_text_input: ['value', 'initial_value', null],
  number_input: ['value', 'initial_value', null],
  rich_text_input: ['rich_text_value', 'initial_value', null],
  datepicker: ['selected_date', 'initial_date', null],
  timepicker: ['selected_time', 'initial_time', null],
  datetimepicker: ['selected_date_time', 'initial_date_time', null],
  static_select: ['selected_option', 'initial_option', null],
  external_select: ['selected_option', 'initial_option', null],
  radio_buttons: ['selected_option', 'initial_option', null],
  users_select: ['selected_user', 'initial_user', null],
  conversations_select: ['selected_conversation', 'initial_conversation', null],
  channels_select: ['selected_channel', 'initial_channel', null],
  checkboxes: ['selected_options', 'initial_options', []],
  multi_static_select: ['selected_options', 'initial_options', []],
  multi_external_select: ['selected_options', 'initial_options', []],
  multi_users_select: ['selected_users', 'initial_users', []],
  multi_conversations_select: ['selected_conversations', 'initial_conversations', []],
  multi_channels_select: ['selected_channels', 'initial_channels', []],
  file_input: ['files', '', []],
}

/** An interactive element, with the block it stands in. */
export interface Placed {
  readonly block: Fields
  readonly element: Fields
  readonly blockId: string
  readonly actionId: string
}

/** The interactive elements of these blocks, in order. */
export function elementsOf(blocks: readonly Fields[]): Placed[] {
  return blocks.flatMap((block) => {
    const own = [block['element'], block['accessory'], ...((block['elements'] ?? []) as unknown[])]
    return own.flatMap((element) => {
      if (typeof element !== 'object' || element === null || !('action_id' in element)) return []
      const fields = element as Fields
      return [{ block, element: fields, blockId: String(block['block_id']), actionId: String(fields['action_id']) }]
    })
  })
}

/** The key under which what stands in an element is kept. */
export const keyOf = ({ blockId, actionId }: Placed) => `${blockId}\n${actionId}`

/** What stands in an element: as somebody changed it, or as it came; undefined for buttons and menus, which hold nothing. */
export function stateOf(placed: Placed, state: ReadonlyMap<string, Fields>): Fields | undefined {
  const type = String(placed.element['type'])
  const known = holds[type]
  if (known === undefined) return undefined
  const [field, initial, empty] = known
  return state.get(keyOf(placed)) ?? { type, [field]: placed.element[initial] ?? empty }
}

/** Writes into an element what somebody chose or typed. */
export function setState(placed: Placed, state: Map<string, Fields>, value: unknown): Fields {
  const type = String(placed.element['type'])
  const [field = 'value'] = holds[type] ?? []
  const fields = { type, [field]: value }
  if (holds[type]) state.set(keyOf(placed), fields)
  return fields
}

/** The values of all elements, as payloads carry them. */
export function stateValues(blocks: readonly Fields[], state: ReadonlyMap<string, Fields>): Fields {
  const values: Record<string, Record<string, Fields>> = {}
  for (const placed of elementsOf(blocks)) {
    const held = stateOf(placed, state)
    if (held) values[placed.blockId] = { ...values[placed.blockId], [placed.actionId]: held }
  }
  return values
}

/** Whether nothing stands in an element. */
export function isEmpty(held: Fields): boolean {
  const [value] = Object.entries(held).flatMap(([name, one]) => (name === 'type' ? [] : [one]))
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Forgets what stood in elements that are no longer there. */
export function keepState(blocks: readonly Fields[], state: Map<string, Fields>): void {
  const there = new Set(elementsOf(blocks).map(keyOf))
  for (const key of [...state.keys()]) if (!there.has(key)) state.delete(key)
}
