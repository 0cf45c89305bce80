import { Locale } from 'discord-api-types/v10'
import type { Problem } from '../errors.ts'
import type { Fields } from '../types.ts'
import { blank, lengthOf, listOf, type Path, repeated, when } from './problems.ts'

const locales = new Set<string>(Object.values(Locale))
const chatName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const mostCharacters = 8000
const longestChoice = 100
const options = { subcommand: 1, group: 2 } as const

function nameProblems(name: unknown, path: Path): Problem[] {
  const text = String(name)
  return when(
    !chatName.test(text) || text !== text.toLowerCase(),
    path,
    'APPLICATION_COMMAND_INVALID_NAME',
    `“${text}” is no name: lower case letters, digits, - and _, at most 32`,
  )
}

function localeProblems(node: Fields, path: Path, names: 'chat' | 'any'): Problem[] {
  return ['name_localizations', 'description_localizations'].flatMap((field) => {
    const texts = (node[field] ?? {}) as Fields
    const where: Path = [...path, field]
    const english = Number('en-US' in texts) + Number('en-GB' in texts)
    return [
      ...Object.keys(texts).flatMap((locale) =>
        when(!locales.has(locale), [...where, locale], 'DICT_TYPE_KEY_CHOICES', `“${locale}” is no locale of Discord`),
      ),
      ...Object.entries(texts).flatMap(([locale, text]) =>
        field === 'name_localizations' && names === 'chat'
          ? nameProblems(text, [...where, locale])
          : when(blank(text), [...where, locale], 'BASE_TYPE_REQUIRED', 'This field is required'),
      ),
      ...when(
        english === 1,
        where,
        'LOCALIZATION_HALF_ENGLISH',
        'Each English falls back to the other: localise both or neither',
      ),
    ]
  })
}

function choiceProblems(option: Fields, path: Path): Problem[] {
  const choices = listOf(option['choices'])
  const where: Path = [...path, 'choices']
  return [
    ...when(
      choices.length > 0 && option['autocomplete'] === true,
      [...path, 'autocomplete'],
      'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES',
      'An option has choices or autocomplete, not both',
    ),
    ...repeated(
      choices.map(({ name }, index) => [String(name), [...where, index, 'name']]),
      'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATE',
      'Choice names must be unique',
    ),
    ...repeated(
      choices.map(({ value }, index) => [String(value), [...where, index, 'value']]),
      'APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_DUPLICATE',
      'Choice values must be unique',
    ),
    ...choices.flatMap((choice, index) => [
      ...when(
        lengthOf(choice['value']) > longestChoice,
        [...where, index, 'value'],
        'BASE_TYPE_MAX_LENGTH',
        `Must be ${longestChoice} or fewer in length.`,
      ),
      ...localeProblems(choice, [...where, index], 'any'),
    ]),
  ]
}

function levelProblems(level: readonly Fields[], path: Path): Problem[] {
  const branches = level.filter(({ type }) => type === options.subcommand || type === options.group).length
  const localised = new Set(level.flatMap((option) => Object.keys((option['name_localizations'] ?? {}) as Fields)))
  const firstOptional = level.findIndex((option) => option['required'] !== true)
  const unordered =
    firstOptional < 0 ? -1 : level.findIndex((option, index) => index > firstOptional && option['required'] === true)
  const names = (locale?: string) =>
    level.map((option, index) => {
      const translated = locale === undefined ? undefined : ((option['name_localizations'] ?? {}) as Fields)[locale]
      return [String(translated ?? option['name']), [...path, index, 'name']] as const
    })
  return [
    ...when(
      branches > 0 && branches < level.length,
      path,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Subcommands and options do not mix',
    ),
    ...when(
      unordered >= 0,
      [...path, unordered],
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
      'Required options must be placed before non-required options',
    ),
    ...[undefined, ...localised].flatMap((locale) =>
      repeated(
        names(locale),
        'APPLICATION_COMMAND_OPTIONS_NAME_INVALID',
        `Option names must be unique${locale ? ` in ${locale}` : ''}`,
      ),
    ),
    ...level.flatMap((option, index) => optionProblems(option, [...path, index])),
  ]
}

function optionProblems(option: Fields, path: Path): Problem[] {
  const above = (least: string, most: string) =>
    when(
      Number(option[least] ?? -Infinity) > Number(option[most] ?? Infinity),
      [...path, least],
      'NUMBER_TYPE_MAX',
      `${least} is above ${most}`,
    )
  return [
    ...nameProblems(option['name'], [...path, 'name']),
    ...when(blank(option['description']), [...path, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required'),
    ...localeProblems(option, path, 'chat'),
    ...choiceProblems(option, path),
    ...above('min_value', 'max_value'),
    ...above('min_length', 'max_length'),
    ...levelProblems(listOf(option['options']), [...path, 'options']),
  ]
}

/** Characters of a command; of texts in several languages the longest counts. */
function size(node: Fields): number {
  const longest = (field: string, localised: string) =>
    Math.max(lengthOf(node[field]), ...Object.values((node[localised] ?? {}) as Fields).map(lengthOf))
  const inner = [...listOf(node['options']), ...listOf(node['choices'])].reduce((sum, part) => sum + size(part), 0)
  return (
    longest('name', 'name_localizations') + longest('description', 'description_localizations') + lengthOf(node['value']) + inner
  )
}

/** The rules for one command; of a partial one, what it names. */
export function commandProblems(command: Fields, path: Path, partial = false): Problem[] {
  const chat = (command['type'] ?? 1) === 1
  const has = (name: string) => command[name] !== undefined && command[name] !== null
  const total = size(command)
  return [
    ...(chat && has('name') ? nameProblems(command['name'], [...path, 'name']) : []),
    ...when(!chat && blank(command['name']), [...path, 'name'], 'BASE_TYPE_REQUIRED', 'This field is required'),
    ...when(
      chat && (has('description') || !partial) && blank(command['description']),
      [...path, 'description'],
      'BASE_TYPE_REQUIRED',
      'This field is required',
    ),
    ...when(
      !chat && !blank(command['description']),
      [...path, 'description'],
      'APPLICATION_COMMAND_DESCRIPTION',
      'Context menu commands have no description',
    ),
    ...when(
      !chat && listOf(command['options']).length > 0,
      [...path, 'options'],
      'APPLICATION_COMMAND_OPTIONS',
      'Context menu commands have no options',
    ),
    ...localeProblems(command, path, chat ? 'chat' : 'any'),
    ...levelProblems(listOf(command['options']), [...path, 'options']),
    ...when(total > mostCharacters, path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (8000): ${total}`),
  ]
}
