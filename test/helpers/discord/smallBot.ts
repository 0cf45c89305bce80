import {
  ActionRowBuilder,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  type Message,
  MessageFlags,
  ModalBuilder,
  Partials,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'

/** The commands of the small bot, as discord.js takes them. */
export const smallCommands = [
  new SlashCommandBuilder()
    .setName('ventanilla')
    .setDescription('Guidance for the desk')
    .addSubcommand((sub) =>
      sub
        .setName('ask')
        .setDescription('Ask for guidance')
        .addStringOption((option) =>
          option.setName('situation').setDescription('What is happening').setRequired(true).setAutocomplete(true),
        )
        .addUserOption((option) => option.setName('for').setDescription('For whom')),
    )
    .addSubcommand((sub) => sub.setName('fast').setDescription('Answer at once'))
    .addSubcommand((sub) => sub.setName('form').setDescription('Open a form'))
    .addSubcommand((sub) => sub.setName('mute').setDescription('Never answer')),
  { name: 'Guidance on this', type: ApplicationCommandType.Message } as const,
]

const button = (id: string, label: string) => new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Primary)

const form = () =>
  new ModalBuilder()
    .setCustomId('form:1')
    .setTitle('New case')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('What happened')
        .setTextInputComponent(new TextInputBuilder().setCustomId('what').setStyle(TextInputStyle.Paragraph).setMaxLength(200)),
      new LabelBuilder()
        .setLabel('How urgent')
        .setStringSelectMenuComponent(
          new StringSelectMenuBuilder()
            .setCustomId('urgency')
            .addOptions({ label: 'Low', value: 'low' }, { label: 'High', value: 'high' }),
        ),
    )

async function onCommand(interaction: ChatInputCommandInteraction): Promise<void> {
  const sub = interaction.options.getSubcommand()
  if (sub === 'mute') return
  if (sub === 'form') {
    await interaction.showModal(form())
    return
  }
  if (sub === 'fast') {
    await interaction.reply({
      content: `Hello ${interaction.user.displayName} in ${interaction.locale}`,
      components: [
        new ActionRowBuilder<ButtonBuilder>().addComponents(button('more', 'More'), button('form', 'Form')),
        new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
          new StringSelectMenuBuilder()
            .setCustomId('pick')
            .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' }),
        ),
      ],
    })
    return
  }
  await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  const friend = interaction.options.getUser('for')
  await interaction.editReply(
    `Guidance on ${interaction.options.getString('situation')}${friend ? ` for ${friend.username}` : ''}`,
  )
  await interaction.followUp({ content: 'One more thing', flags: MessageFlags.Ephemeral })
}

async function onInteraction(interaction: Interaction): Promise<void> {
  if (interaction.isChatInputCommand()) await onCommand(interaction)
  else if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused()
    await interaction.respond(
      ['angry visitor', 'lost card'].filter((name) => name.includes(typed)).map((name) => ({ name, value: name })),
    )
  } else if (interaction.isMessageContextMenuCommand())
    await interaction.reply({ content: `On: ${interaction.targetMessage.content}`, flags: MessageFlags.Ephemeral })
  else if (interaction.isButton() && interaction.customId === 'form') await interaction.showModal(form())
  else if (interaction.isButton()) await interaction.update({ content: 'More of it', components: [] })
  else if (interaction.isStringSelectMenu()) {
    await interaction.deferUpdate()
    await interaction.editReply({ content: `Picked ${interaction.values.join()}` })
  } else if (interaction.isModalSubmit()) {
    const urgency = interaction.fields.getStringSelectValues('urgency').join()
    await interaction.reply({
      content: `${interaction.fields.getTextInputValue('what')} (${urgency})`,
      flags: MessageFlags.Ephemeral,
    })
  }
}

/** A small bot made with the real discord.js, not yet logged in; what goes wrong in it is collected in `errors`. */
export function smallBot(
  api: string,
  options: Partial<ClientOptions> = {},
): { readonly client: Client; readonly errors: unknown[] } {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    ...options,
    rest: { api, ...options.rest },
  })
  const errors: unknown[] = []
  const noted = (work: Promise<unknown>) => {
    work.catch((error: unknown) => errors.push(error))
  }
  client.on(Events.InteractionCreate, (interaction) => noted(onInteraction(interaction)))
  client.on(Events.MessageCreate, (message: Message) => {
    if (message.author.bot) return
    noted(message.reply({ content: `You said “${message.content}”` }))
  })
  client.on(Events.Error, (error) => errors.push(error))
  return { client, errors }
}
