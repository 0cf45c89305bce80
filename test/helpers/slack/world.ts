import { idOf, newId } from './ids.ts'
import type { PersonChange, PersonSettings, SlackSettings } from './settings.ts'
import type { Account, Channel, Group, Message, StoredFile, View } from './types.ts'

/** Everything that exists in the fake. */
export interface World {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string }
  readonly appId: string
  readonly bot: Account
  readonly botId: string
  /** The old shared secret that payloads still carry. */
  readonly verification: string
  readonly accounts: ReadonlyMap<string, Account>
  readonly channels: Map<string, Channel>
  readonly groups: ReadonlyMap<string, Group>
  /** All messages, oldest first. */
  readonly messages: Message[]
  readonly files: Map<string, StoredFile>
  readonly views: Map<string, View>
  /** The Home tab of each person who has one. */
  readonly homes: Map<string, View>
  /** The open modals of each person, the top one last. */
  readonly stacks: Map<string, View[]>
  /** Somebody by name or id. */
  readonly account: (nameOrId: string) => Account
  /** A channel by name or id. */
  readonly channel: (nameOrId: string) => Channel
  readonly directChannel: (account: Account) => Channel
  readonly groupChannel: (accounts: readonly Account[]) => Channel
  /** Whether somebody can read what everybody in a channel can. */
  readonly sees: (account: Account, channel: Channel) => boolean
  readonly addPerson: (settings: PersonSettings) => Account
  readonly changePerson: (nameOrId: string, change: PersonChange) => void
  readonly setGroup: (handle: string, people: readonly string[]) => void
  /** The next number in the order of everything that happens. */
  readonly next: () => number
}

const office = { name: 'Europe/Madrid', label: 'Central European Time', offset: 3600 }

/** Builds a world. */
export function createWorld(settings: Required<SlackSettings>): World {
  const team = { id: 'T0OFFICE00', name: settings.teamName, domain: 'townhall' }
  const accounts = new Map<string, Account>()
  const channels = new Map<string, Channel>()
  let order = 0

  const find = (nameOrId: string) => accounts.get(nameOrId) ?? [...accounts.values()].find(({ name }) => name === nameOrId)
  const account = (nameOrId: string): Account => {
    const found = find(nameOrId)
    if (found === undefined) throw new Error(`the fake Slack has nobody called ${nameOrId}`)
    return found
  }
  const free = (wanted: string, taken: ReadonlyMap<string, unknown>, letter: string) =>
    taken.has(wanted) ? newId(letter) : wanted

  const addPerson = (wanted: PersonSettings): Account => {
    if (find(wanted.name)) throw new Error(`there already is a ${wanted.name}`)
    const { name, standing = 'member' } = wanted
    const realName = wanted.displayName ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`
    const person: Account = {
      id: wanted.id ?? free(idOf('U', name), accounts, 'U'),
      name,
      realName,
      displayName: wanted.displayName ?? '',
      teamId: standing === 'stranger' ? 'T0REGION00' : team.id,
      locale: wanted.locale ?? 'en-US',
      standing,
      admin: wanted.admin ?? false,
      bot: false,
      hidden: wanted.hidden ?? false,
      deactivated: wanted.deactivated ?? false,
      tz: office,
    }
    accounts.set(person.id, person)
    return person
  }

  const bot: Account = {
    id: 'U0BOT00000',
    name: 'ventanilla',
    realName: 'Ventanilla',
    displayName: '',
    teamId: team.id,
    locale: 'en-US',
    standing: 'member',
    admin: false,
    bot: true,
    hidden: false,
    deactivated: false,
    tz: office,
  }
  accounts.set(bot.id, bot)
  for (const person of settings.people) addPerson(person)

  const add = (channel: Omit<Channel, 'created' | 'archived'>, archived = false): Channel => {
    const made = { ...channel, archived, created: Math.floor(Date.now() / 1000) }
    channels.set(made.id, made)
    return made
  }
  const colleagues = () => [...accounts.values()].filter(({ standing, bot: isBot }) => standing === 'member' && !isBot)
  for (const wanted of settings.channels) {
    const people = wanted.people?.map(account) ?? colleagues()
    add(
      {
        id: wanted.id ?? free(idOf('C', wanted.name), channels, 'C'),
        name: wanted.name,
        kind: wanted.private ? 'private' : 'public',
        members: new Set([...people.map(({ id }) => id), ...(wanted.bot === false ? [] : [bot.id])]),
        shared: wanted.shared ?? false,
      },
      wanted.archived,
    )
  }
  const groups = new Map<string, Group>()
  for (const { handle, id = free(idOf('S', handle), groups, 'S'), people, disabled = false } of settings.groups) {
    const name = `${handle.charAt(0).toUpperCase()}${handle.slice(1)}`
    groups.set(id, { id, handle, name, members: people.map((one) => account(one).id), disabled })
  }
  const conversation = (people: readonly Account[], kind: 'im' | 'mpim'): Channel => {
    const members = new Set([...people.map(({ id }) => id), bot.id])
    const known = [...channels.values()].find(
      (channel) =>
        channel.kind === kind && channel.members.size === members.size && people.every(({ id }) => channel.members.has(id)),
    )
    if (known) return known
    const shared = people.some(({ standing }) => standing === 'stranger')
    const name = kind === 'im' ? 'directmessage' : `mpdm-${people.map((one) => one.name).join('--')}-1`
    const id = kind === 'im' ? idOf('D', people[0]?.name ?? '') : newId('G')
    return add({ id: free(id, channels, 'D'), name, kind, members, shared })
  }

  return {
    team,
    appId: 'A0FAKE0000',
    bot,
    botId: 'B0BOT00000',
    verification: 'verification-of-old-days',
    accounts,
    channels,
    groups,
    messages: [],
    files: new Map(),
    views: new Map(),
    homes: new Map(),
    stacks: new Map(),
    account,
    channel: (nameOrId) => {
      const found = channels.get(nameOrId) ?? [...channels.values()].find(({ name }) => name === nameOrId)
      if (found === undefined) throw new Error(`the fake Slack has no channel ${nameOrId}`)
      return found
    },
    directChannel: (person) => conversation([person], 'im'),
    groupChannel: (people) => conversation(people, 'mpim'),
    sees: (person, channel) => channel.members.has(person.id),
    addPerson,
    changePerson: (nameOrId, change) => {
      const { locale, standing, deactivated } = change
      const person = account(nameOrId)
      if (locale !== undefined) person.locale = locale
      if (standing !== undefined) person.standing = standing
      if (deactivated !== undefined) person.deactivated = deactivated
    },
    setGroup: (handle, people) => {
      const group = [...groups.values()].find((one) => one.handle === handle || one.id === handle)
      if (group === undefined) throw new Error(`the fake Slack has no group ${handle}`)
      group.members = people.map((one) => account(one).id)
    },
    next: () => {
      order += 1
      return order
    },
  }
}
