import { App, HTTPReceiver, LogLevel, SocketModeReceiver, type types, type webApi } from '@slack/bolt'

/** The tiny app that the fake's own tests are played against. */
export interface SmallBot {
  readonly app: App
  readonly errors: unknown[]
  /** Event ids as they came, with the number of the retry. */
  readonly events: { readonly id: string; readonly retry: number | undefined }[]
  readonly triggers: string[]
  /** Listens on this port instead, for an app of the HTTP kind. */
  readonly port: number
  readonly stop: () => Promise<void>
}

const plain = (text: string): types.PlainTextElement => ({ type: 'plain_text', text })
/** A logger for clients whose failures are looked at and not read. */
export const silent: webApi.Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
}

/** A modal with two inputs. */
export const form: types.ModalView = {
  type: 'modal',
  callback_id: 'case',
  title: plain('New case'),
  submit: plain('Save'),
  private_metadata: 'front',
  blocks: [
    {
      type: 'input',
      block_id: 'what',
      label: plain('What happened'),
      element: { type: 'plain_text_input', action_id: 'what', multiline: true, max_length: 100 },
    },
    {
      type: 'input',
      block_id: 'urgency',
      label: plain('Urgency'),
      optional: true,
      element: {
        type: 'static_select',
        action_id: 'urgency',
        options: [
          { text: plain('Low'), value: 'low' },
          { text: plain('High'), value: 'high' },
        ],
      },
    },
  ],
}

/** A Home tab with a box to ask in. */
const home = (text: string): types.HomeView => ({
  type: 'home',
  blocks: [
    {
      type: 'input',
      block_id: 'ask',
      dispatch_action: true,
      label: plain('Ask'),
      element: {
        type: 'plain_text_input',
        action_id: 'ask',
        dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
      },
    },
    { type: 'actions', elements: [{ type: 'button', action_id: 'ask-button', text: plain('Ask') }] },
    { type: 'section', text: { type: 'mrkdwn', text } },
  ],
})

const buttons = (text: string) => ({
  text,
  blocks: [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text } },
    {
      type: 'actions' as const,
      elements: [
        { type: 'button' as const, action_id: 'more', text: plain('More'), value: '7' },
        {
          type: 'static_select' as const,
          action_id: 'pick',
          placeholder: plain('Which?'),
          options: [
            { text: plain('One'), value: '1' },
            { text: plain('Two'), value: '2' },
          ],
        },
      ],
    },
  ],
})

/** Builds the app; it connects with `start`. */
export async function smallBot(
  slack: { readonly api: string; readonly botToken: string; readonly appToken: string; readonly signingSecret: string },
  way: 'socket' | 'http' = 'socket',
): Promise<SmallBot> {
  const clientOptions = { slackApiUrl: slack.api, retryConfig: { retries: 2, minTimeout: 50 }, timeout: 5000 }
  const receiver =
    way === 'socket'
      ? new SocketModeReceiver({
          appToken: slack.appToken,
          clientPingTimeout: 1500,
          installerOptions: { clientOptions: { ...clientOptions } },
          logger: silent,
        })
      : new HTTPReceiver({ signingSecret: slack.signingSecret, port: 0, logger: silent })
  const app = new App({ receiver, token: slack.botToken, clientOptions, deferInitialization: true, logger: silent })
  await app.init()
  const errors: unknown[] = []
  const events: { id: string; retry: number | undefined }[] = []
  app.error(async (error) => {
    errors.push('original' in error ? error.original : error)
  })
  const triggers: string[] = []
  app.use(async ({ body, context, next }) => {
    if ('trigger_id' in body) triggers.push(String(body.trigger_id))
    if ('event_id' in body) events.push({ id: String(body['event_id']), retry: context.retryNum })
    await next()
  })
  app.command('/ventanilla', async ({ ack, body, client, respond, command }) => {
    const { text } = command
    if (text === 'mute') return
    if (text === 'in ack') return ack({ text: 'At once', response_type: 'in_channel' })
    if (text === 'late') await new Promise((resolve) => setTimeout(resolve, 600))
    await ack()
    if (text === 'form') await client.views.open({ trigger_id: body.trigger_id, view: form })
    else if (text === 'everyone') await client.chat.postMessage({ channel: body.channel_id, ...buttons('For all') })
    else if (text === 'whisper') await client.chat.postEphemeral({ channel: body.channel_id, user: body.user_id, text: 'Psst' })
    else await respond({ ...buttons(`You asked: ${text}`), response_type: 'ephemeral' })
  })
  app.action('more', async ({ ack, respond }) => {
    await ack()
    await respond({ text: 'More of it', replace_original: true })
  })
  app.action('pick', async ({ ack, respond, action }) => {
    await ack()
    const picked = action.type === 'static_select' ? action.selected_option.value : '?'
    await respond({ text: `Picked ${picked}`, replace_original: false, response_type: 'ephemeral' })
  })
  app.action(/^ask/, async ({ ack, client, body }) => {
    await ack()
    const asked = body.type === 'block_actions' ? body.view?.state.values['ask']?.['ask']?.value : ''
    await client.views.publish({ user_id: body.user.id, view: home(`Asked: ${asked}`) })
  })
  app.view('case', async ({ ack, view, body, client }) => {
    const what = view.state.values['what']?.['what']?.value ?? ''
    if (what === 'short') return ack({ response_action: 'errors', errors: { what: 'Say more' } })
    if (what === 'again') return ack({ response_action: 'update', view: { ...form, title: plain('Again') } })
    await ack()
    await client.chat.postMessage({ channel: body.user.id, text: `Saved: ${what} (${view.private_metadata})` })
  })
  app.view({ callback_id: 'case', type: 'view_closed' }, async ({ ack }) => ack())
  app.shortcut('log_case', async ({ ack, client, body }) => {
    await ack()
    await client.views.open({ trigger_id: body.trigger_id, view: form })
  })
  app.shortcut('advise', async ({ ack, respond, shortcut }) => {
    await ack()
    await respond({ text: `On: ${shortcut.type === 'message_action' ? shortcut.message.text : ''}`, replace_original: false })
  })
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: home('Hello') })
  })
  app.message(async ({ message, client }) => {
    if (message.subtype !== undefined) return
    await client.chat.postMessage({ channel: message.channel, text: `You said “${message.text}”` })
  })
  app.event('app_mention', async ({ event, client }) => {
    await client.chat.postMessage({
      channel: event.channel,
      thread_ts: event.thread_ts ?? event.ts,
      text: `You called: ${event.text}`,
    })
  })
  const listening = await receiver.start(0)
  const address = receiver instanceof HTTPReceiver && 'address' in listening ? listening.address() : null
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { app, errors, events, triggers, port, stop: async () => void (await app.stop()) }
}
