import type { Problem } from '../errors.ts'
import { type Fields, flag, type Message } from '../types.ts'
import { messageComponentProblems } from './components.ts'
import { blank, lengthOf, listOf, type Path, when } from './problems.ts'

const mostInEmbeds = 6000

/** Fields that a message of Components V2 cannot have. */
const legacy = ['content', 'embeds', 'poll', 'sticker_ids', 'stickers'] as const

const filled = (value: unknown) =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

const part = (embed: Fields, name: string) => (embed[name] ?? {}) as Fields

function embedProblems(embeds: readonly Fields[], path: Path): Problem[] {
  const total = embeds.reduce((sum, embed) => {
    const fields = listOf(embed['fields']).reduce((all, { name, value }) => all + lengthOf(name) + lengthOf(value), 0)
    const rest = [embed['title'], embed['description'], part(embed, 'footer')['text'], part(embed, 'author')['name']]
    return sum + fields + rest.reduce<number>((all, text) => all + lengthOf(text), 0)
  }, 0)
  return [
    ...when(total > mostInEmbeds, path, 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of 6000: ${total}`),
    ...embeds.flatMap((embed, index) => {
      const fields = listOf(embed['fields'])
      const shows =
        ['title', 'description', 'image', 'thumbnail', 'footer', 'author'].some((name) => filled(embed[name])) ||
        fields.length > 0
      return [
        ...when(!shows, [...path, index, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required'),
        ...fields.flatMap((field, position) =>
          (['name', 'value'] as const).flatMap((name) =>
            when(blank(field[name]), [...path, index, 'fields', position, name], 'BASE_TYPE_REQUIRED', 'This field is required'),
          ),
        ),
      ]
    }),
  ]
}

function mentionProblems(allowed: Fields | null | undefined, path: Path): Problem[] {
  return (['users', 'roles'] as const).flatMap((type) =>
    when(
      listOf(allowed?.['parse']).includes(type as unknown as Fields) && listOf(allowed?.[type]).length > 0,
      [...path, type],
      'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
      `parse:["${type}"] and ${type}: [ids...] are mutually exclusive`,
    ),
  )
}

/** What a body must fit besides its shape. */
export interface MessageRules {
  readonly path: Path
  /** Flags that may be set here. */
  readonly flags: number
  /** The message that is changed. */
  readonly before?: Message
}

/** The rules for the body of a message, new or changed. */
export function messageProblems(body: Fields, { path, flags: allowed, before }: MessageRules): Problem[] {
  const flags = body['flags'] === undefined || body['flags'] === null ? undefined : Number(body['flags'])
  const wasV2 = before !== undefined && (before.flags & flag.componentsV2) !== 0
  const v2 = wasV2 || ((flags ?? 0) & flag.componentsV2) !== 0
  const kept = (name: (typeof legacy)[number]) =>
    before && body[name] === undefined ? (before as unknown as Fields)[name] : undefined
  const was = before?.viewer !== undefined ? flag.ephemeral : 0
  return [
    ...when(
      flags !== undefined && (flags & ~(allowed | was)) !== 0,
      [...path, 'flags'],
      'BASE_TYPE_FLAGS',
      `The flags ${(flags ?? 0) & ~(allowed | was)} have no effect here`,
    ),
    ...when(
      wasV2 && flags !== undefined && !(flags & flag.componentsV2),
      [...path, 'flags'],
      'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG',
      'The flag IS_COMPONENTS_V2 cannot be removed from a message',
    ),
    ...(v2
      ? legacy.flatMap((name) =>
          when(
            filled(body[name]) || (!wasV2 && filled(kept(name))),
            [...path, name],
            'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
            `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
          ),
        )
      : []),
    ...embedProblems(listOf(body['embeds']), [...path, 'embeds']),
    ...mentionProblems(body['allowed_mentions'] as Fields | null | undefined, [...path, 'allowed_mentions']),
    ...(body['components'] === undefined ? [] : messageComponentProblems(body['components'], v2, [...path, 'components'])),
  ]
}

/** Whether nothing would be left to show. */
export function empty(body: Fields, before?: Message): boolean {
  const result: Fields = {
    ...(before as Fields | undefined),
    ...Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)),
  }
  return (
    blank(result['content']) &&
    !['embeds', 'components', 'attachments', 'poll', 'sticker_ids'].some((name) => filled(result[name]))
  )
}
