import type { ChatInputCommandInteraction, ModalSubmitInteraction } from 'discord.js'

/** What a command means, as what a person would press or say. */
export type Meaning =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'act'; readonly token: string; readonly value?: string }

/** Reads a command: the same turns as words and buttons have. */
export function meaningOf({ options }: ChatInputCommandInteraction): Meaning {
  const given = (name: string) => options.getString(name)?.trim() || undefined
  const act = (token: string, value?: string): Meaning => ({ kind: 'act', token, ...(value === undefined ? {} : { value }) })
  switch (options.getSubcommand(false)) {
    case 'ask':
      return { kind: 'say', text: given('situation') ?? '' }
    case 'case': {
      const number = given('number')
      return number === undefined ? act('v1:log') : act('v1:case', number)
    }
    case 'cases':
      return act('v1:cases')
    case 'quiz':
      return act('v1:quiz')
    case 'progress':
      return act('v1:progress')
    case 'certificate':
      return act('v1:certificate')
    case 'team':
      return act('v1:team')
    case 'office':
      return act('v1:office', given('topic') ?? '')
    case 'language': {
      const which = given('which')
      return which === undefined ? act('v1:language') : act('v1:speak', which)
    }
    default:
      return act('v1:help')
  }
}

/** Values of a modal by the ids of its fields. */
export function valuesOf({ fields }: ModalSubmitInteraction): Record<string, string> {
  return Object.fromEntries(
    fields.fields.map((field) => [
      field.customId,
      'value' in field && typeof field.value === 'string'
        ? field.value
        : 'values' in field
          ? String(field.values?.[0] ?? '')
          : '',
    ]),
  )
}

/** The text of a message without the mention of the bot at its front. */
export const typed = (content: string, bot: string): string => content.replace(new RegExp(`^\\s*<@!?${bot}>[\\s:,]*`), '').trim()
