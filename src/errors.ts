/** An error that somebody can act on: a stable code for us, a plain sentence for the person. */
export class Refusal extends Error {
  /** Stable, for programs and logs: `settings`, `playbook`, `input`, `store`, `platform`. */
  readonly code: 'settings' | 'playbook' | 'input' | 'store' | 'platform'

  constructor(code: Refusal['code'], message: string) {
    super(message)
    this.name = 'Refusal'
    this.code = code
  }
}
