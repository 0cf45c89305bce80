import { readFileSync } from 'node:fs'
import type { Fields } from '../types.ts'

const file = new URL('../../../fixtures/discord-openapi.json', import.meta.url)

/** Fields that Discord takes although its specification does not name them; discord.js sends most of them always. */
const alsoTaken: Readonly<Record<string, readonly string[]>> = {
  MessageEditRequestPartial: ['tts', 'nonce', 'enforce_nonce'],
  IncomingWebhookInteractionRequest: ['nonce', 'enforce_nonce'],
  IncomingWebhookUpdateForInteractionCallbackRequestPartial: ['tts', 'nonce', 'enforce_nonce'],
  IncomingWebhookRequestPartial: ['nonce', 'enforce_nonce'],
  IncomingWebhookUpdateRequestPartial: ['tts', 'nonce', 'enforce_nonce'],
  ApplicationCommandCreateRequest: ['nsfw'],
  ApplicationCommandUpdateRequest: ['nsfw'],
  ApplicationCommandPatchRequestPartial: ['nsfw', 'type'],
  ComponentEmojiForRequest: ['animated'],
}

/** What holds for bots otherwise than the specification says. */
const corrections: Readonly<Record<string, Readonly<Record<string, Fields>>>> = {
  MessageCreateRequest: { content: { type: ['string', 'null'], maxLength: 2000 } },
  MessageEditRequestPartial: { content: { type: ['string', 'null'], maxLength: 2000 } },
  // Which kind of choices fits depends on the option that is typed: checked apart.
  ApplicationCommandAutocompleteCallbackRequest: { data: { type: 'object' } },
}

/** A number too large for JSON travels as a string. */
const permissions: Fields = { type: ['string', 'integer', 'null'], pattern: '^[0-9]{1,20}$', minimum: 0 }

const prefix = '#/components/schemas/'

type Schemas = Readonly<Record<string, Fields>>
let loaded: Schemas | undefined

function specification(): Schemas {
  loaded ??= (JSON.parse(readFileSync(file, 'utf8')) as { components: { schemas: Schemas } }).components.schemas
  return loaded
}

/** One JSON schema for a body, with everything it refers to, strict and with unions keyed on `type`. */
export function schemaOf(name: string): Fields {
  const source = specification()
  const definitions: Record<string, unknown> = {}
  const pending = [name]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next in definitions) continue
    const schema = source[next]
    if (schema === undefined) throw new Error(`the specification of Discord has no ${next}`)
    definitions[next] = rewrite(schema, source, pending, next)
  }
  return { $ref: `#/$defs/${name}`, $defs: definitions }
}

/** A schema for a union of named bodies that are told apart by their `type`. */
export function unionOf(names: readonly string[]): Fields {
  const parts = names.map((name) => schemaOf(name))
  const source = specification()
  return {
    ...keyed(
      names.map((name) => [name, typesOf(source[name])] as const),
      () => {},
    ),
    $defs: Object.assign({}, ...parts.map(({ $defs }) => $defs)),
  }
}

const refName = (schema: unknown) => {
  const ref = (schema as Fields | undefined)?.['$ref']
  return typeof ref === 'string' && ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined
}

const typesOf = (schema: Fields | undefined): readonly unknown[] => {
  const type = (schema?.['properties'] as Fields | undefined)?.['type'] as Fields | undefined
  return Array.isArray(type?.['enum']) ? type['enum'] : []
}

/** Told apart by `type`, a fault is reported for the one kind that was meant, not for all of them. */
function keyed(branches: readonly (readonly [name: string, types: readonly unknown[]])[], need: (name: string) => void): Fields {
  for (const [name] of branches) need(name)
  return {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: branches.flatMap(([, types]) => types) } },
    allOf: branches.map(([name, types]) => ({
      if: { type: 'object', properties: { type: { enum: types } }, required: ['type'] },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
      then: { $ref: `#/$defs/${name}` },
    })),
  }
}

function rewrite(node: unknown, source: Schemas, pending: string[], owner?: string): unknown {
  if (Array.isArray(node)) return node.map((item) => rewrite(item, source, pending))
  if (typeof node !== 'object' || node === null) return node
  const schema = node as Fields
  const name = refName(schema)
  if (name !== undefined) {
    pending.push(name)
    return { $ref: `#/$defs/${name}` }
  }
  const union = (schema['oneOf'] ?? schema['anyOf']) as readonly Fields[] | undefined
  if (union) return rewriteUnion(schema, union, source, pending)
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(schema)) {
    if (['description', 'title', 'format', 'contentEncoding'].includes(key) && typeof value === 'string') continue
    // Beside an enum it only repeats where the numbers come from.
    if (key === 'allOf' && schema['enum']) continue
    if (key === 'properties') result[key] = rewriteProperties(value as Fields, source, pending, owner)
    else result[key] = rewrite(value, source, pending)
  }
  if (result['properties'] && result['additionalProperties'] === undefined) result['additionalProperties'] = false
  return result
}

function rewriteProperties(properties: Fields, source: Schemas, pending: string[], owner = ''): Fields {
  const corrected = { ...properties, ...corrections[owner] }
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(corrected))
    result[key] = key === 'default_member_permissions' ? permissions : rewrite(value, source, pending)
  for (const key of alsoTaken[owner] ?? []) result[key] ??= true
  return result
}

function rewriteUnion(schema: Fields, union: readonly Fields[], source: Schemas, pending: string[]): unknown {
  if (union.every((branch) => 'const' in branch)) return { type: schema['type'], enum: union.map((branch) => branch['const']) }
  const others = union.filter((branch) => branch['type'] !== 'null')
  const names = others.map(refName)
  const branches = names.map((name) => [name ?? '', typesOf(source[name ?? ''])] as const)
  const one =
    others.length === 1
      ? rewrite(others[0], source, pending)
      : branches.every(([, types]) => types.length > 0)
        ? keyed(branches, (name) => pending.push(name))
        : { anyOf: others.map((branch) => rewrite(branch, source, pending)) }
  if (others.length === union.length) return one
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
  return { if: { type: 'null' }, then: true, else: one }
}
