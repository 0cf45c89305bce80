import { spoken } from '../../wording/wording.ts'
import type { Turn } from '../parts.ts'

/** A supervisor on a platform, and the language that they read. */
export interface Recipient {
  readonly platform: string
  readonly recipient: string
  readonly language: string
}

/**
 * Supervisors whom the settings name, and those who were supervisors by a group or role when they were last here: of those whom this process can reach, or `anywhere`, where another
 * process may bring them what waits in the records.
 */
export async function supervisorsOf({ parts, language }: Turn, where: 'here' | 'anywhere' = 'here'): Promise<Recipient[]> {
  const { people, roles, reaches, serves } = parts
  const office = parts.guide.playbook().office?.languages[0] ?? language
  const spokenBy = (one: string | null | undefined) => spoken.find((known) => known === one?.slice(0, 2))
  const named = roles.supervisors.map((name) => {
    const [platform = '', recipient = ''] = name.split(/:(.*)/)
    return { platform, recipient, language: office }
  })
  const known = (await people.withRole('supervisor')).map(({ platform, account, ...one }) => ({
    platform,
    recipient: account,
    language: spokenBy(one.language) ?? spokenBy(one.locale) ?? office,
  }))
  const all = [...named, ...known].filter(
    ({ platform, recipient }) =>
      platform !== 'terminal' && (reaches(platform, recipient) || (where === 'anywhere' && !serves(platform))),
  )
  return [...new Map(all.map((one) => [`${one.platform}:${one.recipient}`, one])).values()]
}
