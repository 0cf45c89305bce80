import { App, HTTPReceiver, SocketModeReceiver, webApi } from '@slack/bolt'
import { type Connected, type Context, Refusal, type SlackSettings } from '#engine'
import { toPerson } from './deliver.ts'
import { listen } from './listen.ts'
import { peopleOf } from './people.ts'
import { platformCode, refusalOf, silent, webClient } from './web.ts'

/** Milliseconds to wait for an answer to a ping, and to come back after a dropped socket: five seconds by default, in which presses fail. */
const pingTimeout = 2_000
/** Path of requests over HTTP. */
const endpoint = '/slack/events'

/**
 * Connects to Slack: by Socket Mode, or by an HTTP receiver.
 * @throws Refusal when Slack refuses a token, or the port cannot be used
 */
export const connectSlack =
  (settings: SlackSettings) =>
  async (context: Context): Promise<Connected> => {
    const { botToken, apiUrl, receiver: way } = settings
    const { log, desk, fail } = context
    const client = webClient(botToken, apiUrl)
    // Separate objects for the receiver and the app: bolt writes into what it is given.
    const clientOptions = () => ({
      ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
      retryConfig: { retries: 10, factor: 1.6, maxTimeout: 15_000 },
      timeout: 10_000,
    })
    const refuse =
      (name: string) =>
      (error: unknown): never => {
        const code = refusalOf(error) ?? platformCode(error)
        if (code !== undefined) throw new Refusal('platform', `Slack refused ${name}: ${code}`)
        throw new Refusal('platform', `Slack cannot be reached: ${error instanceof Error ? error.message : String(error)}`)
      }

    const receiver =
      way.kind === 'socket'
        ? new SocketModeReceiver({
            appToken: way.appToken,
            clientPingTimeout: pingTimeout,
            installerOptions: { clientOptions: clientOptions() },
            logger: silent,
          })
        : new HTTPReceiver({ signingSecret: way.signingSecret, port: way.port, endpoints: endpoint, logger: silent })
    const app = new App({ receiver, token: botToken, clientOptions: clientOptions(), deferInitialization: true, logger: silent })
    const me = await whoAmI()
    await app.init().catch(refuse('SLACK_BOT_TOKEN'))
    const groups = Object.values(context.settings.roles)
      .flat()
      .filter((name) => name.startsWith('slack:S'))
      .map((name) => name.slice('slack:'.length))
    listen(app, context, { client, people: peopleOf(client, me.team_id, groups), bot: me.user_id })

    // A token that is refused when the socket comes back is not heard anywhere else.
    const stray = (error: unknown) => {
      const code = refusalOf(error)
      if (code !== undefined) fail(new Refusal('platform', `Slack refused the connection: ${code}`))
    }
    process.on('unhandledRejection', stray)
    if (receiver instanceof SocketModeReceiver) {
      receiver.client.on('reconnecting', () => log.info('slack: reconnecting'))
      receiver.client.on('connected', () => log.info('slack: connected'))
      await receiver.client.start().catch(refuse('SLACK_APP_TOKEN'))
    } else
      await receiver.start(way.kind === 'http' ? way.port : 0).catch((error: NodeJS.ErrnoException) => {
        throw new Refusal('settings', `VENTANILLA_SLACK_PORT: the port cannot be used (${error.code ?? error.message})`)
      })
    desk.deliverBy('slack', {
      bring: (recipient, card) => toPerson(client, recipient, card),
      // User groups name people who come as themselves.
      reaches: (recipient) => !recipient.startsWith('S'),
    })

    return {
      says: `Slack: ${me.team ?? 'connected'}, ${way.kind === 'socket' ? 'Socket Mode' : `HTTP on port ${way.port}, path ${endpoint}`}`,
      stop: async () => {
        process.off('unhandledRejection', stray)
        await app.stop()
      },
    }

    /** Waits for a while when Slack cannot be reached. */
    async function whoAmI() {
      const patient = new webApi.WebClient(botToken, { ...clientOptions(), logger: silent })
      return patient.auth.test().catch(refuse('SLACK_BOT_TOKEN'))
    }
  }
