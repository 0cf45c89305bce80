import type { Problem } from '../errors.ts'
import { type Fields, kind } from '../types.ts'
import { blank, lengthOf, listOf, type Path, problem, repeated, when } from './problems.ts'

/** A component and where it lies. */
export interface Placed {
  readonly component: Fields
  readonly path: Path
}

const selects: readonly unknown[] = [kind.select, kind.userSelect, kind.roleSelect, kind.mentionableSelect, kind.channelSelect]
const mostRows = 5
const mostComponents = 40
const mostText = 4000

/** Every component of a tree with its place. */
export function placed(components: unknown, path: Path): Placed[] {
  return listOf(components).flatMap((component, index) => at(component, [...path, index]))
}

function at(component: Fields, path: Path): Placed[] {
  const one = (name: string) => {
    const inner = component[name]
    return typeof inner === 'object' && inner !== null ? at(inner as Fields, [...path, name]) : []
  }
  return [
    { component, path },
    ...placed(component['components'], [...path, 'components']),
    ...one('component'),
    ...one('accessory'),
  ]
}

/** What holds in messages and modals alike: custom ids and numbers once, options that fit together. */
export function commonProblems(all: readonly Placed[]): Problem[] {
  const ids = all.filter(({ component }) => typeof component['custom_id'] === 'string')
  const numbers = all.filter(({ component }) => typeof component['id'] === 'number' && component['id'] !== 0)
  return [
    ...repeated(
      ids.map(({ component, path }) => [String(component['custom_id']), [...path, 'custom_id']]),
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Component custom id cannot be duplicated',
    ),
    ...repeated(
      numbers.map(({ component, path }) => [String(component['id']), [...path, 'id']]),
      'COMPONENT_ID_DUPLICATED',
      'Component id cannot be duplicated',
    ),
    ...all.flatMap(({ component, path }) => optionProblems(component, path)),
  ]
}

function optionProblems(component: Fields, path: Path): Problem[] {
  if (!selects.includes(component['type']) && !([kind.radio, kind.checkboxes] as unknown[]).includes(component['type'])) return []
  const options = listOf(component['options'])
  const least = Number(component['min_values'] ?? 1)
  const most = Number(component['max_values'] ?? (component['type'] === kind.checkboxes ? options.length : 1))
  const chosen = options.filter((option) => option['default'] === true).length
  return [
    ...repeated(
      options.map(({ value }, index) => [String(value), [...path, 'options', index, 'value']]),
      'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
      'The specified option value is already used',
    ),
    ...options.flatMap((option, index) =>
      when(blank(option['label']), [...path, 'options', index, 'label'], 'BASE_TYPE_REQUIRED', 'This field is required'),
    ),
    ...when(least > most, [...path, 'min_values'], 'NUMBER_TYPE_MAX', 'min_values cannot be greater than max_values'),
    ...when(
      options.length > 0 && least > options.length,
      [...path, 'min_values'],
      'NUMBER_TYPE_MAX',
      'There are fewer options than min_values',
    ),
    ...when(
      options.length > 0 && Number(component['max_values'] ?? 1) > options.length,
      [...path, 'max_values'],
      'NUMBER_TYPE_MAX',
      'There are fewer options than max_values',
    ),
    ...when(
      chosen > most,
      [...path, 'options'],
      'SELECT_COMPONENT_TOO_MANY_DEFAULTS',
      'More options are chosen by default than may be',
    ),
  ]
}

function buttonProblems(component: Fields, path: Path): Problem[] {
  const has = (name: string) => component[name] !== undefined && component[name] !== null
  const needs = (name: string) => when(!has(name), [...path, name], 'BASE_TYPE_REQUIRED', 'This field is required')
  const not = (...names: readonly string[]) =>
    names.flatMap((name) =>
      when(has(name), [...path, name], 'BUTTON_COMPONENT_FIELD', `A button of style ${component['style']} has no ${name}`),
    )
  const named = when(
    (!has('label') || blank(component['label'])) && !has('emoji'),
    path,
    'BUTTON_COMPONENT_INVALID',
    'A button must have a label or an emoji',
  )
  if (component['style'] === 5)
    return [...needs('url'), ...not('custom_id', 'sku_id'), ...named, ...urlProblems(component['url'], [...path, 'url'])]
  if (component['style'] === 6) return [...needs('sku_id'), ...not('custom_id', 'url', 'label', 'emoji')]
  return [...needs('custom_id'), ...not('url', 'sku_id'), ...named]
}

/** Discord takes links of the web and its own. */
export function urlProblems(url: unknown, path: Path, schemes = /^(https?|discord):\/\/\S+$/): Problem[] {
  return when(typeof url === 'string' && !schemes.test(url), path, 'URL_TYPE_INVALID_SCHEME', `Not a well formed URL: “${url}”`)
}

function rowProblems(component: Fields, path: Path): Problem[] {
  const inside = listOf(component['components'])
  const choosing = inside.filter(({ type }) => selects.includes(type)).length
  return when(
    choosing > 0 && inside.length > 1,
    [...path, 'components'],
    'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    'A row holds up to five buttons or one select',
  )
}

/** The rules for the components of a message, by the layout it has. */
export function messageComponentProblems(components: unknown, v2: boolean, path: Path = ['components']): Problem[] {
  const top = listOf(components)
  const all = placed(components, path)
  const texts = all.filter(({ component }) => component['type'] === kind.text)
  const total = texts.reduce((sum, { component }) => sum + lengthOf(component['content']), 0)
  const layout = v2
    ? [
        ...when(
          all.length > mostComponents,
          path,
          'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
          `${all.length} components; at most 40 are allowed`,
        ),
        ...when(
          total > mostText,
          path,
          'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
          `${total} characters of text; at most 4000 are allowed`,
        ),
        ...texts.flatMap(({ component, path: where }) =>
          when(blank(component['content']), [...where, 'content'], 'BASE_TYPE_REQUIRED', 'This field is required'),
        ),
      ]
    : [
        ...when(top.length > mostRows, path, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.'),
        ...top.flatMap((component, index) =>
          component['type'] === kind.row
            ? []
            : [
                problem(
                  [...path, index, 'type'],
                  'UNION_TYPE_CHOICES',
                  'Without the flag IS_COMPONENTS_V2 a message holds rows only (type 1)',
                ),
              ],
        ),
      ]
  return [
    ...layout,
    ...commonProblems(all),
    ...all.flatMap(({ component, path: where }) => {
      if (component['type'] === kind.button) return buttonProblems(component, where)
      if (component['type'] === kind.row) return rowProblems(component, where)
      const media = (component['media'] ?? component['file']) as Fields | undefined
      return media ? urlProblems(media['url'], [...where, 'media', 'url'], /^(https?|attachment):\/\/\S+$/) : []
    }),
  ]
}
