import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js'

/** The same words for every English and every Spanish that Discord knows: it falls back from one to the other only in part. */
const said = (en: string, es: string) => ({
  [Locale.EnglishUS]: en,
  [Locale.EnglishGB]: en,
  [Locale.SpanishES]: es,
  [Locale.SpanishLATAM]: es,
})

const named = (en: string, es: string, about: string, acerca: string) => ({
  name: en,
  name_localizations: said(en, es),
  description: about,
  description_localizations: said(about, acerca),
})

/** Characters of a situation that a command takes. */
const longestSituation = 2_000

const sub = (names: ReturnType<typeof named>, options: APIApplicationCommandOption[] = []) =>
  ({ ...names, type: ApplicationCommandOptionType.Subcommand, options }) as APIApplicationCommandOption

const subcommands: readonly APIApplicationCommandOption[] = [
  sub(named('ask', 'preguntar', 'What to do now, in private', 'Qué hacer ahora, en privado'), [
    {
      ...named('situation', 'situacion', 'What is happening, in one sentence', 'Qué está pasando, en una frase'),
      type: ApplicationCommandOptionType.String,
      required: true,
      max_length: longestSituation,
    },
  ]),
  sub(named('case', 'caso', 'Open a case, or log a new one', 'Abrir un caso, o registrar uno nuevo'), [
    {
      ...named('number', 'numero', 'Number or receipt; nothing for a new case', 'Número o comprobante; nada para un caso nuevo'),
      type: ApplicationCommandOptionType.String,
      required: false,
      autocomplete: true,
      max_length: 100,
    },
  ]),
  sub(named('cases', 'casos', 'My open cases', 'Mis casos abiertos')),
  sub(named('quiz', 'practicar', 'Practise situations for a few minutes', 'Practicar situaciones unos minutos')),
  sub(named('progress', 'progreso', 'How my practice is going', 'Cómo va mi práctica')),
  sub(named('certificate', 'certificado', 'My certificate of a completed path', 'Mi certificado de un recorrido completo')),
  sub(named('team', 'equipo', 'How the group is doing, for supervisors', 'Cómo va el grupo, para supervisión')),
  sub(named('office', 'oficina', 'Which office handles a matter', 'Qué oficina lleva un asunto'), [
    {
      ...named('topic', 'asunto', 'The matter, such as unpaid wages', 'El asunto, como sueldos impagados'),
      type: ApplicationCommandOptionType.String,
      required: true,
      autocomplete: true,
      max_length: 100,
    },
  ]),
  sub(named('language', 'idioma', 'The language I speak with you', 'El idioma en que le hablo'), [
    {
      ...named('which', 'cual', 'The language', 'El idioma'),
      type: ApplicationCommandOptionType.String,
      required: false,
      choices: [
        { name: 'English', value: 'en' },
        { name: 'Español', value: 'es' },
        { name: 'Discord', value: 'platform' },
      ],
    },
  ]),
  sub(named('help', 'ayuda', 'What I can do', 'Lo que sé hacer')),
]

/** Name of the command in a message's menu. */
export const guidance = 'Guidance on this'

/** Our commands; those of a server show only there, the others everywhere and in direct messages. */
export function commandsFor(where: 'server' | 'everywhere'): RESTPutAPIApplicationCommandsJSONBody {
  const contexts =
    where === 'server'
      ? {}
      : {
          contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
          integration_types: [ApplicationIntegrationType.GuildInstall],
        }
  return [
    {
      ...named(
        'ventanilla',
        'ventanilla',
        'Advice for the service window, and its cases',
        'Consejo para la ventanilla, y sus casos',
      ),
      type: ApplicationCommandType.ChatInput,
      options: [...subcommands],
      ...contexts,
    },
    {
      name: guidance,
      name_localizations: said(guidance, 'Consejo sobre esto'),
      type: ApplicationCommandType.Message,
      ...contexts,
    },
  ]
}
