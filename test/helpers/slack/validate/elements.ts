import type { Fields } from '../types.ts'
import {
  appId,
  boxOption,
  chosenAmongOffered,
  confirm,
  conversationFilter,
  dispatchConfig,
  menu,
  menuOption,
  menuOptions,
  overflowOption,
  picture,
  plain,
  url,
} from './objects.ts'
import { boolean, type Check, integer, list, oneOf, type Shape, string } from './shape.ts'

const acts = { action_id: appId }
const asks = { ...acts, confirm, focus_on_load: boolean }
const holds = { ...asks, placeholder: plain(150) }
const types = { ...acts, focus_on_load: boolean, placeholder: plain(150), dispatch_action_config: dispatchConfig }
const colour = oneOf('primary', 'danger')
const id = string(255)
const ids = list(id, 0, 100)
const several = { max_selected_items: integer(1, 100) }

const ordered =
  (least: string, most: string) =>
  (fields: Fields, path: string): string[] =>
    fields[least] !== undefined && fields[most] !== undefined && Number(fields[least]) > Number(fields[most])
      ? [`${path}: ${least} is more than ${most}`]
      : []

/** A date that exists. */
const date: Check = (value, path) => {
  const problems = string(10, 10, /^\d{4}-\d\d-\d\d$/)(value, path)
  if (problems.length > 0) return problems
  const at = new Date(`${value}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || !at.toISOString().startsWith(String(value)) ? [`${path}: ${value} is no day`] : []
}

function textInput(fields: Fields, path: string): string[] {
  const { initial_value: value, min_length: least = 0, max_length: most = 3000 } = fields
  if (typeof value !== 'string') return ordered('min_length', 'max_length')(fields, path)
  const fits = value.length >= Number(least) && value.length <= Number(most)
  return fits ? [] : [`${path}.initial_value: has ${value.length} characters; ${least} to ${most} are taken`]
}

const number = (decimals: unknown): Check => string(100, 1, decimals === true ? /^-?\d+(?:\.\d+)?$/ : /^-?\d+$/)

function numberInput(fields: Fields, path: string): string[] {
  const check = number(fields['is_decimal_allowed'])
  const problems = ['initial_value', 'min_value', 'max_value'].flatMap((name) =>
    fields[name] === undefined ? [] : check(fields[name], `${path}.${name}`),
  )
  return [...problems, ...ordered('min_value', 'max_value')(fields, path)]
}

const button: Shape = {
  needs: { text: plain(75) },
  takes: { ...acts, value: string(2000), url, style: colour, confirm, accessibility_label: string(75) },
}
const textual: Shape = {
  takes: {
    ...types,
    initial_value: string(3000),
    multiline: boolean,
    min_length: integer(0, 3000),
    max_length: integer(1, 3000),
  },
  also: textInput,
}
const address: Shape = { takes: { ...types, initial_value: string(3000) } }

/** Elements by what they are for. */
export const element = {
  button,
  workflow_button: {
    needs: { text: plain(75), workflow: () => [] },
    takes: { ...acts, style: colour, accessibility_label: string(75) },
  },
  overflow: { needs: { options: list(overflowOption, 1, 5) }, takes: { ...acts, confirm }, also: chosenAmongOffered },
  checkboxes: {
    needs: { options: list(boxOption, 1, 10) },
    takes: { ...asks, initial_options: list(boxOption, 1, 10) },
    also: chosenAmongOffered,
  },
  radio_buttons: {
    needs: { options: list(boxOption, 1, 10) },
    takes: { ...asks, initial_option: boxOption },
    also: chosenAmongOffered,
  },
  static_select: { takes: { ...holds, ...menuOptions, initial_option: menuOption }, also: menu },
  multi_static_select: {
    takes: { ...holds, ...several, ...menuOptions, initial_options: list(menuOption, 1, 100) },
    also: menu,
  },
  external_select: { takes: { ...holds, initial_option: menuOption, min_query_length: integer(0, 100) } },
  multi_external_select: {
    takes: { ...holds, ...several, initial_options: list(menuOption, 1, 100), min_query_length: integer(0, 100) },
  },
  users_select: { takes: { ...holds, initial_user: id } },
  multi_users_select: { takes: { ...holds, ...several, initial_users: ids } },
  conversations_select: {
    takes: {
      ...holds,
      initial_conversation: id,
      default_to_current_conversation: boolean,
      response_url_enabled: boolean,
      filter: conversationFilter,
    },
  },
  multi_conversations_select: {
    takes: {
      ...holds,
      ...several,
      initial_conversations: ids,
      default_to_current_conversation: boolean,
      filter: conversationFilter,
    },
  },
  channels_select: { takes: { ...holds, initial_channel: id, response_url_enabled: boolean } },
  multi_channels_select: { takes: { ...holds, ...several, initial_channels: ids } },
  datepicker: { takes: { ...holds, initial_date: date } },
  timepicker: { takes: { ...holds, initial_time: string(5, 5, /^(?:[01]\d|2[0-3]):[0-5]\d$/), timezone: string(100) } },
  datetimepicker: { takes: { ...asks, initial_date_time: integer(1_000_000_000, 9_999_999_999) } },
  plain_text_input: textual,
  email_text_input: address,
  url_text_input: address,
  number_input: {
    needs: { is_decimal_allowed: boolean },
    takes: { ...types, initial_value: string(100), min_value: string(100), max_value: string(100) },
    also: numberInput,
  },
  rich_text_input: { takes: { ...types, initial_value: () => [] } },
  file_input: { takes: { ...acts, filetypes: list(string(20), 1, 50), max_files: integer(1, 10) } },
  image: picture,
} as const satisfies Record<string, Shape>

/** The name of an element. */
export type ElementName = keyof typeof element

/** Some of the elements. */
export const these = (...names: readonly ElementName[]): Record<string, Shape> =>
  Object.fromEntries(names.map((name) => [name, element[name]]))

/** Every menu. */
export const menus = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'multi_static_select',
  'multi_external_select',
  'multi_users_select',
  'multi_conversations_select',
  'multi_channels_select',
] as const satisfies readonly ElementName[]
