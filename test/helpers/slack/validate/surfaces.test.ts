import { describe, expect, it } from 'vitest'
import type { Fields } from '../types.ts'
import { messageFault, optionsProblems, viewProblems } from './surfaces.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const long = (length: number) => 'x'.repeat(length)
const times = <Item>(count: number, make: (index: number) => Item) => Array.from({ length: count }, (_, index) => make(index))
const button = (more: Fields = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...more })
const actions = (...elements: Fields[]) => ({ type: 'actions', elements })
const option = (value: string, more: Fields = {}) => ({ text: plain(value), value, ...more })
const select = (more: Fields) => ({ type: 'static_select', action_id: 's', options: [option('1'), option('2')], ...more })
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) })
const input = (element: Fields, more: Fields = {}) => ({ type: 'input', block_id: 'b', label: plain('L'), element, ...more })
const typing = (more: Fields = {}) => ({ type: 'plain_text_input', action_id: 'i', ...more })

const inMessage = (...blocks: Fields[]) => messageFault({ text: 'x', blocks })?.[1] ?? []
const modal = (blocks: Fields[], more: Fields = {}) =>
  viewProblems({ type: 'modal', title: plain('T'), submit: plain('S'), blocks, ...more }, 'modal')

describe('what Slack takes', () => {
  it('messages, modals and Home tabs with all they may have', () => {
    const menus = [
      select({ initial_option: option('2'), placeholder: plain('Which?') }),
      { type: 'external_select', action_id: 'e', min_query_length: 1 },
      { type: 'users_select', action_id: 'u', initial_user: 'U1' },
      { type: 'conversations_select', action_id: 'c', filter: { include: ['im'] }, default_to_current_conversation: true },
    ]
    const boxes = {
      type: 'checkboxes',
      action_id: 'x',
      options: [{ text: mrkdwn('*a*'), value: 'a', description: mrkdwn('b') }],
      initial_options: [{ text: mrkdwn('*a*'), value: 'a', description: mrkdwn('b') }],
    }
    const confirm = { title: plain('Sure?'), text: mrkdwn('*Really*'), confirm: plain('Yes'), deny: plain('No'), style: 'danger' }
    expect(
      inMessage(
        { type: 'header', text: { ...plain('Title'), emoji: false }, block_id: 'h' },
        {
          type: 'section',
          text: mrkdwn('a'),
          fields: [plain('b')],
          accessory: button({ confirm, style: 'primary', value: '7' }),
        },
        { type: 'divider' },
        { type: 'context', elements: [mrkdwn('c'), { type: 'image', image_url: 'https://a.test/b.png', alt_text: 'd' }] },
        actions(...menus),
        actions(button({ url: 'https://a.test' }), {
          type: 'overflow',
          action_id: 'o',
          options: [option('1', { url: 'https://a.test' })],
        }),
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'e', style: { bold: true } }] }],
        },
      ),
    ).toEqual([])
    expect(
      modal([
        input(typing({ multiline: true, initial_value: 'abc', min_length: 1, max_length: 3 }), {
          hint: plain('H'),
          optional: true,
        }),
        input({ type: 'datepicker', action_id: 'd', initial_date: '2028-02-29' }, { block_id: 'c' }),
        input(boxes, { block_id: 'd' }),
        input({ type: 'number_input', action_id: 'n', is_decimal_allowed: false, min_value: '1' }, { block_id: 'e' }),
      ]),
    ).toEqual([])
    const home = { type: 'home', blocks: [input(typing(), { dispatch_action: true })], private_metadata: '' }
    expect(viewProblems(home, 'home')).toEqual([])
    expect(optionsProblems({ options: [] })).toEqual([])
    expect(optionsProblems({ options: [option('1')] })).toEqual([])
    expect(messageFault({ text: long(40_000) })).toBeUndefined()
  })
})

const refused: readonly (readonly [what: string, problems: () => readonly string[], words: string])[] = [
  ['too many blocks', () => inMessage(...times(51, () => ({ type: 'divider' }))), 'blocks: holds 51; at most 50'],
  ['an unknown block', () => inMessage({ type: 'banner' }), 'blocks[0].type: "banner" cannot stand here'],
  ['an unknown field', () => inMessage({ ...section('a'), colour: 'red' }), 'blocks[0].colour: Slack knows no such field'],
  ['an unknown field inside', () => inMessage(actions(button({ size: 1 }))), 'blocks[0].elements[0].size'],
  ['an empty section', () => inMessage(section('')), 'blocks[0].text.text: must have at least 1'],
  ['a section that says nothing', () => inMessage({ type: 'section' }), 'must have text or fields'],
  ['a long section', () => inMessage(section(long(3001))), '3001 characters; at most 3000'],
  ['many fields', () => inMessage({ type: 'section', fields: times(11, () => plain('a')) }), 'fields: holds 11; at most 10'],
  ['a long field', () => inMessage({ type: 'section', fields: [plain(long(2001))] }), 'at most 2000'],
  ['a marked header', () => inMessage({ type: 'header', text: mrkdwn('a') }), '"mrkdwn" cannot stand here'],
  ['a long header', () => inMessage({ type: 'header', text: plain(long(151)) }), 'at most 150'],
  ['a crowded context', () => inMessage({ type: 'context', elements: times(11, () => plain('a')) }), 'at most 10'],
  ['many buttons', () => inMessage(actions(...times(26, (index) => button({ action_id: `${index}` })))), 'at most 25'],
  ['no buttons', () => inMessage(actions()), 'must hold at least 1'],
  ['a long button', () => inMessage(actions(button({ text: plain(long(76)) }))), 'at most 75'],
  ['a marked button', () => inMessage(actions(button({ text: mrkdwn('a') }))), 'cannot stand here'],
  ['a long value', () => inMessage(actions(button({ value: long(2001) }))), 'at most 2000'],
  ['a link to nowhere', () => inMessage(actions(button({ url: 'nowhere' }))), 'is not of the form'],
  ['a colour of one’s own', () => inMessage(actions(button({ style: 'blue' }))), 'must be primary or danger'],
  ['a long id', () => inMessage(actions(button({ action_id: long(256) }))), 'at most 255'],
  ['the same button twice', () => inMessage(actions(button(), button())), 'action_id “a” occurs twice'],
  [
    'the same block twice',
    () => inMessage({ type: 'divider', block_id: 'b' }, { type: 'divider', block_id: 'b' }),
    'block_id “b” occurs twice',
  ],
  ['no options', () => inMessage(actions(select({ options: [] }))), 'must hold at least 1'],
  ['many options', () => inMessage(actions(select({ options: times(101, (index) => option(`${index}`)) }))), 'at most 100'],
  ['a long option', () => inMessage(actions(select({ options: [option('1', { text: plain(long(76)) })] }))), 'at most 75'],
  [
    'a long option’s value',
    () => inMessage(actions(select({ options: [{ text: plain('a'), value: long(151) }] }))),
    'at most 150',
  ],
  ['an option twice', () => inMessage(actions(select({ options: [option('1'), option('1')] }))), 'the value “1” occurs twice'],
  ['a choice not offered', () => inMessage(actions(select({ initial_option: option('3') }))), 'is not among the options'],
  ['options and groups', () => inMessage(actions(select({ option_groups: [] }))), 'option_groups: must hold'],
  [
    'a long menu of more',
    () => inMessage(actions({ type: 'overflow', options: times(6, (index) => option(`${index}`)) })),
    'at most 5',
  ],
  ['half a confirmation', () => inMessage(actions(button({ confirm: { title: plain('a') } }))), 'confirm.text: is missing'],
  ['a typing box among buttons', () => inMessage(actions(typing())), '"plain_text_input" cannot stand here'],
  ['a file box in a message', () => inMessage(input({ type: 'file_input' })), '"file_input" cannot stand here'],
  [
    'two tables',
    () => inMessage(...times(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }))),
    'at most 1 table',
  ],
  ['a picture without words', () => inMessage({ type: 'image', image_url: 'https://a.test' }), 'alt_text: is missing'],
  ['blocks without text', () => messageFault({ blocks: [section('a')] })?.[1] ?? [], 'text: is missing beside blocks'],
  ['much in all', () => inMessage(...times(5, () => section(long(2700)))), '13500 characters; at most 13200'],
  [
    'many attachments',
    () => messageFault({ text: 'a', attachments: times(101, () => ({ text: 'a' })) })?.[1] ?? [],
    'at most 100',
  ],
  ['a long title', () => modal([], { title: plain(long(25)) }), 'view.title.text: has 25 characters; at most 24'],
  [
    'inputs that nobody can send',
    () => viewProblems({ type: 'modal', title: plain('T'), blocks: [input(typing())] }, 'modal'),
    'view.submit: is missing',
  ],
  ['much metadata', () => modal([], { private_metadata: long(3001) }), 'at most 3000'],
  ['many blocks in a modal', () => modal(times(101, () => ({ type: 'divider' }))), 'at most 100'],
  ['markdown in a modal', () => modal([{ type: 'markdown', text: 'a' }]), '"markdown" cannot stand here'],
  ['a marked label', () => modal([input(typing(), { label: mrkdwn('a') })]), 'cannot stand here'],
  ['a long label', () => modal([input(typing(), { label: plain(long(2001)) })]), 'at most 2000'],
  ['an empty first value', () => modal([input(typing({ initial_value: '' }))]), 'initial_value: must have at least 1'],
  ['a first value too long', () => modal([input(typing({ initial_value: 'abc', max_length: 2 }))]), '0 to 2 are taken'],
  ['limits upside down', () => modal([input(typing({ min_length: 3, max_length: 2 }))]), 'min_length is more than max_length'],
  ['a day that is none', () => modal([input({ type: 'datepicker', initial_date: '2027-02-29' })]), 'is no day'],
  ['a button as an input', () => modal([input(button())]), '"button" cannot stand here'],
  [
    'two in focus',
    () => modal(['1', '2'].map((id) => input(typing({ focus_on_load: true }), { block_id: id }))),
    'focus_on_load',
  ],
  ['a Home tab with a title', () => viewProblems({ type: 'home', title: plain('T'), blocks: [] }, 'home'), 'view.title'],
  ['another kind of view', () => viewProblems({ type: 'home', blocks: [] }, 'modal'), 'view.type: must be modal'],
  ['no answer to a menu', () => optionsProblems({}), 'exactly one of'],
]

it.each(refused)('refuses %s', (_, problems, words) => {
  expect(problems().join('\n')).toContain(words)
  expect(problems()).not.toEqual([])
})
