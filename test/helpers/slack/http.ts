import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import type { Carrier, Deliveries, Delivery } from './deliveries.ts'
import { secret } from './ids.ts'
import type { SlackSettings } from './settings.ts'
import type { Fields } from './types.ts'
import type { World } from './world.ts'

/** How a request is spoilt: a signature of somebody else, a time long ago, or no signature at all. */
export type Forgery = 'signature' | 'time' | 'unsigned'

/** Requests to an app that has an address instead of sockets. */
export interface HttpDelivery {
  readonly carrier: Carrier
  /** Asks whether the address is the app's, as Slack does when somebody enters it. */
  readonly verify: () => Promise<void>
  /** Sends the last request once more, spoilt; resolves to the status that came back. */
  readonly forge: (forgery: Forgery) => Promise<number>
  readonly close: () => void
}

interface Reply {
  readonly status: number
  readonly text: string
  readonly noRetry: boolean
}

const form = 'application/x-www-form-urlencoded'

/** Builds deliveries to an address. */
export function createHttpDelivery(
  url: string,
  world: World,
  settings: Required<SlackSettings>,
  deliveries: Deliveries,
): HttpDelivery {
  const open = new AbortController()
  let last: { readonly body: string; readonly type: string } | undefined

  const post = (body: string, type: string, headers: Readonly<Record<string, string>>) =>
    new Promise<Reply>((resolve, reject) => {
      const options = {
        method: 'POST',
        // No connection stays open, so that nothing is left behind.
        agent: false as const,
        signal: open.signal,
        headers: {
          'content-type': type,
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'Slackbot 1.0',
          ...headers,
        },
      }
      const sent = request(url, options, async (response) => {
        try {
          let text = ''
          for await (const part of response.setEncoding('utf8')) text += part
          resolve({ status: response.statusCode ?? 0, text, noRetry: response.headers['x-slack-no-retry'] === '1' })
        } catch (error) {
          reject(error)
        }
      })
      sent.on('error', reject)
      sent.end(body)
    })
  const signed = (body: string, key = settings.signingSecret, at = Math.floor(Date.now() / 1000)) => ({
    'x-slack-request-timestamp': String(at),
    'x-slack-signature': `v0=${createHmac('sha256', key).update(`v0:${at}:${body}`).digest('hex')}`,
  })

  const carry = async ({ id, kind, payload, attempt, reason }: Delivery) => {
    const [body, type] =
      kind === 'events_api'
        ? [JSON.stringify(payload), 'application/json']
        : kind === 'interactive'
          ? [String(new URLSearchParams({ payload: JSON.stringify(payload) })), form]
          : [String(new URLSearchParams(payload as Record<string, string>)), form]
    last = { body, type }
    const again = attempt > 0 ? { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': reasonOf(reason) } : {}
    try {
      const { status, text, noRetry } = await post(body, type, { ...signed(body), ...again })
      if (status >= 200 && status < 300) deliveries.acknowledged(id, parsed(text))
      else deliveries.refused(id, status, !noRetry)
    } catch {
      if (!open.signal.aborted) deliveries.refused(id, 0)
    }
  }

  return {
    carrier: {
      send: (delivery) => {
        carry(delivery)
        return true
      },
    },
    verify: async () => {
      const challenge = secret()
      const body = JSON.stringify({ token: world.verification, challenge, type: 'url_verification' })
      const { status, text } = await post(body, 'application/json', signed(body))
      const answer = parsed(text)
      const given = typeof answer === 'string' ? answer : (answer as Fields | undefined)?.['challenge']
      if (status !== 200 || given !== challenge)
        throw new Error(`${url} does not answer the challenge: ${status} ${text.slice(0, 200)}`)
    },
    forge: async (forgery) => {
      if (last === undefined) throw new Error('nothing was sent yet that could be forged')
      const { body, type } = last
      const headers = {
        signature: () => signed(body, 'ffffffffffffffffffffffffffffffff'),
        time: () => signed(body, settings.signingSecret, Math.floor(Date.now() / 1000) - 3600),
        unsigned: () => ({}),
      }[forgery]()
      return (await post(body, type, headers)).status
    },
    close: () => open.abort(),
  }
}

/** Slack calls a timeout differently over HTTP. */
const reasonOf = (reason = 'http_timeout') => (reason === 'timeout' ? 'http_timeout' : reason)

function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
