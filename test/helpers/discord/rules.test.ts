import {
  ActionRowBuilder,
  CheckboxBuilder,
  CheckboxGroupBuilder,
  ContainerBuilder,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  RadioGroupBuilder,
  SectionBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from 'discord.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Discord, openDiscord } from './discord.ts'
import { messageProblems } from './validate/messages.ts'
import { modalProblems } from './validate/modals.ts'
import { type Shape, shapeProblems } from './validate/shape.ts'

let discord: Discord
beforeAll(async () => {
  discord = await openDiscord()
})
afterAll(() => discord.close())

type Body = Readonly<Record<string, unknown>>

async function send(method: string, path: string, body: unknown): Promise<{ status: number; body: Body }> {
  const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' }
  const response = await fetch(`${discord.api}/v10${path}`, { method, headers, body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as Body }
}

const codes = (problems: readonly { readonly path: readonly (string | number)[]; readonly code: string }[]) =>
  problems.map(({ path, code }) => `${path.join('.')} ${code}`)

const message = (body: Body) => {
  const shape = shapeProblems('message', body)
  return codes(shape.length > 0 ? shape : messageProblems(body, { path: [], flags: 32_768 }))
}
const modal = (body: Body) => {
  const shape = shapeProblems('callback', { type: 9, data: body }).map((problem) => ({ ...problem, path: problem.path.slice(1) }))
  return codes(shape.length > 0 ? shape : modalProblems(body, []))
}

const button = (more: Body = {}) => ({ type: 2, style: 1, custom_id: 'a', label: 'A', ...more })
const row = (...components: readonly Body[]) => ({ type: 1, components })
const select = (more: Body = {}) => ({ type: 3, custom_id: 's', options: [{ label: 'One', value: '1' }], ...more })
const text = (content: string) => ({ type: 10, content })
const label = (component: Body, more: Body = {}) => ({ type: 18, label: 'L', component, ...more })
const input = (more: Body = {}) => ({ type: 4, custom_id: 'i', style: 1, ...more })
const v2 = (...components: readonly Body[]) => ({ flags: 32_768, components })
const form = (...components: readonly Body[]) => ({ custom_id: 'm', title: 'T', components })

it.each<[string, string[], string[]]>([
  ['a plain one', message({ content: 'x'.repeat(2000), tts: false, enforce_nonce: false, components: [row(button())] }), []],
  ['too long', message({ content: 'x'.repeat(2001) }), ['content BASE_TYPE_MAX_LENGTH']],
  ['an unknown field', message({ content: 'x', text: 'y' }), ['text UNKNOWN_FIELD']],
  [
    'an unknown field deep inside',
    message({ components: [row(button({ lable: 'x' }))] }),
    ['components.0.components.0.lable UNKNOWN_FIELD'],
  ],
  [
    'a custom id too long',
    message({ components: [row(button({ custom_id: 'x'.repeat(101) }))] }),
    ['components.0.components.0.custom_id BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'a custom id twice',
    message({ components: [row(button()), row(button())] }),
    ['components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED'],
  ],
  [
    'six rows',
    message({ components: [0, 1, 2, 3, 4, 5].map((n) => row(button({ custom_id: `${n}` }))) }),
    ['components BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'six buttons',
    message({ components: [row(...[0, 1, 2, 3, 4, 5].map((n) => button({ custom_id: `${n}` })))] }),
    ['components.0.components BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'a select beside a button',
    message({ components: [row(select(), button())] }),
    ['components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED'],
  ],
  [
    'a button without words',
    message({ components: [row(button({ label: ' ' }))] }),
    ['components.0.components.0 BUTTON_COMPONENT_INVALID'],
  ],
  [
    'a link with a custom id',
    message({ components: [row(button({ style: 5, url: 'https://a.test' }))] }),
    ['components.0.components.0.custom_id BUTTON_COMPONENT_FIELD'],
  ],
  [
    'a link to a script',
    message({ components: [row({ type: 2, style: 5, label: 'A', url: 'javascript:alert(1)' })] }),
    ['components.0.components.0.url URL_TYPE_INVALID_SCHEME'],
  ],
  [
    'the same value twice',
    message({
      components: [
        row(
          select({
            options: [
              { label: 'A', value: '1' },
              { label: 'B', value: '1' },
            ],
          }),
        ),
      ],
    }),
    ['components.0.components.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED'],
  ],
  ['texts without the flag', message({ components: [text('x')] }), ['components.0.type UNION_TYPE_CHOICES']],
  [
    'Components V2',
    message(v2(text('x'), { type: 17, components: [{ type: 9, components: [text('y')], accessory: button() }] })),
    [],
  ],
  [
    'Components V2 with content',
    message({ ...v2(text('x')), content: 'y' }),
    ['content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
  ],
  [
    '41 components',
    message(v2({ type: 17, components: Array.from({ length: 40 }, () => text('x')) })),
    ['components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED'],
  ],
  ['4001 characters', message(v2(text('x'.repeat(4000)), text('y'))), ['components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED']],
  [
    'embeds of 6001',
    message({ embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] }),
    ['embeds MAX_EMBED_SIZE_EXCEEDED'],
  ],
  [
    'an empty field',
    message({ embeds: [{ title: 'x', fields: [{ name: 'n', value: '' }] }] }),
    ['embeds.0.fields.0.value BASE_TYPE_REQUIRED'],
  ],
  [
    'mentions both ways',
    message({ content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } }),
    ['allowed_mentions.users MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE'],
  ],
  ['a flag of no effect', message({ content: 'x', flags: 64 }), ['flags BASE_TYPE_FLAGS']],
])('message: %s', (_, found, expected) => {
  expect(found).toEqual(expected)
})

it.each<[string, string[], string[]]>([
  ['labels and a text', modal(form(label(input()), text('x'))), []],
  ['a long title', modal({ ...form(label(input())), title: 'x'.repeat(46) }), ['title BASE_TYPE_BAD_LENGTH']],
  [
    'six fields',
    modal(form(...[0, 1, 2, 3, 4, 5].map((n) => label(input({ custom_id: `${n}` }))))),
    ['components BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'a long label',
    modal(form(label(input(), { label: 'x'.repeat(46), description: 'x'.repeat(101) }))),
    ['components.0.label BASE_TYPE_BAD_LENGTH', 'components.0.description BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'rows beside labels',
    modal(form(label(input()), row(input({ custom_id: 'j', label: 'J' })))),
    ['components MODAL_MIXED_LAYOUT'],
  ],
  ['a label twice', modal(form(label(input({ label: 'x' })))), ['components.0.component.label TEXT_INPUT_LABEL']],
  [
    'a value too long',
    modal(form(label(input({ max_length: 3, value: 'abcd' })))),
    ['components.0.component.value BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'a placeholder too long',
    modal(form(label(input({ placeholder: 'x'.repeat(101) })))),
    ['components.0.component.placeholder BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'none needed, yet required',
    modal(form(label(select({ min_values: 0 })))),
    ['components.0.component.min_values NUMBER_TYPE_MIN'],
  ],
  [
    'the same id twice',
    modal(form(label(input()), label(input()))),
    ['components.1.component.custom_id COMPONENT_CUSTOM_ID_DUPLICATED'],
  ],
])('modal: %s', (_, found, expected) => {
  expect(found).toEqual(expected)
})

it('builders of discord.js make what the rules allow', () => {
  const fields = [
    new LabelBuilder()
      .setLabel('Text')
      .setTextInputComponent(new TextInputBuilder().setCustomId('a').setStyle(TextInputStyle.Short)),
    new LabelBuilder()
      .setLabel('Radio')
      .setRadioGroupComponent(
        new RadioGroupBuilder().setCustomId('b').addOptions({ label: 'A', value: 'a' }, { label: 'B', value: 'b' }),
      ),
    new LabelBuilder()
      .setLabel('Boxes')
      .setCheckboxGroupComponent(new CheckboxGroupBuilder().setCustomId('c').addOptions({ label: 'A', value: 'a' })),
    new LabelBuilder().setLabel('Box').setCheckboxComponent(new CheckboxBuilder().setCustomId('d')),
    new LabelBuilder().setLabel('User').setUserSelectMenuComponent(new UserSelectMenuBuilder().setCustomId('e')),
  ]
  expect(modal(new ModalBuilder().setCustomId('m').setTitle('T').addLabelComponents(fields).toJSON() as unknown as Body)).toEqual(
    [],
  )
  const container = new ContainerBuilder()
    .addTextDisplayComponents(new TextDisplayBuilder({ content: 'x' }))
    .addSectionComponents(
      new SectionBuilder()
        .addTextDisplayComponents(new TextDisplayBuilder({ content: 'y' }))
        .setButtonAccessory((built) => built.setCustomId('a').setLabel('A').setStyle(1)),
    )
    .addActionRowComponents(
      new ActionRowBuilder<UserSelectMenuBuilder>().addComponents(new UserSelectMenuBuilder().setCustomId('u')),
    )
  expect(message({ flags: MessageFlags.IsComponentsV2, components: [container.toJSON()] })).toEqual([])
})

it('a fault is answered with 50035 and a tree, and written down', async () => {
  const answer = await send('POST', `/channels/${discord.channelId('front-desk')}/messages`, {
    components: [row(button({ custom_id: '' }))],
  })
  const errors = { components: { 0: { components: { 0: { custom_id: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH' }] } } } } } }
  expect(answer).toMatchObject({ status: 400, body: { code: 50035, message: 'Invalid Form Body', errors } })
  expect(discord.faults).toMatchObject([
    { where: 'components[0].components[0].custom_id', route: 'POST /channels/{channel}/messages' },
  ])
})

it('an empty message is none, and the flag of Components V2 stays', async () => {
  const path = `/channels/${discord.channelId('front-desk')}/messages`
  expect(await send('POST', path, { content: '  ' })).toMatchObject({ status: 400, body: { code: 50006 } })
  const { body } = await send('POST', path, v2(text('x')))
  const own = `${path}/${body['id']}`
  expect(await send('PATCH', own, { components: [text('y')] })).toMatchObject({ status: 200, body: { flags: 32_768 } })
  expect(await send('PATCH', own, { flags: 0, components: [text('y')] })).toMatchObject({ status: 400, body: { code: 50035 } })
  expect(await send('PATCH', own, { content: 'plain' })).toMatchObject({ status: 400, body: { code: 50035 } })
})

it('every form has its place in the specification', () => {
  const forms: readonly Shape[] = [
    'edit',
    'followup',
    'webhookEdit',
    'command',
    'commandEdit',
    'directChannel',
    'textChoices',
    'integerChoices',
    'numberChoices',
  ]
  for (const shape of forms)
    expect([shape, shapeProblems(shape, { surprise: 1 })]).toMatchObject([
      shape,
      expect.arrayContaining([expect.objectContaining({ code: 'UNKNOWN_FIELD' })]),
    ])
  const choices = Array.from({ length: 26 }, (_, n) => ({ name: `${n}`, value: `${n}` }))
  expect(codes(shapeProblems('textChoices', { choices }))).toEqual(['choices BASE_TYPE_BAD_LENGTH'])
})
