import { randomUUID } from 'node:crypto'
import type { Reply } from '../../src/conversation/reply.ts'
import type { Actor, Request } from '../../src/conversation/request.ts'
import type { Desk } from '../../src/desk.ts'
import type { Clerk, Seen } from './dialogues.ts'

type Part = Request extends infer Kind ? (Kind extends Request ? Omit<Kind, 'id' | 'actor' | 'place' | 'at'> : never) : never

/** Everything in a reply that can be read, and the form when it is one. */
export function seenIn(reply: Reply): Seen {
  switch (reply.kind) {
    case 'card':
      return {
        text: [
          reply.title,
          ...reply.blocks.flatMap((block) => {
            switch (block.kind) {
              case 'text':
                return [block.text]
              case 'list':
                return [block.heading, ...block.items.flatMap(({ text, aside }) => [text, aside ?? ''])]
              case 'facts':
                return block.facts.map(({ label, value }) => `${label}: ${value}`)
              case 'buttons':
                return block.buttons.map(({ text }) => text)
              case 'choices':
                return block.choices.map(({ text }, at) => `${at + 1} ${text}`)
              case 'select':
                return block.choices.map(({ text }) => text)
              default:
                throw new Error(`what is ${JSON.stringify(block)}`)
            }
          }),
        ].join('\n'),
      }
    case 'form':
      return { text: reply.title, form: Object.fromEntries(reply.fields.map(({ id, value }) => [id, value])) }
    case 'faults':
      return { text: [reply.title, ...reply.faults.map(({ text }) => text), reply.reopen.text].join('\n') }
  }
}

/** A member of the office's staff who speaks a language. */
export const staff = (locale: string, account = 'U1'): Actor => ({
  platform: 'slack',
  account,
  name: 'Ana',
  standing: 'member',
  groups: [],
  locale,
})

/** Somebody who talks with the desk itself; `reopen` gives the desk after a restart. */
export function clerkAt(desk: Desk, actor: Actor, reopen: () => Promise<Desk>): Clerk {
  let at = desk
  let reply: Reply | undefined
  async function send(part: Part): Promise<Seen> {
    reply = await at.handle({ ...part, id: randomUUID(), actor, place: 'window', at: new Date().toISOString() } as Request)
    if (!reply) throw new Error('no reply')
    return seenIn(reply)
  }
  const button = (label: string) => {
    const buttons =
      reply?.kind === 'card'
        ? reply.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
        : reply?.kind === 'faults'
          ? [reply.reopen]
          : []
    const found = buttons.find(({ text }) => text.startsWith(label))
    if (!found) throw new Error(`no button "${label}" among ${buttons.map(({ text }) => text).join(', ')}`)
    return found.token
  }
  return {
    says: (text) => send({ kind: 'say', text }),
    presses: (label) => send({ kind: 'act', token: button(label) }),
    picks: (label) => {
      const selects = reply?.kind === 'card' ? reply.blocks.flatMap((block) => (block.kind === 'select' ? [block] : [])) : []
      const [select] = selects
      const choice = select?.choices.find(({ text }) => text.startsWith(label))
      if (!select || !choice) throw new Error(`nothing to choose that begins with "${label}"`)
      return send({ kind: 'act', token: select.token, value: choice.value })
    },
    chooses: (at) => {
      const choices =
        reply?.kind === 'card' ? reply.blocks.flatMap((block) => (block.kind === 'choices' ? block.choices : [])) : []
      const choice = choices[at - 1]
      if (!choice) throw new Error(`there is no choice ${at} among ${choices.map(({ text }) => text).join(' / ')}`)
      return send({ kind: 'act', token: choice.token })
    },
    fills: (values) => {
      if (reply?.kind !== 'form') throw new Error('no form is open')
      const kept = Object.fromEntries(reply.fields.map(({ id, value }) => [id, value]))
      return send({ kind: 'submit', token: reply.token, values: { ...kept, ...values } })
    },
    restarts: async () => {
      await at.close()
      at = await reopen()
    },
  }
}
