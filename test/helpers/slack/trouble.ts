/** How an answer is lost: the connection is cut, nothing ever comes, or a gateway in between answers with this status. */
export type Loss = 'cut' | 'silence' | number

type Trouble =
  | { readonly kind: 'rateLimit'; readonly seconds: number }
  | { readonly kind: 'fail'; readonly how: number | string }
  | { readonly kind: 'slow'; readonly milliseconds: number }
  | { readonly kind: 'lose'; readonly loss: Loss }

/**
 * Trouble on purpose. A method is a name such as `chat.postMessage`, the beginning of one such as `views.`, `response_url`,
 * `upload` for the bytes of a file, or `*` for all of them.
 */
export interface Troubles {
  /** Answers 429 with `Retry-After` this many times. */
  readonly rateLimit: (method: string, seconds: number, times?: number) => void
  /** Answers with an HTTP status, or with `{ ok: false, error }`, this many times, and does nothing. */
  readonly fail: (method: string, statusOrError: number | string, times?: number) => void
  /** Waits before it works on the call. */
  readonly slow: (method: string, milliseconds: number, times?: number) => void
  /** Does what was asked, but the answer never arrives; a number answers with that status instead. */
  readonly loseAnswer: (method: string, times?: number, loss?: Loss) => void
  /** Refuses every token from now on. */
  readonly refuseToken: (error?: string) => void
  /** Refuses to open this many sockets, with 503. */
  readonly refuseSockets: (times?: number) => void
  /** Takes back all trouble that is still to come, and takes tokens again. */
  readonly calm: () => void
}

/** What happens to one call. */
export interface Fate {
  readonly slow: number
  readonly rateLimit?: number
  readonly fail?: number | string
  readonly loss?: Loss
}

/** Trouble as the parts of the fake ask for it. */
export interface Fates {
  readonly of: (method: string) => Fate
  /** The error with which tokens are refused now. */
  readonly token: () => string | undefined
  readonly socketRefused: () => boolean
}

/** Builds the troubles, and what takes one call's share of them. */
export function createTroubles(): { readonly troubles: Troubles; readonly fates: Fates } {
  let waiting: { readonly method: string; readonly trouble: Trouble; times: number }[] = []
  let token: string | undefined
  let sockets = 0
  const add = (method: string, trouble: Trouble, times: number) => {
    waiting.push({ method, trouble, times })
  }
  const take = <Kind extends Trouble['kind']>(kind: Kind, name: string) => {
    const found = waiting.find(({ method, trouble }) => trouble.kind === kind && (method === '*' || name.startsWith(method)))
    if (found === undefined) return undefined
    found.times -= 1
    if (found.times <= 0) waiting = waiting.filter((other) => other !== found)
    return found.trouble as Extract<Trouble, { kind: Kind }>
  }
  return {
    troubles: {
      rateLimit: (method, seconds, times = 1) => add(method, { kind: 'rateLimit', seconds }, times),
      fail: (method, how, times = 1) => add(method, { kind: 'fail', how }, times),
      slow: (method, milliseconds, times = 1) => add(method, { kind: 'slow', milliseconds }, times),
      loseAnswer: (method, times = 1, loss = 'cut') => add(method, { kind: 'lose', loss }, times),
      refuseToken: (error = 'invalid_auth') => {
        token = error
      },
      refuseSockets: (times = 1) => {
        sockets = times
      },
      calm: () => {
        waiting = []
        token = undefined
        sockets = 0
      },
    },
    fates: {
      of: (method) => {
        const slow = take('slow', method)?.milliseconds ?? 0
        const rateLimit = take('rateLimit', method)
        if (rateLimit) return { slow, rateLimit: rateLimit.seconds }
        const fail = take('fail', method)
        if (fail) return { slow, fail: fail.how }
        const lose = take('lose', method)
        return { slow, ...(lose && { loss: lose.loss }) }
      },
      token: () => token,
      socketRefused: () => {
        if (sockets <= 0) return false
        sockets -= 1
        return true
      },
    },
  }
}
