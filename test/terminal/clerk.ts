import { type Sentence, sayIn } from '../../src/wording/wording.ts'
import type { Clerk, Seen } from '../conversation/dialogues.ts'
import { learntFolder } from '../helpers/learnt.ts'
import { type Running, start } from '../helpers/process.ts'

/** The fields of each form, in their order, by the form's title. */
const forms: Readonly<Partial<Record<Sentence, readonly (readonly [id: string, label: Sentence])[]>>> = {
  'log.form': [
    ['matter', 'log.matter'],
    ['told', 'log.told'],
    ['demand', 'log.demand'],
    ['answered', 'log.answered'],
    ['step', 'log.step'],
  ],
  'case.noteForm': [['note', 'case.noteText']],
  'case.stepForm': [
    ['step', 'case.stepText'],
    ['days', 'case.stepDays'],
  ],
  'case.closeForm': [
    ['answered', 'case.closeAnswered'],
    ['told', 'case.closeTold'],
  ],
  'feedback.form': [['reason', 'feedback.reason']],
}

/** Somebody who types into the real program. */
export function clerkAtTerminal(
  language: string,
  data: string = learntFolder(),
): Clerk & { readonly leave: () => Promise<void> } {
  let running: Running = start([], { VENTANILLA_DATA: data })
  let read = 0
  let screen = ''
  let pressed = ''
  // A number that no card has: what is said to it comes after everything before it.
  const nothing = () => ['en', 'es'].map((one) => sayIn(one)('terminal.noChoice', { number: 99, most: 0 }).slice(0, -1))

  async function until(found: (fresh: string) => boolean): Promise<string> {
    const all = await running.says({ test: (output: string) => found(output.slice(read)) } as RegExp)
    const fresh = all.slice(read)
    read = all.length
    return fresh
  }
  async function settle(): Promise<Seen> {
    running.write('99\n')
    const fresh = await until((text) => nothing().some((line) => text.includes(line)))
    screen = fresh
    return { text: fresh.replace(/\s+/g, ' ') }
  }
  const number = (label: string): string => {
    const words = screen.replace(/\s+/g, ' ')
    const found = new RegExp(`(\\d+) ${label.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}`).exec(words)
    if (!found?.[1]) throw new Error(`nothing to press that begins with "${label}" in ${words}`)
    return found[1]
  }
  const formIn = (fresh: string) =>
    Object.entries(forms).find(([title]) => fresh.trimStart().startsWith(sayIn(language)(title as Sentence)))?.[1]

  /** Goes through the fields; undefined values keep what stands there. */
  async function walk(fields: readonly (readonly [string, Sentence])[], typed: Readonly<Record<string, string>>, first: string) {
    const stood: Record<string, string> = {}
    let fresh = first
    for (const [at, [id]] of fields.entries()) {
      const kept = sayIn(language)('terminal.keep', { value: '§' }).replace('§', '')
      stood[id] = fresh.includes(kept) ? (fresh.split(kept)[1] ?? '').replace(/\s+/g, ' ') : ''
      const last = at === fields.length - 1
      running.write(`${last && typed['cancel'] ? 'cancel' : (typed[id] ?? '')}\n`)
      const next = fields[at + 1]
      if (next) fresh = await until((text) => text.includes(sayIn(language)(next[1])))
    }
    return stood
  }
  async function press(): Promise<Seen> {
    running.write(`${pressed}\n`)
    // Either a form asks for its first field, or a card is there as a whole and the number after it is answered.
    const labels = Object.values(forms).map((fields) => fields?.[0]?.[1])
    const opensForm = (text: string) =>
      formIn(text) !== undefined && labels.some((label) => label && text.includes(`${sayIn(language)(label)}`))
    running.write('')
    const fresh = await until((text) => opensForm(text) || /\n\n$/.test(text))
    const fields = formIn(fresh)
    if (!fields) {
      screen = fresh
      const rest = await settle()
      screen = fresh + screen
      return { text: `${fresh.replace(/\s+/g, ' ')}${rest.text}` }
    }
    const form = await walk(fields, { cancel: 'yes' }, fresh)
    await until((text) => text.includes(sayIn(language)('terminal.closed')))
    return { text: '', form }
  }
  return {
    says: async (text) => {
      running.write(`${text}\n`)
      return settle()
    },
    presses: async (label) => {
      pressed = number(label)
      return press()
    },
    picks: async (label) => {
      pressed = number(label)
      return press()
    },
    chooses: async (at) => {
      pressed = String(at)
      return press()
    },
    fills: async (values) => {
      running.write(`${pressed}\n`)
      const fresh = await until((text) => {
        const fields = formIn(text)
        return fields !== undefined && text.includes(sayIn(language)(fields[0]?.[1] ?? 'log.matter'))
      })
      await walk(formIn(fresh) ?? [], values, fresh)
      return settle()
    },
    restarts: async () => {
      running.kill('SIGKILL')
      await running.finished
      running = start([], { VENTANILLA_DATA: data })
      read = 0
    },
    leave: async () => {
      running.write('quit\n')
      await running.finished
    },
  }
}
