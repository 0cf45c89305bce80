import { expect, it } from 'vitest'
import { smallCommands } from './smallBot.ts'
import { commandProblems } from './validate/commands.ts'
import { shapeProblems } from './validate/shape.ts'

type Body = Readonly<Record<string, unknown>>

const command = (body: Body) => {
  const shape = shapeProblems('commandOfList', body)
  return (shape.length > 0 ? shape : commandProblems(body, [])).map(({ path, code }) => `${path.join('.')} ${code}`)
}
const chat = (more: Body = {}) => ({ name: 'ask', description: 'Ask', ...more })
const option = (more: Body = {}) => ({ type: 3, name: 'text', description: 'Text', ...more })

it.each<[string, string[], string[]]>([
  [
    'a plain one',
    command(
      chat({ options: [option({ required: true }), option({ name: 'other' })], default_member_permissions: '8', nsfw: false }),
    ),
    [],
  ],
  ['upper case', command(chat({ name: 'Ask' })), ['name APPLICATION_COMMAND_INVALID_NAME']],
  [
    'a blank in the name',
    command(chat({ options: [option({ name: 'a b' })] })),
    ['options.0.name APPLICATION_COMMAND_INVALID_NAME'],
  ],
  ['accents', command(chat({ name_localizations: { 'es-ES': 'petición' } })), []],
  ['no such locale', command(chat({ name_localizations: { es: 'pedir' } })), ['name_localizations.es DICT_TYPE_KEY_CHOICES']],
  [
    'one English',
    command(chat({ description_localizations: { 'en-GB': 'Ask' } })),
    ['description_localizations LOCALIZATION_HALF_ENGLISH'],
  ],
  [
    'required last',
    command(chat({ options: [option(), option({ name: 'b', required: true })] })),
    ['options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID'],
  ],
  [
    'choices and autocomplete',
    command(chat({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] })),
    ['options.0.autocomplete APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES'],
  ],
  [
    'mixed levels',
    command(chat({ options: [option(), { type: 1, name: 'sub', description: 'x' }] })),
    ['options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID'],
  ],
  [
    'a long choice',
    command(chat({ options: [option({ choices: [{ name: 'a', value: 'x'.repeat(101) }] })] })),
    ['options.0.choices.0.value BASE_TYPE_MAX_LENGTH'],
  ],
  [
    '8001 characters',
    command(
      chat({
        options: Array.from({ length: 25 }, (_, n) =>
          option({
            name: `o${n}`,
            description: 'd',
            choices: Array.from({ length: 4 }, (_, c) => ({ name: `${c}`, value: `${c}${'x'.repeat(90)}` })),
          }),
        ),
      }),
    ),
    [' APPLICATION_COMMAND_TOO_LARGE'],
  ],
  [
    'a menu with a description',
    command({ type: 3, name: 'Guidance on this', description: 'x' }),
    ['description APPLICATION_COMMAND_DESCRIPTION'],
  ],
  ['a menu', command({ type: 3, name: 'Guidance on this' }), []],
])('command: %s', (_, found, expected) => {
  expect(found).toEqual(expected)
})

it('builders of discord.js make what the rules allow', () => {
  const sent = JSON.parse(JSON.stringify(smallCommands)) as readonly Body[]
  expect(sent.flatMap(command)).toEqual([])
})
