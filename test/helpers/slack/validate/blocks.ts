import type { Fields } from '../types.ts'
import { menus, these } from './elements.ts'
import { appId, picture, plain, url, words } from './objects.ts'
import {
  boolean,
  byType,
  type Check,
  integer,
  isFields,
  list,
  listOf,
  object,
  oneOf,
  repeated,
  type Shape,
  string,
} from './shape.ts'

/** Where blocks stand. */
export type Surface = 'message' | 'modal' | 'home'

const pickers = ['datepicker', 'timepicker', 'datetimepicker'] as const
const boxes = ['checkboxes', 'radio_buttons'] as const
const block = { block_id: appId }

const inAccessory = byType(these('button', 'workflow_button', 'overflow', 'image', ...boxes, ...pickers, ...menus))
const inActions = byType(these('button', 'workflow_button', 'overflow', 'rich_text_input', ...boxes, ...pickers, ...menus))
const inInput = (surface: Surface) =>
  byType(
    these(
      'plain_text_input',
      'email_text_input',
      'url_text_input',
      'number_input',
      'rich_text_input',
      ...boxes,
      ...pickers,
      ...menus,
      ...(surface === 'modal' ? (['file_input'] as const) : []),
    ),
  )
const inContext = byType({
  image: picture,
  plain_text: { needs: { text: string(3000) }, takes: { emoji: boolean } },
  mrkdwn: { needs: { text: string(3000) }, takes: { verbatim: boolean } },
})

const style = object({ takes: { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean } })
const id = string(255)
const richWords = {
  text: { needs: { text: string(40_000) }, takes: { style } },
  link: { needs: { url }, takes: { text: string(3000), style, unsafe: boolean } },
  emoji: { needs: { name: string(255) }, takes: { unicode: string(100), style } },
  user: { needs: { user_id: id }, takes: { style } },
  usergroup: { needs: { usergroup_id: id }, takes: { style } },
  channel: { needs: { channel_id: id }, takes: { style } },
  broadcast: { needs: { range: oneOf('here', 'channel', 'everyone') }, takes: { style } },
  color: { needs: { value: string(20) }, takes: { style } },
  date: {
    needs: { timestamp: integer(0, 9_999_999_999), format: string(500) },
    takes: { url, fallback: string(500), style },
  },
} as const satisfies Record<string, Shape>
const richSection: Shape = { needs: { elements: list(byType(richWords), 0, 1000) } }
const border = { border: oneOf(0, 1) }
const rich: Check = byType({
  rich_text_section: richSection,
  rich_text_list: {
    needs: { style: oneOf('bullet', 'ordered'), elements: list(byType({ rich_text_section: richSection }), 1, 1000) },
    takes: { indent: integer(0, 8), offset: integer(0, 10_000), ...border },
  },
  rich_text_quote: { ...richSection, takes: border },
  rich_text_preformatted: {
    needs: { elements: list(byType({ text: richWords.text, link: richWords.link }), 1, 1000) },
    takes: border,
  },
})
const richBlock: Shape = { needs: { elements: list(rich, 1, 100) }, takes: block }
const cell = byType({ raw_text: { needs: { text: string(3000) } }, rich_text: richBlock })
const row = list(cell, 1, 20)
const columns = list(object({ takes: { align: oneOf('left', 'center', 'right'), is_wrapped: boolean } }), 1, 20)

/** The blocks that may stand on a surface. */
function blocksOn(surface: Surface): Record<string, Shape> {
  const everywhere: Record<string, Shape> = {
    section: {
      takes: {
        ...block,
        text: words(3000),
        fields: list(words(2000), 1, 10),
        accessory: inAccessory,
        expand: boolean,
      },
      also: (fields, path) => ('text' in fields || 'fields' in fields ? [] : [`${path}: must have text or fields`]),
    },
    header: { needs: { text: plain(150) }, takes: block },
    divider: { takes: block },
    context: { needs: { elements: list(inContext, 1, 10) }, takes: block },
    actions: { needs: { elements: list(inActions, 1, 25) }, takes: block },
    input: {
      needs: { label: plain(2000), element: inInput(surface) },
      takes: { ...block, hint: plain(2000), optional: boolean, dispatch_action: boolean },
    },
    image: { ...picture, takes: { ...picture.takes, ...block, title: plain(2000) } },
    rich_text: richBlock,
    video: {
      needs: { alt_text: string(2000), title: plain(200), thumbnail_url: url, video_url: url },
      takes: {
        ...block,
        author_name: string(50),
        description: plain(200),
        provider_icon_url: url,
        provider_name: string(50),
        title_url: url,
      },
    },
  }
  if (surface !== 'message') return everywhere
  return {
    ...everywhere,
    markdown: { needs: { text: string(12_000) }, takes: block },
    table: { needs: { rows: list(row, 1, 100) }, takes: { ...block, column_settings: columns } },
    file: { needs: { external_id: id, source: oneOf('remote') }, takes: block },
    context_actions: {
      needs: { elements: list(byType({ feedback_buttons: feedback, icon_button: icon }), 1, 5) },
      takes: block,
    },
  }
}
const feedbackButton = object({ needs: { text: plain(75), value: string(2000) }, takes: { accessibility_label: string(75) } })
const feedback: Shape = {
  needs: { positive_button: feedbackButton, negative_button: feedbackButton },
  takes: { action_id: appId },
}
const icon: Shape = {
  needs: { icon: oneOf('trash'), text: plain(75) },
  takes: {
    action_id: appId,
    value: string(2000),
    confirm: () => [],
    accessibility_label: string(75),
    visible_to_user_ids: list(id, 1, 100),
  },
}

const checks: Readonly<Record<Surface, Check>> = {
  message: list(byType(blocksOn('message')), 0, 50),
  modal: list(byType(blocksOn('modal')), 0, 100),
  home: list(byType(blocksOn('home')), 0, 100),
}

/** Elements of a block that have ids of their own. */
const elementsIn = (fields: Fields): readonly Fields[] =>
  [fields['accessory'], fields['element'], ...listOf(fields['elements'])].filter(isFields)

/** What is wrong with the blocks of a surface. */
export function blockProblems(value: unknown, surface: Surface, path = 'blocks'): string[] {
  const problems = checks[surface](value, path)
  const blocks = listOf(value)
  const at = (index: number) => `${path}[${index}]`
  problems.push(
    ...repeated(
      blocks.map((one, index) => [one['block_id'], `${at(index)}.block_id`]),
      'block_id',
    ),
  )
  blocks.forEach((one, index) => {
    const pairs = elementsIn(one).map((inner) => [inner['action_id'], at(index)] as const)
    problems.push(...repeated(pairs, 'action_id'))
  })
  const focused = blocks.flatMap(elementsIn).filter((inner) => inner['focus_on_load'] === true)
  if (focused.length > 1) problems.push(`${path}: focus_on_load on more than one element`)
  for (const [type, most] of [['table', 1]] as const)
    if (blocks.filter((one) => one['type'] === type).length > most) problems.push(`${path}: at most ${most} ${type} is taken`)
  const markdown = blocks.reduce((sum, one) => sum + (one['type'] === 'markdown' ? String(one['text']).length : 0), 0)
  if (markdown > 12_000) problems.push(`${path}: ${markdown} characters of markdown; at most 12000 are taken`)
  return problems
}

/** Whether blocks hold an input. */
export const hasInputs = (blocks: unknown) => listOf(blocks).some(({ type }) => type === 'input')
