import { randomUUID } from 'node:crypto'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import {
  type Actor,
  type CardReply,
  type Desk,
  type Document,
  type FormReply,
  forMatching,
  type Guide,
  isSituation,
  plainCard,
  type Reply,
  type Request,
  sayIn,
} from '#engine'
import { saveDocument } from './document.ts'
import { fillIn } from './form.ts'
import { parseLine } from './parse.ts'
import { isPressed, lookOf, type Press, renderCard, wrapped } from './render.ts'

export interface TerminalSettings {
  readonly input: Readable & { readonly isTTY?: boolean }
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Language of everything that is said; each message decides when it is missing. */
  readonly language: string | undefined
  /** The account of whoever sits here. */
  readonly account: string
  /** Folder for documents; where the person is, when it is missing. */
  readonly files?: string
}

/** A conversation at a terminal. `notice` shows a line above the prompt. */
export interface Conversation {
  readonly done: Promise<void>
  readonly notice: (line: string) => void
  readonly close: () => void
}

/** A request without what every request has. */
type Part<Kind> = Kind extends Request ? Omit<Kind, 'id' | 'actor' | 'place' | 'at'> : never

/**
 * Talks with the person at the terminal until they leave or the input ends. The guide answers already while the desk is still being opened: then the
 * advice stands there first, and what can be pressed follows.
 */
export function converse(
  guide: Guide,
  opening: Promise<Desk>,
  { input, output, environment, language, account, files = process.cwd() }: TerminalSettings,
): Conversation {
  const atTerminal = input.isTTY === true && output.isTTY === true
  let desk: Desk | undefined
  let spoke = language ?? guide.playbook().office?.languages[0] ?? 'en'
  let presses: readonly Press[] = []
  /** Whether sentences lie there to choose from. */
  let choosing = false
  const say: ReturnType<typeof sayIn> = (...words) => sayIn(spoke)(...words)
  const look = () => lookOf(output, environment)
  const print = (block: string) => output.write(`${block}\n`)
  const tell = (text: string) => print(`${wrapped(text, look()).join('\n')}\n`)
  const lines: Interface = createInterface({
    input,
    output,
    terminal: atTerminal,
    historySize: 200,
    removeHistoryDuplicates: true,
  })
  const prompt = () => {
    if (!atTerminal) return
    lines.setPrompt(say(choosing ? 'terminal.number' : 'terminal.prompt'))
    lines.prompt()
  }

  /** Sends a request as the person at the terminal; presses go on in the language of the card. */
  async function send(part: Part<Request>): Promise<void> {
    const actor: Actor = {
      platform: 'terminal',
      account,
      name: account,
      standing: 'member',
      groups: [],
      ...(part.kind === 'say' ? {} : { locale: spoke }),
    }
    const common = { id: `terminal:${randomUUID()}`, actor, place: 'terminal', at: new Date().toISOString() }
    const early = desk === undefined && part.kind === 'say' && isSituation(part.text) ? await advise(part.text) : undefined
    desk ??= await opening
    const reply = await desk.handle({ ...common, ...part } as Request)
    if (reply) await show(reply, early)
  }

  /** Shows the guide's advice by itself. */
  async function advise(text: string): Promise<CardReply> {
    const card = plainCard(guide.ask(await forMatching(text), { language }))
    print(`${renderCard(card, look()).text}\n`)
    return card
  }

  async function show(reply: Reply, early?: CardReply): Promise<void> {
    spoke = reply.language
    choosing = reply.kind === 'card' && reply.blocks.some(({ kind }) => kind === 'choices')
    switch (reply.kind) {
      case 'card': {
        const stands = early?.title === reply.title
        const card = renderCard(stands ? { ...reply, blocks: reply.blocks.filter(isPressed) } : reply, look())
        presses = card.presses
        print(`${stands ? card.text.split('\n').slice(1).join('\n').trimStart() : card.text}\n`)
        if (reply.file) keep(reply.file)
        return
      }
      case 'form':
        return take(reply)
      case 'faults':
        presses = [{ token: reply.reopen.token }]
        tell([reply.title, ...reply.faults.map(({ label, text }) => `${label}: ${text}`), `1 ${reply.reopen.text}`].join('\n'))
    }
  }

  /** Puts a document where the person is. */
  function keep(document: Document): void {
    try {
      tell(say('terminal.saved', { path: saveDocument(files, document) }))
    } catch (error) {
      tell(say('terminal.unsaved', { reason: (error as NodeJS.ErrnoException).code ?? String(error) }))
    }
  }

  /** Asks for the fields of a form, and hands it in. */
  async function take(form: FormReply): Promise<void> {
    const values = await fillIn(form, { ask, print, say, look: look() })
    if (values) await send({ kind: 'submit', token: form.token, values })
    else tell(say('terminal.closed'))
  }

  // Lines wait here until whoever asked is ready for the next one: the prompt, or a field of a form.
  const waiting: string[] = []
  let wake: (() => void) | undefined
  let ended = false
  async function next(): Promise<string | undefined> {
    while (waiting.length === 0) {
      if (ended) return undefined
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    return waiting.shift()
  }
  const ask = (question: string): Promise<string | undefined> => {
    if (atTerminal) {
      lines.setPrompt(question)
      lines.prompt()
    } else print(question)
    return next()
  }
  lines.on('line', (line) => {
    waiting.push(line)
    wake?.()
  })
  lines.on('SIGINT', () => lines.close())
  lines.on('close', () => {
    ended = true
    wake?.()
  })

  async function run(): Promise<void> {
    for (let leaving = false; !leaving; ) {
      prompt()
      const line = await next()
      if (line === undefined) break
      const typed = parseLine(line)
      switch (typed.kind) {
        case 'nothing':
          if (!atTerminal && line !== '') await send({ kind: 'say', text: '' })
          break
        case 'number': {
          const press = presses[typed.number - 1]
          if (press) await send({ kind: 'act', ...press })
          else tell(say('terminal.noChoice', { number: typed.number, most: presses.length }))
          break
        }
        case 'help':
          await send({ kind: 'say', text: typed.text })
          tell(say('terminal.help'))
          break
        case 'said':
          await send({ kind: 'say', text: typed.text })
          break
        case 'quit':
          waiting.length = 0
          lines.close()
          leaving = true
      }
    }
    if (atTerminal) print(`\n${say('terminal.bye')}`)
  }

  if (atTerminal) {
    print(say('terminal.welcome', { office: guide.playbook().office?.name[spoke] ?? 'Ventanilla' }))
    tell(say('terminal.hint'))
  }
  const done = run()
  // Whoever opens the desk hears of it when it cannot be opened.
  done.catch(() => {})
  return {
    done,
    notice: (line) => {
      if (!atTerminal) return
      output.write('\r\u001b[K')
      print(line)
      lines.prompt(true)
    },
    close: () => lines.close(),
  }
}
