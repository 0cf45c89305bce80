import { flatten } from './readable.ts'
import { type Component, type Fields, kind, type Modal } from './types.ts'
import type { World } from './world.ts'

/** What a person puts into a field: text, one or several values, a tick. */
export type Filled = string | readonly string[] | boolean

/** Ids that the values stand for. */
export interface Ids {
  readonly users: string[]
  readonly roles: string[]
  readonly channels: string[]
}

type Option = { readonly label: string; readonly value: string; readonly default?: boolean }

const options = (component: Component) => (component['options'] ?? []) as readonly Option[]

/** The values chosen in a select, by value or label, or for people, roles and channels by name or id. */
export function chosen(world: World, component: Component, values: readonly string[], ids: Ids): string[] {
  const ofUser = (name: string) => {
    const { id } = world.account(name).user
    ids.users.push(id)
    return id
  }
  const ofRole = (name: string) => {
    const role = world.roles.find((candidate) => candidate.id === name || candidate.name === name)
    if (role === undefined) throw new Error(`there is no role ${name}`)
    ids.roles.push(role.id)
    return role.id
  }
  const ofOption = (wanted: string) => {
    const option = options(component).find(({ value, label }) => value === wanted || label === wanted)
    if (option === undefined)
      throw new Error(`there is no option “${wanted}” among ${options(component).map(({ label }) => `“${label}”`)}`)
    return option.value
  }
  const least = Number(component['min_values'] ?? 1)
  const most = Number(component['max_values'] ?? 1)
  const optional = component['required'] === false && values.length === 0
  if (!optional && (values.length < least || values.length > most))
    throw new Error(`${values.length} values do not fit: ${least} to ${most} may be chosen`)
  return values.map((value) => {
    if (component.type === kind.userSelect) return ofUser(value)
    if (component.type === kind.roleSelect) return ofRole(value)
    if (component.type === kind.mentionableSelect)
      return world.roles.some(({ id, name }) => id === value || name === value) ? ofRole(value) : ofUser(value)
    if (component.type === kind.channelSelect) {
      const { id } = world.channel(value)
      ids.channels.push(id)
      return id
    }
    return ofOption(value)
  })
}

/** What one field of a modal sends; what Discord's client would not send is an error of the test. */
function field(world: World, component: Component, given: Filled | undefined, ids: Ids): Fields {
  const base = { type: component.type, id: component.id, custom_id: component.custom_id }
  const required = component['required'] !== false
  const defaults = options(component).flatMap((option) => (option.default ? [option.value] : []))
  const several = given === undefined ? defaults : Array.isArray(given) ? given.map(String) : [String(given)]
  switch (component.type) {
    case kind.input: {
      const value = given === undefined ? String(component['value'] ?? '') : String(given)
      const refuse = (why: string) => new Error(`the field ${component.custom_id} does not take “${value.slice(0, 40)}”: ${why}`)
      if (required && value.trim() === '') throw refuse('it is required')
      if (value.length > Number(component['max_length'] ?? 4000)) throw refuse('it is too long')
      if (value !== '' && value.length < Number(component['min_length'] ?? 0)) throw refuse('it is too short')
      return { ...base, value }
    }
    case kind.checkbox:
      return { ...base, value: given === undefined ? component['default'] === true : given === true }
    case kind.radio: {
      if (several.length === 0 && required) throw new Error(`the field ${component.custom_id} is required`)
      return { ...base, value: several.length === 0 ? null : (chosen(world, component, several, ids)[0] ?? null) }
    }
    case kind.checkboxes:
      return { ...base, values: chosen(world, { max_values: options(component).length, ...component }, several, ids) }
    case kind.upload:
      return { ...base, values: [] }
    default:
      return { ...base, values: chosen(world, component, several, ids) }
  }
}

/** The components of a submitted modal, filled by custom id or label. */
export function filled(world: World, modal: Modal, values: Readonly<Record<string, Filled>>, ids: Ids): readonly Fields[] {
  const left = new Set(Object.keys(values))
  const give = (component: Component, label: string | undefined): Fields => {
    const key = [component.custom_id, label].find((name) => name !== undefined && name in values)
    if (key !== undefined) left.delete(key)
    return field(world, component, key === undefined ? undefined : values[key], ids)
  }
  const submit = (component: Component): Fields => {
    if (component.type === kind.label && component.component)
      return { type: kind.label, id: component.id, component: give(component.component, component.label) }
    if (component.type === kind.row)
      return {
        type: kind.row,
        id: component.id,
        components: (component.components ?? []).map((inner) => give(inner, inner.label)),
      }
    return { type: component.type, id: component.id }
  }
  const components = modal.components.map(submit)
  if (left.size > 0) {
    const known = flatten(modal.components).flatMap(({ custom_id, label }) =>
      [custom_id, label].filter((name) => name !== undefined),
    )
    throw new Error(`the modal “${modal.title}” has no field ${[...left].join(', ')}; it has ${known.join(', ')}`)
  }
  return components
}
