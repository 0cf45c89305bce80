import { readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'

// The nursery of young objects may grow to 48 MB by default: more than the rest of us needs.
setFlagsFromString('--max-semi-space-size=2')
// From the second start on, code comes compiled: a third of a second less to wait. So everything else is imported after this line.
enableCompileCache()
const { Refusal } = await import('./errors.ts')
const { settingsFrom } = await import('./settings.ts')

/** The front door: settings, then the adapters that are configured; the terminal when none is, or when it is given something to do. */
async function main(): Promise<number> {
  const settings = settingsFrom(process.env)
  const words = process.argv.slice(2)
  if (words.length === 0 && (settings.slack || settings.discord)) {
    const { serve } = await import('./service.ts')
    const adapters = [
      ...(settings.slack ? [(await import('../adapters/slack/main.ts')).connectSlack(settings.slack)] : []),
      ...(settings.discord ? [(await import('../adapters/discord/main.ts')).connectDiscord(settings.discord)] : []),
    ]
    const code = await serve(settings, adapters, process.stderr)
    // Slack leaves its side of the connection open: everything is written and closed on ours.
    process.exit(code)
  }
  const { runTerminal } = await import('../adapters/terminal/main.ts')
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
  return runTerminal({
    arguments: words,
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    environment: process.env,
    settings,
    version,
    today: new Date().toISOString().slice(0, 10),
  })
}

// Whoever reads our output may leave before the end (`| head`): that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(
    error instanceof Refusal
      ? `${error.message}\n`
      : `Something went wrong that should not: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exitCode = 1
}
