import { setTimeout as wait } from 'node:timers/promises'
import { Client, Events, GatewayIntentBits, Partials, Routes } from 'discord.js'
import { type Connected, type Context, type DiscordSettings, Refusal } from '#engine'
import { commandsFor } from './commands.ts'
import { toPerson } from './deliver.ts'
import { listen } from './listen.ts'
import { peopleOf } from './people.ts'

/** Close codes of the gateway after which coming back is useless: a refused token, a wrong shard, version or intent. */
const final = new Set([4_004, 4_010, 4_011, 4_012, 4_013, 4_014])
/** Tries to log in while Discord cannot be reached. */
const mostTries = 6

/**
 * Connects to Discord's gateway and puts our commands in place.
 * @throws Refusal when Discord refuses the token or an intent, or cannot be reached
 */
export const connectDiscord =
  (settings: DiscordSettings) =>
  async (context: Context): Promise<Connected> => {
    const { log, desk, fail } = context
    const client = new Client({
      intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
      // Without it, direct messages vanish silently.
      partials: [Partials.Channel],
      allowedMentions: { parse: [], repliedUser: false },
      rest: settings.apiUrl === undefined ? {} : { api: settings.apiUrl },
    })
    client.on(Events.Error, (error) => log.error('discord', error))
    client.on(Events.ShardDisconnect, ({ code }) => {
      if (final.has(code)) fail(new Refusal('platform', `Discord closed the connection for good (code ${code})`))
    })
    client.on(Events.Invalidated, () => fail(new Refusal('platform', 'Discord ended the session')))
    client.on(Events.ShardReconnecting, () => log.info('discord: reconnecting'))
    client.on(Events.ShardResume, () => log.info('discord: connected'))

    const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve))
    await login()
    const up = await ready
    const id = settings.applicationId ?? up.application.id
    const guild = settings.guildId
    await (guild === undefined
      ? up.rest.put(Routes.applicationCommands(id), { body: commandsFor('everywhere') })
      : up.rest.put(Routes.applicationGuildCommands(id, guild), { body: commandsFor('server') })
    ).catch((error: Error) => {
      throw new Refusal('platform', `Discord did not take our commands: ${error.message}`)
    })
    listen(up, context, peopleOf(up, guild))
    desk.deliverBy('discord', {
      bring: (recipient, card) => toPerson(up, recipient, card),
      // Roles name people who come as themselves.
      reaches: (recipient) => !up.guilds.cache.some(({ roles }) => roles.cache.has(recipient)),
    })

    return {
      says: `Discord: ${up.user.tag}, ${guild === undefined ? `${up.guilds.cache.size} servers` : (up.guilds.cache.get(guild)?.name ?? 'not yet in the server DISCORD_GUILD_ID')}`,
      stop: () => client.destroy(),
    }

    async function login(): Promise<void> {
      for (let tries = 1; ; tries++) {
        try {
          await client.login(settings.token)
          return
        } catch (error) {
          const { code, message } = error as { code?: string | number; message: string }
          const refused = code === 'TokenInvalid' || /4014|4013|disallowed intents/i.test(`${code} ${message}`) || code === 401
          if (refused) throw new Refusal('platform', `Discord refused DISCORD_TOKEN or our intents: ${message}`)
          if (tries >= mostTries) throw new Refusal('platform', `Discord cannot be reached: ${message}`)
          await wait(500 * 2 ** tries)
        }
      }
    }
  }
