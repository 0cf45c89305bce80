import type { Core } from '../core.ts'
import { refuse } from '../errors.ts'
import { callback, type Interaction } from '../interactions.ts'
import { createMessage, type Draft, deleteMessage, editMessage } from '../messages.ts'
import type { Call, Route } from '../server.ts'
import { flag, type Message } from '../types.ts'
import { accept } from '../validate/accept.ts'
import { wireMessage } from '../wire.ts'
import { metadata } from './callbacks.ts'

/** What an interaction's token lets the bot do after the first answer: further messages, and changes to its own. */
export function webhookRoutes(core: Core): Route[] {
  const interactionOf = (call: Call): Interaction =>
    core.interactions.byToken(call.at['application'] ?? '', call.at['token'] ?? '')

  const messageOf = (call: Call): { interaction: Interaction; message: Message } => {
    const interaction = interactionOf(call)
    const id = call.at['message']
    const own = [...(interaction.original ? [interaction.original] : []), ...interaction.followups]
    const message = id === '@original' ? interaction.original : own.find((candidate) => candidate.id === id)
    if (message === undefined || message.deleted) throw refuse('unknownMessage')
    return { interaction, message }
  }

  const followUp = (call: Call, interaction: Interaction): Message => {
    const body = accept(core, call, 'followup', call.body, { interaction }) as Draft
    const { original, account } = interaction
    // After a deferral the first message takes the place of the loading one, and its privacy with it.
    if (original && !original.deleted && original.flags & flag.loading) {
      editMessage(core, original, body)
      return original
    }
    const ephemeral = ((body.flags ?? 0) & flag.ephemeral) !== 0
    const message = createMessage(core, body, {
      channel: interaction.channel,
      author: core.world.bot,
      webhook: true,
      interaction: { ...metadata(core, interaction), ...(original && { original_response_message_id: original.id }) },
      ...(ephemeral && { viewer: account.user.id }),
      ...(original && !original.deleted && { reply: original }),
    })
    interaction.followups.push(message)
    return message
  }

  const path = '/webhooks/{application}/{token}'
  return [
    {
      path: `POST ${path}`,
      open: true,
      answer: (call) => {
        const interaction = interactionOf(call)
        if (interaction.acknowledged?.type === callback.choices) throw refuse('unknownWebhook')
        const message = followUp(call, interaction)
        core.waiting.changed()
        return { body: wireMessage(core.world, message) }
      },
    },
    {
      path: `GET ${path}/messages/{message}`,
      open: true,
      answer: (call) => ({ body: wireMessage(core.world, messageOf(call).message) }),
    },
    {
      path: `PATCH ${path}/messages/{message}`,
      open: true,
      answer: (call) => {
        const { interaction, message } = messageOf(call)
        editMessage(core, message, accept(core, call, 'webhookEdit', call.body, { message, interaction }) as Draft)
        return { body: wireMessage(core.world, message) }
      },
    },
    {
      path: `DELETE ${path}/messages/{message}`,
      open: true,
      answer: (call) => {
        deleteMessage(core, messageOf(call).message)
        return {}
      },
    },
  ]
}
