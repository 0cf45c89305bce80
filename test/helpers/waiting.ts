/** Tells those who wait that something has changed, and lets them wait for what they want to see. */
export interface Waiting {
  readonly changed: () => void
  /** Looks after every change until there is something; rejects with the description when it takes too long. */
  readonly until: <Result>(look: () => Result | undefined, within: number, what: () => string) => Promise<Result>
  /** Runs once after so many milliseconds, unless the fake is closed or the call is taken back before. */
  readonly after: (milliseconds: number, run: () => void) => () => void
  readonly pause: (milliseconds: number) => Promise<void>
  /** Ends every wait and every timer. */
  readonly close: () => void
}

/** Builds what waits. */
export function createWaiting(): Waiting {
  const looking = new Set<() => void>()
  const ending = new Set<() => void>()
  let closed = false

  const after = (milliseconds: number, run: () => void, atClose = () => {}) => {
    const stop = () => {
      clearTimeout(timer)
      ending.delete(end)
    }
    const end = () => {
      stop()
      atClose()
    }
    const timer = setTimeout(() => {
      ending.delete(end)
      run()
    }, milliseconds)
    if (closed) queueMicrotask(end)
    else ending.add(end)
    return stop
  }

  return {
    changed: () => {
      for (const look of [...looking]) look()
    },
    until: (look, within, what) =>
      new Promise((resolve, reject) => {
        const give = (settle: () => void) => {
          looking.delete(attempt)
          stop()
          settle()
        }
        const fail = (reason: string) => give(() => reject(new Error(`${reason}: ${what()}`)))
        const attempt = () => {
          try {
            const found = look()
            if (found !== undefined) give(() => resolve(found))
          } catch (error) {
            give(() => reject(error))
          }
        }
        const stop = after(
          within,
          () => fail(`not seen within ${within} ms`),
          () => fail('the fake was closed while waiting'),
        )
        looking.add(attempt)
        attempt()
      }),
    after,
    pause: (milliseconds) => new Promise((resolve) => after(milliseconds, resolve, resolve)),
    close: () => {
      closed = true
      for (const end of [...ending]) end()
    },
  }
}
