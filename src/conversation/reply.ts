import { z } from 'zod'
import { tokenShape } from './action.ts'
import { limits } from './limits.ts'

const text = z.string().min(1).max(limits.text)
const choice = z.strictObject({
  text: z.string().min(1).max(limits.choiceText),
  value: z.string().min(1).max(limits.choiceValue),
})
export type Choice = z.infer<typeof choice>

const buttonShape = z.strictObject({
  text: z.string().min(1).max(limits.buttonText),
  token: tokenShape,
  look: z.enum(['plain', 'main', 'danger']).default('plain'),
})
export type Button = z.infer<typeof buttonShape>

/** A part of a card. All texts are plain: an adapter escapes them for its platform, whoever wrote them. */
const blockShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text, tone: z.enum(['plain', 'quiet', 'alert']).default('plain') }),
  /** Items under a heading; `aside` is the better sentence beside one to avoid. */
  z.strictObject({
    kind: z.literal('list'),
    heading: z.string().min(1).max(limits.title),
    tone: z.enum(['plain', 'alert']).default('plain'),
    items: z.array(z.strictObject({ text, aside: text.optional() })).min(1),
  }),
  z.strictObject({
    kind: z.literal('facts'),
    facts: z
      .array(z.strictObject({ label: z.string().min(1).max(limits.title), value: text }))
      .min(1)
      .max(10),
  }),
  z.strictObject({ kind: z.literal('buttons'), buttons: z.array(buttonShape).min(1).max(limits.buttonsInRow) }),
  /** Sentences to choose one of, too long for buttons: each stands in full, and a number presses it. */
  z.strictObject({
    kind: z.literal('choices'),
    choices: z
      .array(z.strictObject({ text: z.string().min(1).max(limits.choice), token: tokenShape }))
      .min(2)
      .max(limits.buttonsInRow),
  }),
  z.strictObject({
    kind: z.literal('select'),
    token: tokenShape,
    prompt: z.string().min(1).max(limits.placeholder),
    choices: z.array(choice).min(1).max(limits.choices),
  }),
])
export type Block = z.infer<typeof blockShape>

export const cardShape = z
  .strictObject({
    kind: z.literal('card'),
    language: z.string(),
    title: z.string().min(1).max(limits.title),
    blocks: z.array(blockShape).max(limits.blocks),
    /** It goes on where a button was pressed: it takes the place of that message, where a platform can. */
    inPlace: z.literal(true).optional(),
    /** A document that comes with it, for the same eyes. */
    file: z
      .strictObject({
        name: z.string().regex(/^[a-z0-9-]+\.pdf$/),
        title: z.string().min(1).max(limits.title),
        /** The bytes in Base64. */
        content: z.base64(),
      })
      .optional(),
  })
  .refine((card) => cardLength(card) <= limits.card, `at most ${limits.card} characters in all`)
export type CardReply = z.infer<typeof cardShape>
/** A document that comes with a card. */
export type Document = NonNullable<CardReply['file']>

const field = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  label: z.string().min(1).max(limits.label),
  hint: z.string().min(1).max(limits.hint).optional(),
  kind: z.enum(['line', 'text', 'choice']),
  /** What stands there before anything is typed; of a choice, the value chosen. */
  value: z.string().max(limits.fieldText).default(''),
  required: z.boolean(),
  choices: z.array(choice).max(limits.choices).default([]),
})
export type Field = z.infer<typeof field>

const formShape = z.strictObject({
  kind: z.literal('form'),
  language: z.string(),
  title: z.string().min(1).max(limits.formTitle),
  /** What handing it in means. */
  token: tokenShape,
  submit: z.string().min(1).max(limits.formTitle),
  cancel: z.string().min(1).max(limits.formTitle),
  fields: z.array(field).min(1).max(limits.fields),
})
export type FormReply = z.infer<typeof formShape>

/** What is wrong with a form that was handed in, by field; `reopen` opens it again with what was typed. */
const faultsShape = z.strictObject({
  kind: z.literal('faults'),
  language: z.string(),
  title: z.string().min(1).max(limits.title),
  faults: z.array(z.strictObject({ field: z.string(), label: z.string(), text })).min(1),
  reopen: buttonShape,
})
export type FaultsReply = z.infer<typeof faultsShape>

export const replyShape = z.discriminatedUnion('kind', [cardShape, formShape, faultsShape])
export type Reply = z.infer<typeof replyShape>

/** Characters of all texts of a card, as Discord counts them, with what rendering adds. */
export function cardLength({ title, blocks }: { readonly title: string; readonly blocks: readonly Block[] }): number {
  const marks = 8
  return blocks.reduce(
    (sum, block) => sum + linesOf(block).reduce((all, one) => all + one.length + marks, 0),
    title.length + marks,
  )
}

/** What a part of a card says, line by line, without what can be pressed. */
export function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [block.text]
    case 'list':
      return [block.heading, ...block.items.flatMap(({ text, aside }) => (aside === undefined ? [text] : [text, aside]))]
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${value}`)
    case 'choices':
      return block.choices.map(({ text }, at) => `${at + 1} ${text}`)
    case 'buttons':
    case 'select':
      return []
  }
}
