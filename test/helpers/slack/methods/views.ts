import type { Method } from '../calls.ts'
import type { Core } from '../core.ts'
import { refuse } from '../errors.ts'
import { wireView } from '../payloads.ts'
import type { Account, Fields, View } from '../types.ts'
import { openView, publishView, pushView, updateView } from '../views.ts'

/** Methods about modals and Home tabs. */
export function viewMethods(core: Core): Method[] {
  const { world } = core
  const triggered = (trigger: unknown): Account => {
    const act = core.acts.exchange(String(trigger))
    if (typeof act === 'string') throw refuse(act)
    return act.account
  }
  const given = ({ view }: Fields) => view as Fields
  const answer = (view: View): Fields => ({ view: wireView(world, view) })
  return [
    {
      name: 'views.open',
      args: { view: 'json!', trigger_id: 'string!' },
      answer: (args) => answer(openView(core, triggered(args['trigger_id']), given(args), 'views.open')),
    },
    {
      name: 'views.push',
      args: { view: 'json!', trigger_id: 'string!' },
      answer: (args) => answer(pushView(core, triggered(args['trigger_id']), given(args), 'views.push')),
    },
    {
      name: 'views.update',
      args: { view: 'json!', view_id: 'string', external_id: 'string', hash: 'string' },
      answer: (args) => {
        const { view_id: id, external_id: external, hash } = args
        if (id === undefined && external === undefined) throw refuse('invalid_arguments', ['view_id: missing required field'])
        const all = [...world.views.values()]
        const view = id === undefined ? all.find((one) => one.open && one.externalId === external) : world.views.get(String(id))
        if (view === undefined) throw refuse('not_found')
        return answer(updateView(core, view, given(args), 'views.update', hash === undefined ? undefined : String(hash)))
      },
    },
    {
      name: 'views.publish',
      args: { view: 'json!', user_id: 'string!', hash: 'string' },
      answer: (args) => {
        const { user_id: user, hash } = args
        const account = world.accounts.get(String(user))
        if (account === undefined || account.bot) throw refuse('user_not_found')
        if (!core.settings.homeTab) throw refuse('not_enabled')
        return answer(publishView(core, account, given(args), hash === undefined ? undefined : String(hash)))
      },
    },
  ]
}
