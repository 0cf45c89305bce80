import { EVENT_ID, type Event, getScalarValue, load, parseEvents, YAMLException } from 'js-yaml'
import type { Fault } from './faults.ts'

/** Most times that YAML aliases may be used in a file: enough for a shared line, too few for a bomb. */
const mostAliases = 20
/** Deepest nesting of lists and groups; the deepest field of any file of ours is five deep. */
const deepest = 20

/** A read YAML file: its value, and the 1-based line of any path in it (found by reading the text once more: faults are rare, memory is not free). */
export interface Source {
  readonly value: unknown
  readonly lineOf: (path: readonly PropertyKey[]) => number
}

/** Parses the bytes of a YAML file; what cannot be parsed is a fault with its line. */
export function readYaml(file: string, bytes: Uint8Array): Source | Fault {
  const fault = (line: number, message: string): Fault => ({ severity: 'fault', file, line, field: '', message })
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return fault(1, 'not UTF-8 text; save the file as UTF-8')
  }
  try {
    return {
      value: load(text, { maxAliases: mostAliases, maxDepth: deepest }),
      lineOf: (path) => lineAt(text, offsetOf(text, path)),
    }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    return fault(error.mark ? error.mark.line + 1 : 1, `not valid YAML: ${error.reason}`)
  }
}

/** Whether a reading went well. */
export const isSource = (read: Source | Fault): read is Source => 'lineOf' in read

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** Where the value at a path begins: of its key where it has one. The nearest parent that exists stands in for what is missing. */
function offsetOf(text: string, path: readonly PropertyKey[]): number {
  const events = parseEvents(text, { maxDepth: deepest })
  let at = events.findIndex(({ type }) => type === EVENT_ID.DOCUMENT) + 1
  let offset = startOf(events[at])
  for (const step of path) {
    // A folder in one language gives the list itself: then there is no language to step into.
    if (events[at]?.type === EVENT_ID.SEQUENCE && typeof step === 'string') continue
    const found = child(events, at, step, text)
    if (!found) break
    at = found.value
    offset = found.offset
  }
  return Math.max(offset, 0)
}

function child(
  events: readonly Event[],
  parent: number,
  step: PropertyKey,
  text: string,
): { value: number; offset: number } | undefined {
  const kind = events[parent]?.type
  if (kind !== EVENT_ID.MAPPING && kind !== EVENT_ID.SEQUENCE) return undefined
  let at = parent + 1
  for (let place = 0; events[at] && events[at]?.type !== EVENT_ID.POP; place++) {
    const event = events[at] as Event
    if (kind === EVENT_ID.SEQUENCE) {
      if (place === step) return { value: at, offset: startOf(event) }
      at = after(events, at)
    } else {
      const value = after(events, at)
      if (event.type === EVENT_ID.SCALAR && getScalarValue(text, event) === String(step))
        return { value, offset: event.valueStart }
      at = after(events, value)
    }
  }
  return undefined
}

/** The event behind a whole value. */
function after(events: readonly Event[], at: number): number {
  let open = 0
  for (let next = at; next < events.length; next++) {
    const type = events[next]?.type
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) open++
    else if (type === EVENT_ID.POP) open--
    if (open <= 0) return next + 1
  }
  return events.length
}

function startOf(event: Event | undefined): number {
  switch (event?.type) {
    case EVENT_ID.SCALAR:
      return event.valueStart
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.start
    case EVENT_ID.ALIAS:
      return event.anchorStart
    default:
      return 0
  }
}
