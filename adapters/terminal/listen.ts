import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { type Answer, type Desk, fill, spoken, wordingIn } from '#engine'
import { parseLine } from './parse.ts'
import { lookOf, renderAnswer, renderLines, renderText } from './render.ts'

export interface TerminalSettings {
  readonly input: Readable & { readonly isTTY?: boolean }
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Language of everything that is said; each message decides when it is missing. */
  readonly language: string | undefined
  /** Where what was typed before is kept, newest first; remembered for this session only. */
  readonly history?: string[]
}

/** A conversation at a terminal. `notice` shows a line above the prompt. */
export interface Conversation {
  readonly done: Promise<void>
  readonly notice: (line: string) => void
  readonly close: () => void
}

/** Talks with the person at the terminal until they leave or the input ends. */
export function converse(desk: Desk, { input, output, environment, language: wanted }: TerminalSettings): Conversation {
  const atTerminal = input.isTTY === true && output.isTTY === true
  let language = wanted
  let lastLanguage = wanted ?? desk.playbook().office?.languages[0] ?? 'en'
  let text = ''
  let last: Answer | undefined
  const words = () => wordingIn(language ?? lastLanguage)
  const look = () => lookOf(output, environment)
  const print = (block: string) => output.write(`${block}\n`)
  const lines: Interface = createInterface({
    input,
    output,
    terminal: atTerminal,
    historySize: 200,
    removeHistoryDuplicates: true,
  })
  const prompt = () => {
    if (!atTerminal) return
    lines.setPrompt(words()[last?.kind === 'clarify' ? 'terminal.choose' : 'terminal.prompt'])
    lines.prompt()
  }

  function show(answer: Answer): void {
    last = answer
    lastLanguage = answer.kind === 'answer' ? answer.card.language : answer.language
    print(`${renderAnswer(answer, look())}\n`)
  }

  function choose(number: number): void {
    const choices = last?.kind === 'clarify' ? last.choices : last?.kind === 'unknown' ? last.nearest : []
    const chosen = choices[number - 1]
    if (last?.kind === 'clarify' && number === choices.length + 1) {
      last = undefined
      print(`${renderText(words()['clarify.retry'], look())}\n`)
      return
    }
    const opened = chosen && desk.open(chosen.id, text, language ?? lastLanguage)
    if (opened) show(opened)
    else print(`${fill(words()['terminal.noChoice'], { number })}\n`)
  }

  function showMore(): void {
    const more = last?.kind === 'answer' ? last.card.more : []
    print(`${more.length > 0 ? renderLines(more, words(), look()) : words()['terminal.noMore']}\n`)
  }

  function switchLanguage(): void {
    language = language === undefined ? (spoken.find((one) => one !== lastLanguage) ?? lastLanguage) : undefined
    print(`${words()[language === undefined ? 'terminal.languageFree' : 'terminal.language']}\n`)
  }

  function take(line: string): void {
    const typed = parseLine(line)
    if ('language' in typed) lastLanguage = typed.language ?? lastLanguage
    switch (typed.kind) {
      case 'nothing':
        if (!atTerminal && line !== '') print(`${renderText(words()['empty.message'], look())}\n`)
        break
      case 'choice':
        choose(typed.number)
        break
      case 'more':
        showMore()
        break
      case 'language':
        switchLanguage()
        break
      case 'help':
        print(`${renderText(words()['terminal.help'], look())}\n`)
        break
      case 'quit':
        lines.close()
        break
      case 'situation': {
        const clarified = last?.kind === 'clarify'
        text = clarified ? `${text}. ${typed.text}` : typed.text
        show(desk.ask(text, { language, clarified }))
      }
    }
  }

  const done = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      take(line)
      prompt()
    })
    lines.on('SIGINT', () => lines.close())
    lines.on('close', () => {
      if (atTerminal) print(`\n${words()['terminal.bye']}`)
      resolve()
    })
  })
  if (atTerminal) {
    const office = desk.playbook().office
    print(fill(words()['terminal.welcome'], { office: office?.name[language ?? lastLanguage] ?? 'Ventanilla' }))
    print(`${renderText(words()['terminal.hint'], look())}\n`)
    prompt()
  }
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
