/** How an answer is lost: the connection is cut, nothing ever comes, or a gateway in between answers with this status. */
export type Loss = 'cut' | 'silence' | number

type Trouble =
  | { readonly kind: 'rateLimit'; readonly seconds: number; readonly global: boolean }
  | { readonly kind: 'fail'; readonly status: number; readonly code: number }
  | { readonly kind: 'slow'; readonly milliseconds: number }
  | { readonly kind: 'lose'; readonly loss: Loss }

/**
 * Trouble on purpose. A route is the beginning of a path without `/api/v10`, with or without a method before it:
 * `/interactions`, `POST /channels`.
 */
export interface Troubles {
  /** Answers 429 with `retry_after` this many times. */
  readonly rateLimit: (route: string, seconds: number, times?: number, global?: boolean) => void
  /** Answers with this status this many times, and does nothing. */
  readonly fail: (route: string, status: number, times?: number, code?: number) => void
  /** Waits before it works on the request. */
  readonly slow: (route: string, milliseconds: number, times?: number) => void
  /** Does what was asked, but the answer never arrives; a number answers with that status instead. */
  readonly loseAnswer: (route: string, times?: number, loss?: Loss) => void
  /** Takes back all trouble that is still to come. */
  readonly calm: () => void
}

/** What happens to one request. */
export interface Fate {
  readonly slow: number
  readonly rateLimit?: { readonly seconds: number; readonly global: boolean }
  readonly fail?: { readonly status: number; readonly code: number }
  readonly loss?: Loss
}

/** Builds the troubles, and what takes one request's share of them. */
export function createTroubles(): { readonly troubles: Troubles; readonly fate: (method: string, path: string) => Fate } {
  let waiting: { readonly route: string; readonly trouble: Trouble; times: number }[] = []
  const add = (route: string, trouble: Trouble, times: number) => {
    waiting.push({ route: route.replace('/api/v10', ''), trouble, times })
  }
  const take = <Kind extends Trouble['kind']>(kind: Kind, method: string, path: string) => {
    const found = waiting.find(
      ({ route, trouble }) => trouble.kind === kind && (path.startsWith(route) || `${method} ${path}`.startsWith(route)),
    )
    if (found === undefined) return undefined
    found.times -= 1
    if (found.times <= 0) waiting = waiting.filter((other) => other !== found)
    return found.trouble as Extract<Trouble, { kind: Kind }>
  }
  return {
    troubles: {
      rateLimit: (route, seconds, times = 1, global = false) => add(route, { kind: 'rateLimit', seconds, global }, times),
      fail: (route, status, times = 1, code = 0) => add(route, { kind: 'fail', status, code }, times),
      slow: (route, milliseconds, times = 1) => add(route, { kind: 'slow', milliseconds }, times),
      loseAnswer: (route, times = 1, loss = 'cut') => add(route, { kind: 'lose', loss }, times),
      calm: () => {
        waiting = []
      },
    },
    fate: (method, path) => {
      const slow = take('slow', method, path)?.milliseconds ?? 0
      const rateLimit = take('rateLimit', method, path)
      if (rateLimit) return { slow, rateLimit }
      const fail = take('fail', method, path)
      if (fail) return { slow, fail }
      const lose = take('lose', method, path)
      return { slow, ...(lose && { loss: lose.loss }) }
    },
  }
}
