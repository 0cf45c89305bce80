import type { Problem } from '../errors.ts'
import { type Fields, kind } from '../types.ts'
import { commonProblems, placed } from './components.ts'
import { blank, lengthOf, listOf, type Path, when } from './problems.ts'

const mostTop = 5
const required = (so: boolean, path: Path) => when(so, path, 'BASE_TYPE_REQUIRED', 'This field is required')

function inputProblems(input: Fields, path: Path, labelled: boolean): Problem[] {
  const least = Number(input['min_length'] ?? 0)
  const most = Number(input['max_length'] ?? 4000)
  const value = lengthOf(input['value'])
  const own = input['label'] !== undefined && input['label'] !== null
  return [
    ...when(least > most, [...path, 'min_length'], 'NUMBER_TYPE_MAX', 'min_length cannot be greater than max_length'),
    ...when(value > most, [...path, 'value'], 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`),
    ...when(
      value > 0 && value < least,
      [...path, 'value'],
      'BASE_TYPE_BAD_LENGTH',
      `Must be between ${least} and ${most} in length.`,
    ),
    ...when(
      labelled && own,
      [...path, 'label'],
      'TEXT_INPUT_LABEL',
      'Inside a label component a text input has no label of its own',
    ),
    ...required(!labelled && (!own || blank(input['label'])), [...path, 'label']),
  ]
}

function selectProblems(field: Fields, path: Path): Problem[] {
  return [
    ...when(
      field['min_values'] === 0 && field['required'] !== false,
      [...path, 'min_values'],
      'NUMBER_TYPE_MIN',
      'min_values may be 0 only where required is false',
    ),
    ...when(
      field['disabled'] === true,
      [...path, 'disabled'],
      'COMPONENT_DISABLED_IN_MODAL',
      'Nothing in a modal may be disabled',
    ),
  ]
}

/** The rules for a modal: few fields, each in a label or all in rows, values that fit. */
export function modalProblems(modal: Fields, path: Path): Problem[] {
  const top = listOf(modal['components'])
  const inside: Path = [...path, 'components']
  const all = placed(modal['components'], inside)
  const rows = top.filter(({ type }) => type === kind.row).length
  return [
    ...required(blank(modal['title']), [...path, 'title']),
    ...when(top.length > mostTop, inside, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.'),
    ...when(
      rows > 0 && rows < top.length,
      inside,
      'MODAL_MIXED_LAYOUT',
      'Action rows do not mix with labels and texts in a modal',
    ),
    ...when(
      rows === 0 && !top.some(({ type }) => type === kind.label),
      inside,
      'MODAL_WITHOUT_FIELD',
      'A modal needs a field to fill',
    ),
    ...commonProblems(all),
    ...top.flatMap((component, index) => {
      const where: Path = [...inside, index]
      if (component['type'] === kind.label) {
        const field = component['component'] as Fields
        const fieldPath: Path = [...where, 'component']
        return [
          ...required(blank(component['label']), [...where, 'label']),
          ...(field['type'] === kind.input ? inputProblems(field, fieldPath, true) : selectProblems(field, fieldPath)),
        ]
      }
      if (component['type'] !== kind.row) return []
      const fields = listOf(component['components'])
      return [
        ...when(
          fields.length > 1,
          [...where, 'components'],
          'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
          'A row of a modal holds one text input',
        ),
        ...fields.flatMap((field, position) => inputProblems(field, [...where, 'components', position], false)),
      ]
    }),
  ]
}
