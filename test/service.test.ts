import { expect, it, onTestFinished } from 'vitest'
import { settingsFrom } from '../src/settings.ts'
import { openStage } from './discord/stage.ts'
import { openDiscord } from './helpers/discord/discord.ts'
import { learntFolder } from './helpers/learnt.ts'
import { freePort } from './helpers/port.ts'
import { startService } from './helpers/service.ts'

it('says what is up, tells its health and its figures on a local port, and stops with 0', async () => {
  const port = await freePort()
  const stage = await openStage({ VENTANILLA_STATUS_PORT: String(port), VENTANILLA_LOG_LEVEL: 'debug' })
  const { discord, service } = stage
  expect(service().said()).toContain('Discord: ventanilla, Town Hall')
  await (
    await discord
      .person('ben')
      .command('ventanilla', { sub: 'ask', options: { situation: 'Mr Ezequiel Montalbán bangs the table' } })
  ).answer()
  const health = await fetch(`http://127.0.0.1:${port}/healthz`)
  expect([health.status, await health.json()]).toEqual([200, { database: 'up', learnt: true }])
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  expect(metrics).toMatch(/ventanilla_requests_total\{platform="discord",turn="say",outcome="card"\} 1/)
  expect(metrics).toContain('ventanilla_reply_seconds_bucket')
  expect((await fetch(`http://127.0.0.1:${port}/else`)).status).toBe(404)
  expect(await service().end('SIGTERM')).toBe(0)
  expect(service().said()).not.toMatch(/Montalbán|bangs/)
})

it('ends with a code for its supervisor, and one line, when its token is refused', async () => {
  const discord = await openDiscord()
  onTestFinished(() => discord.close())
  const service = startService({ DISCORD_TOKEN: 'wrong', DISCORD_API_URL: discord.api, VENTANILLA_DATA: learntFolder() })
  expect(await service.ended).toBe(1)
  expect(service.said()).toMatch(/^Discord refused DISCORD_TOKEN[^\n]*\n$/)
})

it('says where its database should be when it is not there', async () => {
  const service = startService({
    DISCORD_TOKEN: 'x',
    VENTANILLA_DATA: learntFolder(),
    DATABASE_URL: 'postgres://desk:secret@127.0.0.1:1/none',
  })
  expect(await service.ended).toBe(1)
  expect(service.said()).toMatch(/^The database postgres:\/\/desk:\*\*\*@127\.0\.0\.1:1\/none cannot be opened: .*ECONNREFUSED/)
})

it('names every faulty setting at once, what it got and what it expected', () => {
  const read = () =>
    settingsFrom({
      SLACK_BOT_TOKEN: 'xoxb-1',
      DISCORD_GUILD_ID: 'office',
      DATABASE_URL: 'mysql://db',
      VENTANILLA_SUPERVISORS: 'U1',
      VENTANILLA_STATUS_PORT: '99999',
    })
  expect(read).toThrow(/DISCORD_GUILD_ID: expected an id of digits/)
  expect(read).toThrow(/DATABASE_URL: expected an address such as postgres/)
  expect(read).toThrow(/VENTANILLA_SUPERVISORS: expected a list such as slack:/)
  expect(read).toThrow(/VENTANILLA_STATUS_PORT: expected a port/)
  expect(() => settingsFrom({ SLACK_BOT_TOKEN: 'xoxb-1' })).toThrow(/SLACK_APP_TOKEN: expected an app token/)
})

it('takes Slack over HTTP where a port or only a signing secret is set', () => {
  const slack = (more: Record<string, string>) => settingsFrom({ SLACK_BOT_TOKEN: 'xoxb-1', ...more }).slack?.receiver
  expect(slack({ SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 's' })).toEqual({ kind: 'socket', appToken: 'xapp-1' })
  expect(slack({ SLACK_SIGNING_SECRET: 's' })).toEqual({ kind: 'http', signingSecret: 's', port: 3_000 })
  expect(slack({ SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 's', VENTANILLA_SLACK_PORT: '4000' })).toMatchObject({
    port: 4_000,
  })
})
