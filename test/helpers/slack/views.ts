import type { Core } from './core.ts'
import { refuse } from './errors.ts'
import { newId, viewHash } from './ids.ts'
import { kept, sight } from './messages.ts'
import { readable, scanAll } from './mrkdwn.ts'
import { blocksOf } from './payloads.ts'
import { keepState } from './state.ts'
import type { Account, Fields, View } from './types.ts'
import { viewProblems } from './validate/surfaces.ts'

const deepest = 3
const mostViews = 5000

/** Refuses a view that breaks the rules. */
function checked(view: Fields, type: View['type']): void {
  const problems = viewProblems(view, type)
  if (problems.length > 0) throw refuse('invalid_arguments', problems)
  if (JSON.stringify(view).length > 250_000) throw refuse('view_too_large', [`view: longer than 250000 characters`])
}

/** The words of a view. */
export const viewText = (core: Core, { content }: View): string =>
  readable(core.world, [content['title'], content['blocks'], content['submit'], content['close']])

function show(core: Core, method: string, view: View): void {
  const { type, id, owner } = view
  view.changed = core.world.next()
  scanAll(core.ledger, method, view.content, 'view')
  sight(core, owner.id, { kind: type, channelId: '', id, ephemeral: true, text: viewText(core, view) })
  core.waiting.changed()
}

function externalId(core: Core, content: Fields, except?: View): { readonly externalId?: string } {
  const wanted = content['external_id']
  if (typeof wanted !== 'string' || wanted === '') return {}
  const taken = [...core.world.views.values()].some((view) => view !== except && view.open && view.externalId === wanted)
  if (taken) throw refuse('duplicate_external_id')
  return { externalId: wanted }
}

const contentOf = (view: Fields): Fields => ({ ...view, blocks: kept((view['blocks'] ?? []) as Fields[]) })

function make(core: Core, owner: Account, type: View['type'], wanted: Fields, previous?: View): View {
  const id = newId('V')
  const view: View = {
    id,
    type,
    owner,
    content: contentOf(wanted),
    hash: viewHash(),
    open: true,
    changed: 0,
    ...(previous && { previous }),
    root: previous?.root ?? id,
    ...externalId(core, wanted),
    state: new Map(),
  }
  core.world.views.set(id, view)
  for (const old of [...core.world.views.keys()].slice(0, -mostViews)) core.world.views.delete(old)
  return view
}

/** The open modals of somebody, the top one last. */
export const stackOf = (core: Core, { id }: Account): View[] => {
  const stack = core.world.stacks.get(id) ?? []
  core.world.stacks.set(id, stack)
  return stack
}

/** Opens a modal; whatever was open before is gone. */
export function openView(core: Core, owner: Account, wanted: Fields, method: string): View {
  checked(wanted, 'modal')
  clearViews(core, owner)
  const view = make(core, owner, 'modal', wanted)
  stackOf(core, owner).push(view)
  show(core, method, view)
  return view
}

/** Puts a modal on the ones that are open. */
export function pushView(core: Core, owner: Account, wanted: Fields, method: string): View {
  checked(wanted, 'modal')
  const stack = stackOf(core, owner)
  if (stack.length === 0) throw refuse('not_found', ['view: there is no open modal to push on'])
  if (stack.length >= deepest) throw refuse('push_limit_reached')
  const view = make(core, owner, 'modal', wanted, stack.at(-1))
  stack.push(view)
  show(core, method, view)
  return view
}

/** Changes an open view; what somebody typed stays where block and element are still the same. */
export function updateView(core: Core, view: View, wanted: Fields, method: string, hash?: string): View {
  if (!view.open) throw refuse('not_found')
  if (hash !== undefined && hash !== view.hash) throw refuse('hash_conflict')
  checked(wanted, view.type)
  Object.assign(view, externalId(core, wanted, view))
  view.content = contentOf(wanted)
  view.hash = viewHash()
  keepState(blocksOf(view), view.state)
  show(core, method, view)
  return view
}

/** Sets somebody's Home tab. */
export function publishView(core: Core, owner: Account, wanted: Fields, hash?: string): View {
  const known = core.world.homes.get(owner.id)
  if (known) return updateView(core, known, wanted, 'views.publish', hash)
  if (hash !== undefined) throw refuse('hash_conflict')
  checked(wanted, 'home')
  const view = make(core, owner, 'home', wanted)
  core.world.homes.set(owner.id, view)
  show(core, 'views.publish', view)
  return view
}

/** Closes the top modal; the one below is there again. */
export function popView(core: Core, owner: Account): void {
  const view = stackOf(core, owner).pop()
  if (view) view.open = false
  core.waiting.changed()
}

/** Closes all modals of somebody. */
export function clearViews(core: Core, owner: Account): void {
  while (stackOf(core, owner).length > 0) popView(core, owner)
}
