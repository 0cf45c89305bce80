import type { types } from '@slack/bolt'
import { type Block, type CardReply, type FaultsReply, type Field, type FormReply, linesOf } from '#engine'
import { slack } from './limits.ts'

type KnownBlock = types.KnownBlock

/** A card as a message: blocks, and the same in plain text for notifications and screen readers. */
export interface Message {
  readonly text: string
  readonly blocks: KnownBlock[]
}

/** What a view remembers of where it was opened: views know no channel. */
export interface Metadata {
  readonly place: string
}

const plain = (text: string): types.PlainTextElement => ({ type: 'plain_text', text, emoji: false })

/** Everything of ours is plain text: what would ping, link or spoof in mrkdwn is written as characters. */
export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text, verbatim: true })

/** Sections of text, as many as it needs. */
function sections(text: string): KnownBlock[] {
  const blocks: KnownBlock[] = []
  let left = text
  while (left.length > slack.section) {
    const line = left.lastIndexOf('\n', slack.section)
    const cut = line > 0 ? line : whole(left, slack.section)
    blocks.push({ type: 'section', text: mrkdwn(left.slice(0, cut)) })
    left = left.slice(cut).replace(/^\n/, '')
  }
  if (left !== '') blocks.push({ type: 'section', text: mrkdwn(left) })
  return blocks
}

/** Where to cut without parting an escaped character or a surrogate pair. */
function whole(text: string, most: number): number {
  const entity = /&[a-z]*$/.exec(text.slice(0, most))
  const cut = entity ? entity.index : most
  return /[\uD800-\uDBFF]/.test(text[cut - 1] ?? '') ? cut - 1 : cut
}

function blocksOf(block: Block): KnownBlock[] {
  switch (block.kind) {
    case 'text':
      if (block.tone === 'quiet')
        return [{ type: 'context', elements: [mrkdwn(escaped(block.text).slice(0, whole(escaped(block.text), slack.section)))] }]
      return sections(block.tone === 'alert' ? `:warning: ${escaped(block.text)}` : escaped(block.text))
    case 'list':
      return sections(
        [
          `*${escaped(block.heading)}*`,
          ...block.items.flatMap(({ text, aside }) =>
            aside === undefined ? [`• ${escaped(text)}`] : [`• ${escaped(text)}`, `      → ${escaped(aside)}`],
          ),
        ].join('\n'),
      )
    case 'facts':
      return sections(block.facts.map(({ label, value }) => `*${escaped(label)}:* ${escaped(value)}`).join('\n'))
    case 'choices':
      return [
        ...sections(block.choices.map(({ text }, at) => `*${at + 1}*  ${escaped(text)}`).join('\n')),
        {
          type: 'actions',
          elements: block.choices.map(({ text, token }, at) => ({
            type: 'button',
            text: plain(String(at + 1)),
            action_id: token,
            accessibility_label: text.length <= slack.label ? text : `${text.slice(0, slack.label - 1)}…`,
          })),
        },
      ]
    case 'buttons':
      return [
        {
          type: 'actions',
          elements: block.buttons.map(({ text, token, look }) => ({
            type: 'button',
            text: plain(text),
            action_id: token,
            ...(look === 'main' ? { style: 'primary' as const } : look === 'danger' ? { style: 'danger' as const } : {}),
          })),
        },
      ]
    case 'select':
      return [
        {
          type: 'actions',
          elements: [
            {
              type: 'static_select',
              action_id: block.token,
              placeholder: plain(block.prompt),
              options: block.choices.map(({ text, value }) => ({ text: plain(text), value })),
            },
          ],
        },
      ]
  }
}

/** The blocks of a card under its title. Where escaping would make them longer than Slack takes, their texts are plain and need none. */
export function cardBlocks({ title, blocks }: CardReply): KnownBlock[] {
  const all: KnownBlock[] = [{ type: 'header', text: plain(title) }, ...blocks.flatMap(blocksOf)]
  const length = all.reduce((sum, block) => sum + (block.type === 'section' ? (block.text?.text.length ?? 0) : 0), 0)
  return length <= slack.message ? all : all.map(unescaped)
}

/** A section of mrkdwn as plain text: it holds the same characters, and none has a meaning. */
function unescaped(block: KnownBlock): KnownBlock {
  if (block.type !== 'section' || block.text?.type !== 'mrkdwn') return block
  const text = block.text.text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  return { type: 'section', text: plain(text) }
}

/** A card as a message. */
export const messageOf = (card: CardReply): Message => ({ text: spoken(card), blocks: cardBlocks(card) })

/** A card in plain words. */
function spoken({ title, blocks }: CardReply): string {
  const text = escaped([title, ...blocks.flatMap(linesOf)].join('\n'))
  return text.length <= slack.text ? text : text.slice(0, whole(text, slack.text))
}

/** A card as a modal that only shows. */
export function cardView(card: CardReply, close: string, metadata: Metadata): types.ModalView {
  return {
    type: 'modal',
    callback_id: 'card',
    title: plain('Ventanilla'),
    close: plain(close),
    private_metadata: JSON.stringify(metadata),
    blocks: cardBlocks(card),
  }
}

/** A form as a modal; its token is the view's callback id. */
export function formView(form: FormReply, metadata: Metadata): types.ModalView {
  return {
    type: 'modal',
    callback_id: form.token,
    title: plain(form.title),
    submit: plain(form.submit),
    close: plain(form.cancel),
    private_metadata: JSON.stringify(metadata),
    blocks: form.fields.map(inputOf),
  }
}

function inputOf(field: Field): KnownBlock {
  const { id, label, hint, required } = field
  const input = { type: 'input' as const, block_id: id, label: plain(label), optional: !required }
  const hinted = hint === undefined ? {} : { hint: plain(hint) }
  if (field.kind === 'choice') {
    const options = field.choices.map(({ text, value }) => ({ text: plain(text), value }))
    const chosen = options.find(({ value }) => value === field.value)
    return {
      ...input,
      ...hinted,
      element: { type: 'static_select', action_id: id, options, ...(chosen ? { initial_option: chosen } : {}) },
    }
  }
  return {
    ...input,
    ...hinted,
    element: {
      type: 'plain_text_input',
      action_id: id,
      multiline: field.kind === 'text',
      max_length: slack.section,
      ...(field.value === '' ? {} : { initial_value: field.kind === 'line' ? field.value.replace(/\s+/g, ' ') : field.value }),
    },
  }
}

/** Faults as messages beside the fields; one about no field stands at the first. */
export function errorsOf({ faults }: FaultsReply, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(faults.map(({ field, text }) => [fields.includes(field) ? field : (fields[0] ?? field), text]))
}

/** The Home tab: a box to ask in, and the person's page below it. */
export function homeView(card: CardReply, ask: { readonly label: string; readonly button: string }): types.HomeView {
  return {
    type: 'home',
    blocks: [
      {
        type: 'input',
        block_id: 'ask',
        dispatch_action: true,
        label: plain(ask.label),
        element: {
          type: 'plain_text_input',
          action_id: 'ask',
          multiline: false,
          max_length: slack.section,
          dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
        },
      },
      { type: 'actions', elements: [{ type: 'button', action_id: 'ask-button', text: plain(ask.button), style: 'primary' }] },
      ...cardBlocks(card),
    ],
  }
}
