import { setTimeout as wait } from 'node:timers/promises'
import { webApi } from '@slack/bolt'
import { Agent, request } from 'undici'

/** Tries of a call that Slack has surely not taken. */
const mostTries = 5
/** Longest wait that we do for a rate limit, in seconds. */
const longestWait = 120
/** Milliseconds that a call may take, from when it is sent. */
const timeout = 15_000
/** Connections for answers at response URLs: more answers than that wait for their turn, and their time does not run yet. */
const connections = 50
const agent = new Agent({ connections, connectTimeout: timeout, headersTimeout: timeout, bodyTimeout: timeout })

/** Failures to connect: the call never reached Slack, so it may be made again. */
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/** A client that leaves trying again to `patiently`: by itself it would send a message twice whose answer was lost. */
export const webClient = (token: string, apiUrl: string | undefined): webApi.WebClient =>
  new webApi.WebClient(token, {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    logger: silent,
  })

/** Makes a call until Slack takes it: again after a rate limit, an error of its servers, or a connection that was refused; never when the answer was lost. */
export async function patiently<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await call()
    } catch (error) {
      const pause = pauseAfter(error, tries)
      if (pause === undefined || tries >= mostTries) throw error
      await wait(pause)
    }
  }
}

/** Milliseconds to wait before the next try; undefined when there should be none. */
function pauseAfter(error: unknown, tries: number): number | undefined {
  const backOff = 250 * 2 ** tries
  if (error instanceof webApi.WebAPIRateLimitedError)
    return error.retryAfter <= longestWait ? error.retryAfter * 1_000 : undefined
  if (error instanceof webApi.WebAPIHTTPError) return error.statusCode >= 500 ? backOff : undefined
  if (error instanceof webApi.WebAPIPlatformError)
    return ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'].includes(error.data.error)
      ? backOff
      : undefined
  if (error instanceof webApi.WebAPIRequestError) return unreached.has(codeOf(error.original)) ? backOff : undefined
  return undefined
}

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  return typeof code === 'string' ? code : cause === undefined ? '' : codeOf(cause)
}

/** Error codes with which Slack refuses a token for good. */
const refusals = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
])

/** The code with which Slack refuses our token; undefined for every other error. */
export function refusalOf(error: unknown): string | undefined {
  const code = error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined
  return code !== undefined && refusals.has(code) ? code : undefined
}

/** The code of a platform's error; undefined for every other error. */
export const platformCode = (error: unknown): string | undefined =>
  error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined

/** Answers at a response URL: 5 times within 30 minutes. */
export async function respondAt(url: string, message: Readonly<Record<string, unknown>>): Promise<void> {
  await patiently(async () => {
    const response = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(message),
      dispatcher: agent,
    }).catch((error: Error) => {
      throw new webApi.WebAPIRequestError(error)
    })
    await response.body.dump()
    const { statusCode: status, headers } = response
    if (status === 429) throw new webApi.WebAPIRateLimitedError(Number(headers['retry-after'] ?? 1))
    if (status < 200 || status > 299) throw new webApi.WebAPIHTTPError(status, '', {})
  })
}

/** The libraries' own logs go nowhere: they may hold texts of people. What matters comes to us as errors. */
export const silent: webApi.Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => webApi.LogLevel.ERROR,
  setName: () => {},
}
