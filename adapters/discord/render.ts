import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APILabelComponent,
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackData,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import type { Block, CardReply, Field, FormReply } from '#engine'
import { discord } from './limits.ts'

type Row = APIActionRowComponent<APIComponentInMessageActionRow>
type Part = APITextDisplayComponent | Row

const looks = { plain: ButtonStyle.Secondary, main: ButtonStyle.Primary, danger: ButtonStyle.Danger } as const
/** The colour beside a card that speaks of danger. */
const alertColour = 0xc0392b

/** Everything of ours is plain text: what would format, mention or link is written as characters. */
export const escaped = (text: string): string =>
  text.replace(/[\\`*_~|[\]<>]/g, String.raw`\$&`).replace(/^(\s*)([-+#]|\d+(?=\.\s))/gm, String.raw`$1\$2`)

const display = (content: string): APITextDisplayComponent => ({ type: ComponentType.TextDisplay, content })

function partsOf(block: Block): Part[] {
  if (block.kind !== 'choices') return [partOf(block)]
  return [
    display(block.choices.map(({ text }, at) => `**${at + 1}**  ${escaped(text)}`).join('\n')),
    {
      type: ComponentType.ActionRow,
      components: block.choices.map(({ token }, at) => ({
        type: ComponentType.Button,
        style: ButtonStyle.Secondary,
        label: String(at + 1),
        custom_id: token,
      })),
    },
  ]
}

function partOf(block: Exclude<Block, { kind: 'choices' }>): Part {
  switch (block.kind) {
    case 'text': {
      const text = escaped(block.text)
      return display(block.tone === 'quiet' ? text.replace(/^(?=.)/gm, '-# ') : block.tone === 'alert' ? `⚠️ ${text}` : text)
    }
    case 'list':
      return display(
        [
          `**${escaped(block.heading)}**`,
          ...block.items.flatMap(({ text, aside }) =>
            aside === undefined ? [`- ${escaped(text)}`] : [`- ${escaped(text)}`, `  - → ${escaped(aside)}`],
          ),
        ].join('\n'),
      )
    case 'facts':
      return display(block.facts.map(({ label, value }) => `**${escaped(label)}:** ${escaped(value)}`).join('\n'))
    case 'buttons':
      return {
        type: ComponentType.ActionRow,
        components: block.buttons.map(({ text, token, look }) => ({
          type: ComponentType.Button,
          style: looks[look],
          label: text,
          custom_id: token,
        })),
      }
    case 'select':
      return {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.StringSelect,
            custom_id: block.token,
            placeholder: block.prompt,
            options: block.choices.map(({ text, value }) => ({ label: text, value })),
          },
        ],
      }
  }
}

const lengthOf = (part: Part): number => (part.type === ComponentType.TextDisplay ? part.content.length : 0)
const countOf = (part: Part): number => (part.type === ComponentType.ActionRow ? 1 + part.components.length : 1)

/** A card as messages: one, unless escaping made it longer than a message may be. */
export function messagesOf(card: CardReply): APIMessageTopLevelComponent[][] {
  const alert = card.blocks.some((block) => (block.kind === 'list' || block.kind === 'text') && block.tone === 'alert')
  const messages: Part[][] = [[]]
  for (const part of [display(`### ${escaped(card.title)}`), ...card.blocks.flatMap(partsOf).flatMap(inPieces)]) {
    const last = messages.at(-1) ?? []
    const length = [...last, part].reduce((sum, one) => sum + lengthOf(one), 0)
    const count = [...last, part].reduce((sum, one) => sum + countOf(one), 1)
    if (length > discord.message || count > discord.components) messages.push([part])
    else last.push(part)
  }
  return messages.map((components) => [
    {
      type: ComponentType.Container,
      ...(alert ? { accent_color: alertColour } : {}),
      components,
    } satisfies APIContainerComponent,
  ])
}

/** A text that is longer than a message by itself comes in pieces, cut at a line or between characters. */
function inPieces(part: Part): Part[] {
  if (part.type !== ComponentType.TextDisplay || part.content.length <= discord.message) return [part]
  const line = part.content.lastIndexOf('\n', discord.message)
  let cut = line > 0 ? line : discord.message
  while (cut > 1 && /[\\\uD800-\uDBFF]/.test(part.content[cut - 1] ?? '')) cut--
  return [display(part.content.slice(0, cut)), ...inPieces(display(part.content.slice(cut).replace(/^\n/, '')))]
}

/** A form as a modal; its token is the modal's custom id. */
export function modalOf(form: FormReply): APIModalInteractionResponseCallbackData {
  return { title: form.title, custom_id: form.token, components: form.fields.map(labelOf) }
}

function labelOf(field: Field): APILabelComponent {
  const { id, label, hint, required, value, choices } = field
  return {
    type: ComponentType.Label,
    label,
    ...(hint === undefined ? {} : { description: hint }),
    component:
      field.kind === 'choice'
        ? {
            type: ComponentType.StringSelect,
            custom_id: id,
            required,
            options: choices.map((choice) => ({ label: choice.text, value: choice.value, default: choice.value === value })),
          }
        : {
            type: ComponentType.TextInput,
            custom_id: id,
            style: field.kind === 'text' ? TextInputStyle.Paragraph : TextInputStyle.Short,
            required,
            max_length: discord.field,
            ...(value === '' ? {} : { value: field.kind === 'line' ? value.replace(/\s+/g, ' ') : value }),
          },
  }
}
