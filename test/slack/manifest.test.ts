import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, it } from 'vitest'

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<string, unknown>
const manifest = read('../../adapters/slack/manifest.json') as {
  display_information: { name: string; description: string; long_description: string }
  features: { shortcuts: { name: string; callback_id: string; description: string }[]; slash_commands: { command: string }[] }
  oauth_config: { scopes: { bot: string[] } }
  settings: { event_subscriptions: { bot_events: string[] } }
}

it('is a manifest as Slack publishes its shape', () => {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false })
  const valid = ajv.compile(read('../fixtures/slack-manifest.schema.2.0.0.json'))
  valid(manifest)
  expect(valid.errors).toBeNull()
})

it('keeps within the lengths that the shape does not say', () => {
  const { name, description, long_description: long } = manifest.display_information
  expect(name.length).toBeLessThanOrEqual(35)
  expect(description.length).toBeLessThanOrEqual(140)
  expect(long.length).toBeGreaterThanOrEqual(174)
  for (const shortcut of manifest.features.shortcuts) expect(shortcut.name.length).toBeLessThanOrEqual(24)
})

it('asks for what its events need and for nothing that nothing uses', () => {
  const needs: Readonly<Record<string, string>> = { app_mention: 'app_mentions:read', 'message.im': 'im:history' }
  const { bot } = manifest.oauth_config.scopes
  for (const event of manifest.settings.event_subscriptions.bot_events) if (needs[event]) expect(bot).toContain(needs[event])
  // The calls of the adapter: chat.*, files.* for certificates, conversations.open for direct messages, users.info, usergroups.users.list, the command and the shortcuts.
  expect([...bot].sort()).toEqual(
    [
      'app_mentions:read',
      'chat:write',
      'commands',
      'files:write',
      'im:history',
      'im:write',
      'usergroups:read',
      'users:read',
    ].sort(),
  )
})
