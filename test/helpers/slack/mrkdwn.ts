import { keep, type Ledger } from './ledger.ts'
import type { Fields } from './types.ts'
import type { World } from './world.ts'

/** A text as it lies in what was sent; only mrkdwn is parsed, plain text stands there as it is. */
export interface Text {
  readonly where: string
  readonly text: string
  readonly plain: boolean
}

/** Fields that hold bare words which people can read, whatever object they are in. */
const bare = new Set([
  'alt_text',
  'title',
  'description',
  'fallback',
  'pretext',
  'caption',
  'author_name',
  'footer',
  'accessibility_label',
])

/** Every text in blocks, views or attachments, in order. */
export function textsIn(value: unknown, where: string): Text[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, `${where}[${index}]`))
  if (typeof value !== 'object' || value === null) return []
  const fields = value as Fields
  const { type, text } = fields
  if (typeof text === 'string') {
    const inside = type === 'link' ? [] : textsOfFields({ ...fields, text: undefined }, where)
    const parsed = type === 'mrkdwn' || type === 'markdown' || (type === undefined && 'fallback' in fields)
    return [{ where: `${where}.text`, text, plain: !parsed }, ...inside]
  }
  return textsOfFields(fields, where)
}

const textsOfFields = (fields: Fields, where: string): Text[] =>
  Object.entries(fields).flatMap(([name, value]) =>
    typeof value !== 'string'
      ? ['initial_option', 'initial_options', 'private_metadata'].includes(name)
        ? []
        : textsIn(value, `${where}.${name}`)
      : bare.has(name) || (name === 'initial_value' && value !== '')
        ? [{ where: `${where}.${name}`, text: value, plain: true }]
        : [],
  )

/** Elements of rich text that notify or link by themselves. */
function richIn(value: unknown, where: string): { readonly where: string; readonly fields: Fields }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => richIn(item, `${where}[${index}]`))
  if (typeof value !== 'object' || value === null) return []
  const fields = value as Fields
  const own = typeof fields['type'] === 'string' && ['broadcast', 'user', 'usergroup', 'link'].includes(fields['type'])
  const inside = Object.entries(fields).flatMap(([name, child]) => richIn(child, `${where}.${name}`))
  return own ? [{ where, fields }, ...inside] : inside
}

/** Writes down what in a mrkdwn text really notifies somebody or can be clicked. */
export function scan(ledger: Ledger, method: string, { where, text, plain }: Text): void {
  if (plain) return
  for (const [whole, inner = ''] of text.matchAll(/<([^<>\n]+)>/g)) {
    const [target = '', label] = inner.split('|', 2)
    const at = { method, where, text }
    const broadcast = /^!(channel|here|everyone)$/.exec(target)?.[1] as 'channel' | 'here' | 'everyone' | undefined
    if (broadcast) keep(ledger.broadcasts, { kind: broadcast, ...at })
    else if (/^@[UW]/.test(target)) keep(ledger.broadcasts, { kind: 'user', id: target.slice(1), ...at })
    else if (target.startsWith('!subteam^')) keep(ledger.broadcasts, { kind: 'group', id: target.slice(9), ...at })
    else if (/^(?:https?:|mailto:|tel:)/i.test(target))
      keep(ledger.links, { url: target, ...(label !== undefined && { label }), method, where })
    else if (!/^(?:#C|!date\^)/.test(target)) keep(ledger.faults, `${method}: ${where}: “${whole}” is no mention or link`)
  }
}

/** Writes down every mention and link in blocks, views or attachments. */
export function scanAll(ledger: Ledger, method: string, value: unknown, where: string): void {
  for (const text of textsIn(value, where)) scan(ledger, method, text)
  for (const { where: at, fields } of richIn(value, where)) {
    const { type, range, user_id: user, usergroup_id: group, url, text } = fields
    const found = { method, where: at, text: typeof text === 'string' ? text : '' }
    if (type === 'broadcast') keep(ledger.broadcasts, { kind: range as 'channel', ...found })
    if (type === 'user') keep(ledger.broadcasts, { kind: 'user', id: String(user), ...found })
    if (type === 'usergroup') keep(ledger.broadcasts, { kind: 'group', id: String(group), ...found })
    if (type === 'link')
      keep(ledger.links, { url: String(url), ...(text !== undefined && { label: String(text) }), method, where: at })
  }
}

/** A mrkdwn text as people read it. */
export function read(world: World, text: string): string {
  return text
    .replace(/<([^<>\n]+)>/g, (_, inner: string) => {
      const [target = '', label] = inner.split('|', 2)
      if (label !== undefined && !target.startsWith('@')) return label
      if (target.startsWith('@')) return `@${world.accounts.get(target.slice(1))?.name ?? target.slice(1)}`
      if (target.startsWith('#')) return `#${world.channels.get(target.slice(1))?.name ?? target.slice(1)}`
      if (target.startsWith('!subteam^')) return `@${world.groups.get(target.slice(9))?.handle ?? target.slice(9)}`
      return target.startsWith('!') ? `@${target.slice(1)}` : target
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** Everything that can be read in blocks, views or attachments, one text a line. */
export const readable = (world: World, value: unknown): string =>
  textsIn(value, '')
    .map(({ text, plain }) => (plain ? text : read(world, text)))
    .join('\n')

/** What a person typed, as events and commands carry it: three characters escaped, people and addresses in angle brackets. */
export function typed(world: World, text: string, mentions: 'plain' | 'named' | 'as typed' = 'plain'): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  if (mentions === 'as typed') return escaped
  return escaped
    .replace(/https?:\/\/[^\s]+/g, (url) => `<${url}>`)
    .replace(/(^|\s)@([a-z]+)\b/g, (whole, before: string, name: string) => {
      const person = [...world.accounts.values()].find((one) => one.name === name)
      if (person === undefined) return whole
      return `${before}<@${person.id}${mentions === 'named' ? `|${person.name}` : ''}>`
    })
}
