import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDiscord } from '../test/helpers/discord/discord.ts'
import learn, { models } from '../test/helpers/learn.ts'
import { startService } from '../test/helpers/service.ts'
import { openSlack } from '../test/helpers/slack/slack.ts'
import { messages } from './messages.ts'
import { quantile, table } from './table.ts'

/** People who ask at the same time, and how often each does. */
const people = 20
const rounds = 15
/** Requests a second, and for how many seconds. */
const rate = 200
const seconds = 10

/** Somebody on a platform who asks: milliseconds to the acknowledgement, and to the advice that they can read. */
interface Asker {
  readonly ask: (text: string) => Promise<{ readonly ack: number; readonly advice: number }>
}

/** A platform on loopback with the real service connected to it. */
interface Platform {
  readonly name: string
  readonly askers: readonly Asker[]
  /** Acknowledgements that came after the platform's three seconds, or never. */
  readonly late: () => number
  readonly close: () => Promise<void>
}

/** How long people wait for advice, and whether every request is acknowledged in time under load. */
export async function measureDesk(): Promise<void> {
  await learn()
  const rows: (string | number)[][] = []
  const loads: (string | number)[][] = []
  for (const open of [slackPlatform, discordPlatform]) {
    const platform = await open()
    const { name, askers, late } = platform
    const texts = messages('en').labelled.map(({ text }) => text)
    let at = 0
    const next = () => texts[at++ % texts.length] ?? ''
    for (const asker of askers) await asker.ask(next())
    const times: number[] = []
    await Promise.all(
      askers.map(async (asker) => {
        for (let round = 0; round < rounds; round++) times.push((await asker.ask(next())).advice)
      }),
    )
    rows.push([
      name,
      times.length,
      quantile(times, 0.5).toFixed(0),
      quantile(times, 0.99).toFixed(0),
      Math.max(...times).toFixed(0),
    ])

    const before = late()
    const sent: Promise<{ ack: number; advice: number }>[] = []
    const start = performance.now()
    for (let request = 0; request < rate * seconds; request++) {
      const due = start + (request * 1_000) / rate
      const pause = due - performance.now()
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
      const asker = askers[request % askers.length]
      if (asker) sent.push(asker.ask(next()))
    }
    const answers = await Promise.all(sent)
    const acks = answers.map(({ ack }) => ack)
    loads.push([
      name,
      acks.length,
      quantile(acks, 0.5).toFixed(0),
      quantile(acks, 0.99).toFixed(0),
      Math.max(...acks).toFixed(0),
      late() - before,
    ])
    await platform.close()
  }
  table(
    `First advice that can be read, ${people} people asking at once, ms`,
    ['', 'asked', 'median', '99th percentile', 'worst'],
    rows,
  )
  table(
    `Acknowledgements under ${rate} requests a second for ${seconds} s, ms`,
    ['', 'asked', 'median', '99th percentile', 'worst', 'later than 3 s'],
    loads,
  )
}

async function discordPlatform(): Promise<Platform> {
  const names = Array.from({ length: people }, (_, at) => `clerk${at}`)
  const discord = await openDiscord({ people: names.map((name) => ({ name, locale: 'en-GB' })) })
  const { folder, service } = startAt({
    DISCORD_TOKEN: discord.token,
    DISCORD_APPLICATION_ID: discord.applicationId,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_API_URL: discord.api,
  })
  await service.says('Discord: ')
  return {
    name: 'Discord',
    askers: names.map((name) => ({
      ask: async (text) => {
        const start = performance.now()
        const options = { situation: text.slice(0, 2_000) }
        const outcome = await discord.person(name).command('ventanilla', { sub: 'ask', options }, 'front-desk')
        const ack = outcome.callback?.ms ?? Number.POSITIVE_INFINITY
        await outcome.answer(30_000)
        return { ack, advice: performance.now() - start }
      },
    })),
    late: () => discord.late.length,
    close: async () => {
      await service.end('SIGTERM')
      await discord.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function slackPlatform(): Promise<Platform> {
  const names = Array.from({ length: people }, (_, at) => `clerk${at}`)
  const slack = await openSlack({
    people: names.map((name) => ({ name, locale: 'en-GB' })),
    channels: [{ name: 'front-desk', people: names }],
    groups: [],
  })
  const { folder, service } = startAt({
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.api,
  })
  await service.says('Slack: ')
  return {
    name: 'Slack',
    askers: names.map((name) => ({
      ask: async (text) => {
        const start = performance.now()
        const outcome = await slack.person(name).command('/ventanilla', text.slice(0, 2_000), 'front-desk')
        const ack = outcome.ack?.ms ?? Number.POSITIVE_INFINITY
        await outcome.answer(30_000)
        return { ack, advice: performance.now() - start }
      },
    })),
    late: () => slack.late.length,
    close: async () => {
      await service.end('SIGTERM')
      await slack.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The service on a fresh database, with the playbook learnt before. */
function startAt(environment: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-bench-'))
  symlinkSync(models, join(folder, 'models'))
  return { folder, service: startService({ ...environment, VENTANILLA_DATA: folder }) }
}
