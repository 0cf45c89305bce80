/** One fault of a request body: where it is, Discord's code for it, and what is wrong in words. */
export interface Problem {
  readonly path: readonly (string | number)[]
  readonly code: string
  readonly message: string
}

/** An answer other than success, as Discord gives it: HTTP status, its own code, and for bad forms a tree of errors. */
export class Refusal extends Error {
  readonly status: number
  readonly code: number
  readonly problems: readonly Problem[]

  constructor(status: number, code: number, message: string, problems: readonly Problem[] = []) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.code = code
    this.problems = problems
  }
}

const refusals = {
  notFound: [404, 0, '404: Not Found'],
  unauthorised: [401, 0, '401: Unauthorized'],
  methodNotAllowed: [405, 0, '405: Method Not Allowed'],
  invalidBody: [400, 50109, 'The request body contains invalid JSON.'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  acknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  tooManyCommands: [400, 30032, 'Maximum number of application commands reached.'],
  tooManyCreates: [429, 30034, 'Max number of daily application command creates has been reached (200).'],
  missingAccess: [403, 50001, 'Missing Access'],
  directChannel: [403, 50003, 'Cannot execute action on a DM channel'],
  notTheAuthor: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  closedMessages: [403, 50007, 'Cannot send messages to this user'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  expiredToken: [401, 50027, 'Invalid Webhook Token'],
} as const

/** A refusal by its name in this fake. */
export function refuse(name: keyof typeof refusals): Refusal {
  const [status, code, message] = refusals[name]
  return new Refusal(status, code, message)
}

/** The refusal of a body that breaks the rules. */
export const invalidForm = (problems: readonly Problem[]) => new Refusal(400, 50035, 'Invalid Form Body', problems)

interface Branch {
  [key: string]: Branch | readonly { readonly code: string; readonly message: string }[] | undefined
  _errors?: { code: string; message: string }[]
}

/** Discord's error tree: a branch for every step of the path, `_errors` at its end. */
export function errorTree(problems: readonly Problem[]): Branch {
  const root: Branch = {}
  for (const { path, code, message } of problems) {
    let branch = root
    for (const step of path) {
      const next = (branch[step] ?? {}) as Branch
      branch[step] = next
      branch = next
    }
    branch._errors ??= []
    branch._errors.push({ code, message })
  }
  return root
}
