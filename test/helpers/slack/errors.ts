/** A call that Slack refuses with `{ ok: false, error }`. */
export class Refusal extends Error {
  readonly code: string
  readonly problems: readonly string[]
  constructor(code: string, problems: readonly string[] = []) {
    super(code)
    this.code = code
    this.problems = problems
  }
}

/** A refusal with Slack's code; with problems it also goes among the faults. */
export const refuse = (code: string, problems: readonly string[] = []): Refusal => new Refusal(code, problems)
