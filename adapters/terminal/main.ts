import { userInfo } from 'node:os'
import { Argument, Command, CommanderError, Option } from 'commander'
import { checkPlaybook, faultLine, type News, openDesk, openGuide, plainCard, Refusal, type Settings, sayIn } from '#engine'
import { linesOf } from './lines.ts'
import { type Conversation, converse } from './listen.ts'
import { matchLine } from './match.ts'
import { lookOf, renderCard } from './render.ts'

/** What the terminal adapter needs of the process. */
export interface Terminal {
  readonly arguments: readonly string[]
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  readonly errors: NodeJS.WriteStream
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly settings: Settings
  readonly version: string
  readonly today: string
}

/** Exit codes: done, failed, wrong usage. */
const done = 0
const failed = 1
const wrongUsage = 2

/** Runs what the arguments say, the conversation when they say nothing, and resolves to the exit code. */
export async function runTerminal(terminal: Terminal): Promise<number> {
  const { output, errors, settings, environment } = terminal
  let code = done
  const program = new Command('ventanilla')
    .description(
      'An assistant for the people who receive visitors, letters and calls. Without a command it opens a conversation.',
    )
    .version(terminal.version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: (text) => output.write(text), writeErr: (text) => errors.write(text) })
    .addHelpText('after', '\nSettings come from the environment, see .env.example. Exit codes: 0 done, 1 failed, 2 wrong usage.')
  const folder = () =>
    new Option('--playbooks <folder>', 'the playbook folder').default(settings.playbooks, "this project's playbooks")
  const language = () =>
    new Option('--lang <code>', 'language of the message and the answer, such as en or es').argParser(languageCode)

  program
    .addOption(folder())
    .addOption(language())
    .action(async (options: Options) => {
      await talk(terminal, options)
    })
  program
    .command('ask')
    .description('answer one message and leave')
    .addArgument(new Argument('<text...>', 'what is happening'))
    .addOption(folder())
    .addOption(language())
    .option('--json', 'print the answer for a program')
    .action(async (words: string[], options: Options) => {
      const guide = await openGuide({ ...settings, playbooks: options.playbooks, study: 'quick' })
      try {
        const answer = guide.ask(words.join(' '), { language: options.lang ?? settings.language })
        const card = plainCard(answer)
        if (!guide.learntInFull()) errors.write(`${sayIn(card.language)('terminal.quickly')}\n`)
        output.write(`${options.json ? JSON.stringify(answer) : renderCard(card, lookOf(output, environment)).text}\n`)
      } finally {
        await guide.close()
      }
    })
  program
    .command('match')
    .description('match messages from standard input, one JSON object a line: {"id","text","lang"?}')
    .requiredOption('--jsonl', 'read and write JSON lines (the only form there is)')
    .addOption(folder())
    .addOption(language())
    .action(async (options: Options) => {
      code = await match(terminal, options)
    })
  program
    .command('playbook')
    .description('look after the playbook')
    .command('check')
    .description('report every fault and warning')
    .addOption(folder())
    .option('--json', 'print the report for a program')
    .option('--strict', 'count warnings as faults')
    .action((options: Options) => {
      code = check(terminal, options)
    })
  try {
    await program.parseAsync([...terminal.arguments], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? done : wrongUsage
    if (!(error instanceof Refusal)) throw error
    errors.write(`${error.message}\n`)
    return failed
  }
}

interface Options {
  readonly playbooks: string
  readonly lang?: string
  readonly json?: boolean
  readonly strict?: boolean
}

function languageCode(value: string): string {
  if (!/^[a-z]{2,3}$/.test(value))
    throw new CommanderError(
      wrongUsage,
      'commander.invalidArgument',
      `error: --lang ${JSON.stringify(value)}: expected a language code such as en or es`,
    )
  return value
}

async function talk(terminal: Terminal, options: Options): Promise<void> {
  const { input, output, errors, environment, settings } = terminal
  const language = options.lang ?? settings.language
  let conversation: Conversation | undefined
  let told = 0
  const say = (line: string) => (conversation && input.isTTY ? conversation.notice(line) : errors.write(`${line}\n`))
  const guide = await openGuide({
    ...settings,
    playbooks: options.playbooks,
    watching: true,
    news: (news) => {
      const line = newsLine(news, language ?? 'en')
      if (news.kind === 'learning') {
        const quarter = Math.floor(news.share * 4)
        if (quarter <= told) return
        told = quarter
      }
      if (line) say(line)
    },
  })
  const report = (where: string, error: unknown) => say(`${where}: ${error instanceof Error ? error.message : String(error)}`)
  try {
    const opening = openDesk({ ...settings, language, guide, report })
    conversation = converse(guide, opening, { input, output, environment, language, account: userInfo().username })
    const leave = () => conversation?.close()
    process.once('SIGTERM', leave)
    try {
      await opening
      await conversation.done
    } finally {
      process.off('SIGTERM', leave)
      leave()
      await opening.then((desk) => desk.close())
    }
  } finally {
    await guide.close()
  }
}

function newsLine(news: News, language: string): string | undefined {
  const words = sayIn(language)
  switch (news.kind) {
    case 'learning':
      return news.share > 0 && news.share < 1 ? words('terminal.learning', { percent: Math.round(news.share * 100) }) : undefined
    case 'learnt':
      return words('terminal.learnt')
    case 'playbook-changed':
      return words('terminal.playbookChanged')
    case 'playbook-faulty':
      return words('terminal.playbookFault', { fault: news.faults[0] ? faultLine(news.faults[0]) : '' })
    case 'trouble':
      return news.message
  }
}

async function match({ input, output, errors, settings }: Terminal, options: Options): Promise<number> {
  let told = -1
  const guide = await openGuide({
    ...settings,
    playbooks: options.playbooks,
    ...(options.lang === undefined ? {} : { plainLanguage: options.lang }),
    study: 'full',
    news: (news) => {
      if (news.kind === 'trouble') errors.write(`${news.message}\n`)
      if (news.kind !== 'learning') return
      const tenth = Math.floor(news.share * 10)
      if (tenth > told) errors.write(`learning ${tenth * 10} %\n`)
      told = Math.max(told, tenth)
    },
  })
  try {
    for await (const line of linesOf(input)) {
      if (line.trim() === '') continue
      if (!output.write(`${matchLine(guide, line, options.lang)}\n`))
        await new Promise((resolve) => output.once('drain', resolve))
    }
    return done
  } finally {
    await guide.close()
  }
}

function check({ output, today }: Terminal, options: Options): number {
  const report = checkPlaybook(options.playbooks, today)
  const faults = report.faults.filter(({ severity }) => severity === 'fault').length
  const warnings = report.faults.length - faults
  if (options.json) output.write(`${JSON.stringify({ ...report, ok: faults === 0 })}\n`)
  else {
    for (const fault of report.faults) output.write(`${faultLine(fault)}\n`)
    output.write(`${report.entries} entries, ${report.examples} examples: ${faults} faults, ${warnings} warnings\n`)
  }
  return faults > 0 || (options.strict && warnings > 0) ? failed : done
}
