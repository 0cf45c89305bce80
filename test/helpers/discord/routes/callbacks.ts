import type { Core } from '../core.ts'
import type { Problem } from '../errors.ts'
import { type Choice, callback, type Interaction, interactionType } from '../interactions.ts'
import { createMessage, type Draft, editMessage, numbered, recordSight } from '../messages.ts'
import { readableModal } from '../readable.ts'
import type { Route } from '../server.ts'
import { type Component, type Fields, flag, type Modal } from '../types.ts'
import { accept } from '../validate/accept.ts'
import { wireMessage } from '../wire.ts'

/** First answers that each kind of interaction allows. */
function allowed(interaction: Interaction): readonly number[] {
  if (interaction.type === interactionType.autocomplete) return [callback.choices]
  if (interaction.type === interactionType.command) return [callback.message, callback.deferred, callback.modal]
  const update = interaction.source ? [callback.deferredUpdate, callback.update] : []
  const modal = interaction.type === interactionType.component ? [callback.modal] : []
  return [callback.message, callback.deferred, ...update, ...modal]
}

function wrongType(interaction: Interaction, type: unknown): Problem[] {
  const types = allowed(interaction)
  if (types.includes(Number(type))) return []
  const message = `Value must be one of {${types.join(', ')}}.`
  return [{ path: ['type'], code: 'BASE_TYPE_CHOICES', message }]
}

/** What a message tells of the interaction it came from. */
export function metadata(core: Core, interaction: Interaction): Fields {
  return {
    id: interaction.id,
    type: interaction.type,
    user: interaction.account.user,
    authorizing_integration_owners: { 0: interaction.channel.kind === 'dm' ? '0' : core.world.guild.id },
    ...(interaction.source && interaction.type === interactionType.component && { interacted_message_id: interaction.source.id }),
    ...(interaction.data['target_id'] !== undefined && { target_message_id: interaction.data['target_id'] }),
  }
}

/** The message with which an interaction is answered for the first time. */
function firstMessage(core: Core, interaction: Interaction, draft: Draft, extra: number, ephemeral: boolean) {
  const contextMenu = interaction.type === interactionType.command && interaction.data['type'] !== 1
  const flags = (draft.flags ?? 0) | extra
  return createMessage(core, draft, {
    channel: interaction.channel,
    author: core.world.bot,
    webhook: true,
    type: interaction.source ? 19 : contextMenu ? 23 : 20,
    flags,
    interaction: metadata(core, interaction),
    ...(ephemeral && { viewer: interaction.account.user.id }),
    ...(interaction.source && { reply: interaction.source }),
  })
}

function openModal(core: Core, interaction: Interaction, data: Fields): void {
  const modal: Modal = {
    custom_id: String(data['custom_id']),
    title: String(data['title']),
    components: numbered(data['components'] as readonly Component[]),
    channel: interaction.channel,
    ...(interaction.source && { message: interaction.source }),
    open: true,
  }
  interaction.modal = modal
  const place = { channelId: interaction.channel.id, id: interaction.id }
  recordSight(core, interaction.account, { kind: 'modal', ...place, ephemeral: true, text: readableModal(modal) })
}

function offer(core: Core, interaction: Interaction, data: Fields): void {
  const choices = ((data['choices'] ?? []) as readonly Choice[]).map(({ name, value }) => ({ name, value }))
  interaction.choices = choices
  const text = choices.map(({ name }) => name).join('\n')
  recordSight(core, interaction.account, {
    kind: 'choices',
    channelId: interaction.channel.id,
    id: interaction.id,
    ephemeral: true,
    text,
  })
}

function carryOut(core: Core, interaction: Interaction, type: number, data: Fields): void {
  const given = Number(data['flags'] ?? 0)
  const ephemeral = (given & flag.ephemeral) !== 0
  if (type === callback.message) interaction.original = firstMessage(core, interaction, data, 0, ephemeral)
  if (type === callback.deferred)
    interaction.original = firstMessage(core, interaction, { flags: given }, flag.loading, ephemeral)
  if (type === callback.modal) openModal(core, interaction, data)
  if (type === callback.choices) offer(core, interaction, data)
  if ((type === callback.deferredUpdate || type === callback.update) && interaction.source) {
    interaction.original = interaction.source
    if (type === callback.update) editMessage(core, interaction.source, data)
  }
  // Last, because whoever waits for the acknowledgement looks at all that came with it.
  core.interactions.acknowledge(interaction, type, ephemeral)
  core.waiting.changed()
}

/** First answers to interactions. */
export function callbackRoutes(core: Core): Route[] {
  return [
    {
      path: 'POST /interactions/{interaction}/{token}/callback',
      open: true,
      answer: (call) => {
        const interaction = core.interactions.toAcknowledge(call.at['interaction'] ?? '', call.at['token'] ?? '')
        const problems = wrongType(interaction, (call.body as Fields | undefined)?.['type'])
        const body = accept(core, call, 'callback', call.body, { problems, interaction })
        const type = Number(body['type'])
        carryOut(core, interaction, type, (body['data'] ?? {}) as Fields)
        if (call.query.get('with_response') !== 'true') return {}
        const message = interaction.original
        return {
          body: {
            interaction: {
              id: interaction.id,
              type: interaction.type,
              ...(message && {
                response_message_id: message.id,
                response_message_loading: (message.flags & flag.loading) !== 0,
                response_message_ephemeral: message.viewer !== undefined,
                channel_id: message.channel.id,
                ...(message.channel.kind === 'guild' && { guild_id: core.world.guild.id }),
              }),
            },
            resource: { type, ...(message && type !== callback.deferredUpdate && { message: wireMessage(core.world, message) }) },
          },
        }
      },
    },
  ]
}
