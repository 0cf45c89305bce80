import type { Fields } from '../types.ts'
import {
  boolean,
  byType,
  type Check,
  exactlyOne,
  isFields,
  list,
  listOf,
  object,
  oneOf,
  repeated,
  type Shape,
  string,
} from './shape.ts'

/** Where a thing lies on the web. */
export const url = string(3000, 1, /^(?:https?|mailto|tel|slack):/)
/** An id that the app gives. */
export const appId = string(255)

const plainShape = (most: number): Shape => ({ needs: { text: string(most) }, takes: { emoji: boolean } })
const mrkdwnShape = (most: number): Shape => ({ needs: { text: string(most) }, takes: { verbatim: boolean } })

/** Words as they stand there. */
export const plain = (most: number): Check => byType({ plain_text: plainShape(most) })
/** Words with Slack's marks. */
export const mrkdwn = (most: number): Check => byType({ mrkdwn: mrkdwnShape(most) })
/** Words of either kind. */
export const words = (most: number): Check => byType({ plain_text: plainShape(most), mrkdwn: mrkdwnShape(most) })

/** Asks again before something is done. */
export const confirm = object({
  needs: { title: plain(100), text: words(300), confirm: plain(30), deny: plain(30) },
  takes: { style: oneOf('primary', 'danger') },
})

const option = (text: Check, more: Readonly<Record<string, Check>> = {}): Check =>
  object({ needs: { text, value: string(150) }, takes: { description: plain(75), ...more } })

/** An option of a menu. */
export const menuOption = option(plain(75))
/** An option of an overflow menu, which may lead somewhere. */
export const overflowOption = option(plain(75), { url })
/** An option beside a circle or box. */
export const boxOption = object({ needs: { text: words(75), value: string(150) }, takes: { description: words(75) } })

const group = object({ needs: { label: plain(75), options: list(menuOption, 1, 100) } })

/** The options of a menu, or its groups of them. */
export const menuOptions = { options: list(menuOption, 1, 100), option_groups: list(group, 1, 100) }

/** Options an element offers, those in groups too. */
export const offeredBy = (fields: Fields): readonly Fields[] => [
  ...listOf(fields['options']),
  ...listOf(fields['option_groups']).flatMap((one) => listOf(one['options'])),
]

const alike = (one: unknown, other: unknown): boolean => {
  if (!isFields(one) || !isFields(other)) return one === other
  // Slack fills the defaults in before it compares.
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => name !== 'emoji' && name !== 'verbatim',
  )
  return names.every((name) => alike(one[name], other[name]))
}

/** What is chosen beforehand must be offered, and no value twice. */
export function chosenAmongOffered(fields: Fields, path: string): string[] {
  const offered = offeredBy(fields)
  const chosen = [
    ...(fields['initial_option'] === undefined ? [] : [[fields['initial_option'], `${path}.initial_option`] as const]),
    ...listOf(fields['initial_options']).map((one, index) => [one, `${path}.initial_options[${index}]`] as const),
  ]
  return [
    ...chosen.flatMap(([one, at]) => (offered.some((other) => alike(one, other)) ? [] : [`${at}: is not among the options`])),
    ...repeated(
      offered.map((one, index) => [one['value'], `${path}.options[${index}].value`]),
      'the value',
    ),
  ]
}

/** Options or groups, but not both, and what is chosen beforehand among them. */
export const menu = (fields: Fields, path: string): string[] => {
  const either = exactlyOne('options', 'option_groups')(fields, path)
  return either.length > 0 ? either : chosenAmongOffered(fields, path)
}

/** When an input sends what is typed. */
export const dispatchConfig = object({
  needs: { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 1, 2) },
})

const file = object({ takes: { id: string(255), url }, also: exactlyOne('id', 'url') })
/** The fields of a picture. */
export const picture: Shape = {
  needs: { alt_text: string(2000, 0) },
  takes: { image_url: url, slack_file: file },
  also: exactlyOne('image_url', 'slack_file'),
}

/** Which conversations a menu lists. */
export const conversationFilter = object({
  takes: {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 1, 4),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
  also: (fields, path) => (Object.keys(fields).length > 0 ? [] : [`${path}: must not be empty`]),
})
