import { onTestFinished } from 'vitest'
import type { Clerk, Seen } from '../conversation/dialogues.ts'
import { type Discord, openDiscord } from '../helpers/discord/discord.ts'
import type { Person } from '../helpers/discord/person.ts'
import { flatten } from '../helpers/discord/readable.ts'
import type { Outcome, SeenMessage } from '../helpers/discord/seen.ts'
import { kind, type Modal } from '../helpers/discord/types.ts'
import { learntFolder } from '../helpers/learnt.ts'
import { type Service, startService } from '../helpers/service.ts'

/** A Discord on loopback and the real service connected to it. */
export interface Stage {
  readonly discord: Discord
  readonly service: () => Service
  /** Kills the service and starts it again. */
  readonly restart: () => Promise<void>
}

export async function openStage(environment: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const discord = await openDiscord()
  const settings = {
    DISCORD_TOKEN: discord.token,
    DISCORD_APPLICATION_ID: discord.applicationId,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_API_URL: discord.api,
    VENTANILLA_DATA: learntFolder(),
    VENTANILLA_SUPERVISORS: `discord:${discord.roleId('Supervisor')}`,
    ...environment,
  }
  let service = startService(settings)
  await service.says('Discord: ')
  // Also after a test that failed: nothing of it goes on running.
  onTestFinished(async () => {
    await service.end('SIGTERM')
    await discord.close()
  })
  return {
    discord,
    service: () => service,
    restart: async () => {
      await service.end('SIGKILL')
      service = startService(settings)
      await service.says('Discord: ')
    },
  }
}

/** What is written, without Discord's marks. */
export const plain = (text: string): string =>
  text
    .replace(/^(?:-# |### |\s*- (?:→ )?)/gm, '')
    .replaceAll('**', '')
    .replace(/\\([^\p{L}\p{N}\s])/gu, '$1')

/** Somebody who uses commands, buttons, lists and forms in a channel, or writes direct messages. */
export function clerkIn(stage: Stage, person: Person, where: 'commands' | 'direct'): Clerk {
  let last: SeenMessage | undefined
  let modal: Modal | undefined

  async function look(outcome: Outcome): Promise<Seen> {
    modal = outcome.modal
    if (modal) return { text: modal.title, form: Object.fromEntries(inputsOf(modal).map(({ id, value }) => [id, value])) }
    last = await outcome.answer()
    // What did not fit into one message came after it.
    return {
      text: plain(
        outcome
          .now()
          .messages.map(({ text }) => text)
          .join('\n'),
      ),
    }
  }

  return {
    says: async (text) => {
      if (where === 'direct') {
        const sent = await person.dm(text)
        last = await person.sees(({ author, channelId }) => author === 'bot' && channelId === sent.sent?.channelId, {
          ...(sent.sent ? { after: sent.sent } : {}),
        })
        return { text: plain(last.text) }
      }
      return look(await person.command('ventanilla', invocation(text), 'front-desk'))
    },
    presses: async (label) => {
      const found = last?.buttons.find((button) => button.startsWith(label))
      if (!last || found === undefined) throw new Error(`no button "${label}" among ${last?.buttons.join(', ')}`)
      return look(await person.press(last, found))
    },
    picks: async (label) => {
      const [menu] = flatten(last?.components ?? []).filter(({ type }) => type === kind.select)
      const options = (menu?.['options'] ?? []) as readonly { readonly label: string; readonly value: string }[]
      const chosen = options.find((option) => option.label.startsWith(label))
      if (!last || !menu || !chosen) throw new Error(`nothing to choose that begins with "${label}"`)
      return look(await person.select(last, String(menu.custom_id), [chosen.value]))
    },
    chooses: async (at) => {
      if (!last) throw new Error('nothing to choose from')
      return look(await person.press(last, String(at)))
    },
    fills: async (values) => {
      if (!modal) throw new Error('no form is open')
      return look(await person.submit(modal, values))
    },
    restarts: stage.restart,
  }
}

/** The command for what somebody would type elsewhere. */
function invocation(text: string): { sub: string; options?: Record<string, string> } {
  const [first = '', ...others] = text.split(' ')
  const rest = others.join(' ')
  if (/^(?:case|caso)$/.test(first)) return { sub: 'case', options: { number: rest } }
  if (/^(?:cases|casos)$/.test(text)) return { sub: 'cases' }
  if (/^(?:office|oficina)$/.test(first)) return { sub: 'office', options: { topic: rest } }
  const practice = { quiz: 'quiz', practicar: 'quiz', progress: 'progress', progreso: 'progress', team: 'team', equipo: 'team' }
  if (Object.hasOwn(practice, text)) return { sub: practice[text as keyof typeof practice] }
  if (/^(?:help|ayuda)$/.test(text)) return { sub: 'help' }
  if (/^(?:language|idioma)$/.test(first))
    return rest === '' ? { sub: 'language' } : { sub: 'language', options: { which: rest === 'english' ? 'en' : 'es' } }
  return { sub: 'ask', options: { situation: text } }
}

function inputsOf(modal: Modal): { id: string; value: string }[] {
  return flatten(modal.components)
    .filter(({ type }) => type === kind.input || type === kind.select)
    .map((component) => {
      const options = (component['options'] ?? []) as readonly { readonly value: string; readonly default?: boolean }[]
      return {
        id: String(component.custom_id),
        value: String(component['value'] ?? options.find((option) => option.default)?.value ?? ''),
      }
    })
}
