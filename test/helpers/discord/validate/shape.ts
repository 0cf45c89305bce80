import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Problem } from '../errors.ts'
import type { Fields } from '../types.ts'
import { schemaOf, unionOf } from './schema.ts'

/** The names of the specification for every form of body; several are told apart by `type`. */
const shapes = {
  message: ['MessageCreateRequest'],
  edit: ['MessageEditRequestPartial'],
  callback: [
    'PongInteractionCallbackRequest',
    'CreateMessageInteractionCallbackRequest',
    'UpdateMessageInteractionCallbackRequest',
    'ApplicationCommandAutocompleteCallbackRequest',
    'ModalInteractionCallbackRequest',
  ],
  followup: ['IncomingWebhookRequestPartial'],
  webhookEdit: ['IncomingWebhookUpdateRequestPartial'],
  command: ['ApplicationCommandCreateRequest'],
  commandEdit: ['ApplicationCommandPatchRequestPartial'],
  commandOfList: ['ApplicationCommandUpdateRequest'],
  directChannel: ['CreatePrivateChannelRequest'],
  textChoices: ['InteractionApplicationCommandAutocompleteCallbackStringData'],
  integerChoices: ['InteractionApplicationCommandAutocompleteCallbackIntegerData'],
  numberChoices: ['InteractionApplicationCommandAutocompleteCallbackNumberData'],
} as const

/** A form of body whose shape the specification gives. */
export type Shape = keyof typeof shapes

const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false, verbose: true })
const compiled = new Map<Shape, ValidateFunction>()

/** What is wrong with the shape of a body: unknown, missing and ill-typed fields, lengths, counts. */
export function shapeProblems(shape: Shape, body: unknown, under: readonly (string | number)[] = []): Problem[] {
  const names = shapes[shape]
  const check = compiled.get(shape) ?? ajv.compile(names.length === 1 ? schemaOf(names[0]) : unionOf(names))
  compiled.set(shape, check)
  if (check(body)) return []
  const problems = (check.errors ?? []).filter(({ keyword }) => keyword !== 'if').map((error) => problemOf(error, body, under))
  return problems.filter(
    (problem, index) =>
      problems.findIndex(({ path, code }) => code === problem.code && path.join() === problem.path.join()) === index,
  )
}

function pathOf(pointer: string, body: unknown): (string | number)[] {
  let at = body
  return pointer
    .split('/')
    .slice(1)
    .map((step) => {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
      const key = Array.isArray(at) ? Number(name) : name
      at = (at as Fields | undefined)?.[key]
      return key
    })
}

function problemOf(error: ErrorObject, body: unknown, under: readonly (string | number)[]): Problem {
  const path = [...under, ...pathOf(error.instancePath, body)]
  const params = error.params as Fields
  const limit = Number(params['limit'])
  const parent = error.parentSchema as Fields | undefined
  const between = (least: unknown, most: unknown, of: string) => `Must be between ${least ?? 0} and ${most} in ${of}.`
  switch (error.keyword) {
    case 'required':
      return { path: [...path, String(params['missingProperty'])], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
    case 'additionalProperties':
      return {
        path: [...path, String(params['additionalProperty'])],
        code: 'UNKNOWN_FIELD',
        message: `Discord knows no field “${params['additionalProperty']}” here`,
      }
    case 'enum':
      return {
        path,
        code: 'BASE_TYPE_CHOICES',
        message: `Value must be one of {${(params['allowedValues'] as unknown[]).join(', ')}}.`,
      }
    case 'maxLength':
    case 'minLength': {
      const [least, most] = [parent?.['minLength'], parent?.['maxLength']]
      return least === undefined
        ? { path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${most} or fewer in length.` }
        : { path, code: 'BASE_TYPE_BAD_LENGTH', message: between(least, most, 'length') }
    }
    case 'maxItems':
    case 'minItems':
      return { path, code: 'BASE_TYPE_BAD_LENGTH', message: between(parent?.['minItems'], parent?.['maxItems'], 'length') }
    case 'maximum':
      return { path, code: 'NUMBER_TYPE_MAX', message: `Value must be less than or equal to ${limit}.` }
    case 'minimum':
      return { path, code: 'NUMBER_TYPE_MIN', message: `Value must be greater than or equal to ${limit}.` }
    case 'pattern':
      return { path, code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' }
    case 'uniqueItems':
      return { path, code: 'SET_TYPE_ALREADY_CONTAINS_VALUE', message: 'The set already contains this value' }
    default:
      return { path, code: 'BASE_TYPE_INVALID', message: `Invalid value: ${error.message}` }
  }
}
