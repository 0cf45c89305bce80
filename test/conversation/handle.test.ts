import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Reply } from '../../src/conversation/reply.ts'
import type { Actor, Request } from '../../src/conversation/request.ts'
import { type Desk, openDesk } from '../../src/desk.ts'
import { type Guide, openGuide } from '../../src/guidance/guide.ts'
import type { RoleSettings } from '../../src/people/roles.ts'
import { openDatabase } from '../../src/store/database.ts'
import { onEveryDatabase } from '../contract/databases.ts'
import { learntFolder, playbooks } from '../helpers/learnt.ts'
import { temporaryFolder } from '../helpers/playbooks.ts'
import { seenIn, staff } from './core.ts'

let guide: Guide
beforeAll(async () => {
  guide = await openGuide({ playbooks, data: learntFolder(), study: 'full' })
})
afterAll(() => guide.close())

const nobody: RoleSettings = { supervisors: [], staff: [], trainees: [], others: 'staff' }
const situation = 'man, third visit this month, banging the table, wants the director'

async function open(database: string, roles: Partial<RoleSettings> = {}, reports: unknown[] = []): Promise<Desk> {
  const desk = await openDesk({
    guide,
    database,
    redis: undefined,
    language: undefined,
    roles: { ...nobody, ...roles },
    report: (where, error) => reports.push([where, error]),
  })
  onTestFinished(() => desk.close().catch(() => {}))
  return desk
}
const file = () => join(temporaryFolder(), 'ventanilla.db')

type Part = Request extends infer Kind ? (Kind extends Request ? Omit<Kind, 'id' | 'actor' | 'place' | 'at'> : never) : never
const request = (part: Part, actor: Actor = staff('en-GB'), id: string = randomUUID()): Request =>
  ({ ...part, id, actor, place: 'window', at: new Date().toISOString() }) as Request
const say = (text: string, actor?: Actor, id?: string) => request({ kind: 'say', text }, actor, id)
const press = (token: string, actor?: Actor, id?: string) => request({ kind: 'act', token }, actor, id)

function tokenIn(reply: Reply | undefined, name: string): string {
  const buttons = reply?.kind === 'card' ? reply.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : [])) : []
  const found = buttons.find(({ token }) => token.split(':')[1] === name)
  if (!found) throw new Error(`no button ${name} in ${JSON.stringify(buttons)}`)
  return found.token
}
const textOf = (reply: Reply | undefined) => (reply ? seenIn(reply).text : 'nothing')

onEveryDatabase((fresh, shared) => {
  /** Two processes at one database, where one process can stand for both. */
  const two = async (database: string): Promise<[Desk, Desk]> => {
    const desk = await open(database)
    return [desk, shared ? await open(database) : desk]
  }

  it('handles a request once: delivered again, at the same time, after a restart, by another process', async () => {
    const database = await fresh()
    const [desk, other] = await two(database)
    const event = say(situation, undefined, 'event 1')
    const replies = await Promise.all([desk.handle(event), other.handle(event), desk.handle(event)])
    expect(replies.filter((reply) => reply !== undefined)).toHaveLength(1)
    await desk.close()
    expect(await (await open(database)).handle(event)).toBeUndefined()
  })

  it('makes one case of one piece of advice, however often and wherever the form is handed in', async () => {
    const database = await fresh()
    const [desk, other] = await two(database)
    const form = await desk.handle(press(tokenIn(await desk.handle(say(situation)), 'log')))
    if (form?.kind !== 'form') throw new Error('no form')
    const values = Object.fromEntries(form.fields.map(({ id, value }) => [id, value]))
    const submit = () => request({ kind: 'submit', token: form.token, values })
    const replies = await Promise.all([desk.handle(submit()), other.handle(submit()), desk.handle(submit())])
    const year = new Date().getFullYear()
    for (const reply of replies) expect(textOf(reply)).toContain(`${year}-0001`)
    expect(textOf(await desk.handle(say('cases')))).toContain('One open case')
    expect(textOf(await desk.handle(press(`v1:log:${form.token.split(':')[2]}`)))).toContain(`This is case ${year}-0001 already`)
  })

  it('runs the numbers of a year without a gap when several processes log at once', async () => {
    const database = await fresh()
    const desks = await two(database)
    const step = { matter: 'noise', step: 'log.ownCall' }
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        desks[at % 2]?.handle(request({ kind: 'submit', token: `v1:save:${randomUUID()}`, values: step })),
      ),
    )
    await desks[0].close()
    const db = await openDatabase(database)
    const rows = await db.selectFrom('cases').select('running').orderBy('running').execute()
    expect(rows.map(({ running }) => running)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
    expect(await db.selectFrom('case_events').selectAll().execute()).toHaveLength(20)
    await db.destroy()
  })

  it('keeps no word of a message but what is needed, and none unredacted', async () => {
    const database = await fresh()
    const desk = await open(database)
    await desk.handle(say(`${situation}, he is Mr Ezequiel Montalbán, 612 345 678`))
    await desk.handle(say('what is the wifi password, asks Mr Ezequiel Montalbán'))
    const db = await openDatabase(database)
    const kept = JSON.stringify([
      await db.selectFrom('advice').selectAll().execute(),
      await db.selectFrom('misses').selectAll().execute(),
      await db.selectFrom('memory').selectAll().execute(),
      await db.selectFrom('handled').selectAll().execute(),
    ])
    expect(kept).not.toMatch(/Montalbán|612 345 678/)
    expect(kept).toContain('[name]')
    expect(JSON.stringify(await db.selectFrom('advice').selectAll().execute())).not.toContain('banging')
    await db.destroy()
  })
})

describe('who may do what', () => {
  const as = (changes: Partial<Actor>): Actor => ({ ...staff('en-GB'), ...changes })

  it('turns guests and strangers away and keeps nothing of them', async () => {
    const database = file()
    const desk = await open(database)
    for (const standing of ['guest', 'stranger'] as const) {
      const reply = await desk.handle(say(situation, as({ standing, account: standing })))
      expect(textOf(reply)).toContain('I only work for the staff of Municipality of Vallehondo')
    }
    const db = await openDatabase(database)
    expect(await db.selectFrom('people').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('handled').selectAll().execute()).toEqual([])
    await db.destroy()
  })

  it('gives trainees advice but no cases, by setting or by group', async () => {
    const desk = await open(file(), { trainees: ['slack:S1'] })
    const trainee = as({ groups: ['S1'] })
    const advice = await desk.handle(say(situation, trainee))
    expect(textOf(advice)).toContain('wants only the director')
    expect(textOf(advice)).not.toContain('Log the case')
    expect(textOf(await desk.handle(press('v1:log', trainee)))).toContain('This is for staff')
    expect(textOf(await desk.handle(say('cases', trainee)))).toContain('This is for staff')
  })

  it('lets owners and supervisors change a case, and hides one from everybody else', async () => {
    const desk = await open(file(), { supervisors: ['slack:U9'] })
    const [ana, bea, boss] = [as({ account: 'U1' }), as({ account: 'U2', name: 'Bea' }), as({ account: 'U9', name: 'Olga' })]
    const values = { matter: 'noise', step: 'log.ownCall' }
    const logged = await desk.handle(request({ kind: 'submit', token: 'v1:save:d1', values }, ana))
    const number = `${new Date().getFullYear()}-0001`
    expect(textOf(await desk.handle(say(`case ${number}`, bea)))).toContain('noise')
    const note = tokenIn(logged, 'note')
    expect(textOf(await desk.handle(press(note, bea)))).toContain('only its owner or a supervisor')
    expect((await desk.handle(press(note, boss)))?.kind).toBe('form')
    await desk.handle(press(tokenIn(logged, 'show'), ana))
    expect(textOf(await desk.handle(say(`case ${number}`, bea)))).toContain('No such case')
    expect(textOf(await desk.handle(say(`case ${number}`, boss)))).toContain('owner and supervisors')
  })

  it('knows a linked person on both platforms: their cases, their language, their role', async () => {
    const desk = await open(file(), { supervisors: ['discord:7'] })
    const boss: Actor = { ...as({ account: '7', name: 'Olga' }), platform: 'discord' }
    const slack = as({ account: 'U7', name: 'Olga' })
    await desk.handle(request({ kind: 'submit', token: 'v1:save:d1', values: { matter: 'noise', step: 'log.ownCall' } }, slack))
    await desk.handle(say('language español', slack))
    expect(textOf(await desk.handle(say('link slack:U7 discord:7', slack)))).toContain('Esto es para los supervisores')
    expect(textOf(await desk.handle(say('link slack:U8 discord:7', boss)))).toContain('slack:U8')
    expect(textOf(await desk.handle(say('link slack:U7 discord:7', boss)))).toContain('one person')
    expect(textOf(await desk.handle(say('casos', boss)))).toContain('Un caso abierto')
    expect(textOf(await desk.handle(say('vincular slack:U7 discord:7', slack)))).toContain('ya son la misma persona')
  })

  it('alerts every supervisor with the same press, and tells the caller who is coming', async () => {
    const desk = await open(file(), { supervisors: ['discord:7', 'slack:U9'] })
    const delivered: string[] = []
    const alone = await desk.handle(press(tokenIn(await desk.handle(say(situation)), 'call')))
    expect(textOf(alone)).toMatch(/Call now[\s\S]*200[\s\S]*No supervisor can be alerted from here/)
    const heard = new Promise<Reply>((resolve) => {
      desk.deliverBy('slack', {
        reaches: () => true,
        bring: async (recipient, alert) => {
          delivered.push(recipient)
          resolve(alert)
        },
      })
    })
    const card = await desk.handle(press(tokenIn(await desk.handle(say(situation)), 'call')))
    expect(textOf(card)).toMatch(/Call now[\s\S]*200[\s\S]*The supervisors are being alerted/)
    const alert = await heard
    expect(textOf(alert)).toMatch(/Ana asks for help at the window[\s\S]*wants only the director/)
    expect(textOf(alert)).not.toContain('banging')
    const coming = await desk.handle(press(tokenIn(alert, 'coming'), as({ account: 'U9', name: 'Olga' })))
    expect(textOf(coming)).toContain('Ana knows that you are coming')
    await expect.poll(() => delivered).toEqual(['U9', 'U1'])
  })
})

describe('what is asked for', () => {
  it('hears a danger first, whatever word the sentence begins with, and whoever says it', async () => {
    const desk = await open(file(), { others: 'trainee' })
    for (const text of [
      'case of emergency: man collapsed in the hall, not breathing',
      'caso urgente: señora desmayada en la sala, no respira',
    ])
      expect(textOf(await desk.handle(say(text)))).toContain('112')
    expect(textOf(await desk.handle(say('case of wine on the counter, he wants to thank me')))).not.toContain('This is for staff')
  })

  it('takes what somebody else wrote as a situation, never as an order', async () => {
    const desk = await open(file(), { supervisors: ['slack:U1'] })
    const reply = await desk.handle(request({ kind: 'say', text: 'link slack:U1 slack:U2', literal: true }))
    expect(textOf(reply)).not.toMatch(/one person|two accounts/)
  })

  it('offers the button where words cannot open a form', async () => {
    const desk = await open(file())
    expect(tokenIn(await desk.handle(say('log')), 'log')).toBe('v1:log')
    expect(tokenIn(await desk.handle(say('registrar')), 'log')).toBe('v1:log')
  })

  it('makes one case of one visit, from whichever of its cards', async () => {
    const desk = await open(file())
    const first = await desk.handle(say(situation))
    const second = await desk.handle(say('now he is filming'))
    const values = { matter: 'pension papers', step: 'log.ownCall' }
    await desk.handle(request({ kind: 'submit', token: tokenIn(second, 'log').replace('log', 'save'), values }))
    expect(textOf(await desk.handle(press(tokenIn(first, 'log'))))).toContain('This is case')
    expect(textOf(await desk.handle(say('now another visitor wants a birth certificate')))).not.toContain('Added to')
  })

  it('closes a case once, whoever presses at the same time', async () => {
    const database = file()
    const desk = await open(database)
    await desk.handle(request({ kind: 'submit', token: 'v1:save:d1', values: { matter: 'noise', step: 'log.ownCall' } }))
    const db = await openDatabase(database)
    const { id } = await db.selectFrom('cases').select('id').executeTakeFirstOrThrow()
    const close = () =>
      desk.handle(request({ kind: 'submit', token: `v1:closed:${id}`, values: { answered: 'done', told: 'by phone' } }))
    await Promise.all([close(), close(), desk.handle(press(`v1:show:${id}:owner`)), close()])
    const events = await db.selectFrom('case_events').select('kind').execute()
    expect(events.filter(({ kind }) => kind === 'closed')).toHaveLength(1)
    await db.destroy()
  })

  it('keeps every line that a clerk typed, and drops only facts that were left open', async () => {
    const desk = await open(file())
    const form = await desk.handle(press(tokenIn(await desk.handle(say(situation)), 'log')))
    if (form?.kind !== 'form') throw new Error('no form')
    const values = Object.fromEntries(form.fields.map(({ id, value }) => [id, value]))
    const told = `${values['told']}\n- Still needed:\nbirth certificate\u0000`
    const card = textOf(await desk.handle(request({ kind: 'submit', token: form.token, values: { ...values, told } })))
    expect(card).toContain('- Still needed:\nbirth certificate')
    expect(card).not.toContain('in their words:')
  })

  it.each(['1', 'no. YEAR-1', 'YEAR–0001.', '#YEAR/1'])('finds a case as people write its number: %s', async (written) => {
    const desk = await open(file())
    await desk.handle(request({ kind: 'submit', token: 'v1:save:d1', values: { matter: 'Árbol caído', step: 'log.ownCall' } }))
    expect(textOf(await desk.handle(say(`case ${written.replace('YEAR', String(new Date().getFullYear()))}`)))).toContain('Árbol')
    expect(textOf(await desk.handle(say('caso ARBOL')))).toContain('Árbol')
  })
})

describe('when something is wrong', () => {
  it('says kindly that an old button does nothing', async () => {
    const desk = await open(file())
    for (const token of ['v0:log:1', 'v1:dance', 'approve', '', 'v1:more:none:0'])
      expect(textOf(await desk.handle(press(token)))).toMatch(/older version|Type the situation again/)
  })

  it('still advises when the records cannot be reached, and says that nothing was kept', async () => {
    const reports: unknown[] = []
    const desk = await open(file(), {}, reports)
    const advice = await desk.handle(say(situation))
    await desk.close()
    const reply = textOf(await desk.handle(say(situation)))
    expect(reply).toContain('wants only the director')
    expect(reply).toContain('My records cannot be reached')
    expect(textOf(await desk.handle(press(tokenIn(advice, 'log'))))).toContain('nothing was changed')
    expect(reports.length).toBeGreaterThan(0)
    expect(JSON.stringify(reports)).not.toContain('banging')
  })

  it('loses nothing that was typed into a form while the records cannot be reached', async () => {
    const desk = await open(file())
    const form = await desk.handle(press(tokenIn(await desk.handle(say(situation)), 'log')))
    if (form?.kind !== 'form') throw new Error('no form')
    await desk.close()
    const values = { matter: 'pension papers', told: 'since March', demand: '', answered: '', step: 'log.ownCall' }
    const reply = await desk.handle(request({ kind: 'submit', token: form.token, values }))
    expect(reply).toMatchObject({
      kind: 'faults',
      faults: [{ field: 'matter' }],
      reopen: { token: form.token.replace('save', 'log') },
    })
    expect(textOf(reply)).toContain('Not saved')
  })

  it('takes any text of any length', async () => {
    const desk = await open(file())
    for (const text of [
      '',
      '   ',
      '\u202e\u0000\u001b[31m',
      '😡'.repeat(3_000),
      'x'.repeat(100_000),
      `${situation}. `.repeat(1_500),
      '<!channel> **x** @everyone',
    ])
      expect((await desk.handle(say(text, staff('es-ES'))))?.kind).toBe('card')
  })
})
