/** The bot's commands as Discord registers them: names, options, choices, and their descriptions in each language. */
import { Locale as DiscordLocale } from 'discord.js'
import { canAll } from '#src/chat/platform.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import { DEFAULT_LOCALE, localeOf } from '#src/i18n/locale.ts'
import {
  argumentKey,
  choiceKey,
  commandKey,
  type CommandTexts,
  type ListedArgument,
  type ListedCommand,
  needText,
} from '#src/platforms/layout/commands.ts'
import { COMMAND } from '../limits.ts'
import { OFFERED_TYPES } from '../post/channels.ts'

/** By Discord's own language codes. English is given for both of its own, since each stands in for the other. */
export type Localizations = Readonly<Partial<Record<`${DiscordLocale}`, string>>>

/** An element of the body of `PUT /applications/{id}/commands`. */
export interface DiscordCommand {
  /** Slash command. */
  readonly type: 1
  readonly name: string
  readonly description: string
  readonly description_localizations: Localizations
  readonly options: readonly DiscordOption[]
  /** A bit field in decimal; a server may override it, so that the bot asks again at every use. */
  readonly default_member_permissions: string | null
  /** 0 server, 1 the bot's direct messages, 2 other private channels. */
  readonly contexts: readonly (0 | 1 | 2)[]
  /** 0 installed to a server, 1 to a member. */
  readonly integration_types: readonly (0 | 1)[]
}

export type DiscordOption = DiscordSubcommand | DiscordArgument

/** `/schedule add`: a command with sub-commands has nothing but these. */
export interface DiscordSubcommand {
  readonly type: 1
  readonly name: string
  readonly description: string
  readonly description_localizations: Localizations
  readonly options: readonly DiscordArgument[]
}

export interface DiscordArgument {
  /** 3 text, 5 yes or no, 7 a channel, 11 a file. */
  readonly type: 3 | 5 | 7 | 11
  readonly name: string
  readonly description: string
  readonly description_localizations: Localizations
  readonly required: boolean
  readonly choices?: readonly {
    readonly name: string
    readonly name_localizations: Localizations
    readonly value: string
  }[]
  /** Of a channel: the types that are offered. */
  readonly channel_types?: readonly number[]
  /** Suggestions come from the bot while a member types. */
  readonly autocomplete?: true
}

/** Every command takes the router's own option: who sees the answer. */
const PRIVATE_KEY = 'discord:options.private'

/** Manage Server. */
const MANAGE_GUILD = String(1 << 5)

/** Nobody but a server's administrators: what is the operators' alone is published in servers of theirs. */
const NOBODY = '0'

/** What is the operators' alone, for servers of theirs. Throws RangeError as `discordCommands` does. */
export function discordOperatorCommands(
  commands: readonly ListedCommand[],
  texts: CommandTexts,
): DiscordCommand[] {
  const own = commands.filter(({ permission, needs }) => permission === 'owner' && canAll('discord', needs))
  return checked(
    own.map((command) => ({
      ...define(command, command.name, texts),
      default_member_permissions: NOBODY,
      contexts: [0],
      integration_types: [0],
    })),
  )
}

/**
 * All commands that members can use on Discord; those of `shortcuts` also under these aliases of theirs, as popular short
 * names deserve a place in the list and the rest would only crowd it. Options that are needed come first, as Discord
 * asks; names are the same in every language.
 *
 * Throws RangeError with everything that Discord would refuse, one a line.
 */
export function discordCommands(
  commands: readonly ListedCommand[],
  texts: CommandTexts,
  shortcuts: readonly string[] = [],
): DiscordCommand[] {
  const usable = commands.filter(
    ({ places, needs, permission }) =>
      permission !== 'owner' &&
      canAll('discord', needs) &&
      (!places || places.includes('guild') || places.includes('private')),
  )
  const all = usable.flatMap((command) => {
    const aliases = command.aliases?.filter((alias) => shortcuts.includes(alias)) ?? []
    return [command.name, ...aliases].map((name) => define(command, name, texts))
  })
  return checked(all)
}

function checked(all: DiscordCommand[]): DiscordCommand[] {
  const problems = [
    ...(all.length > COMMAND.commands ? [`${all.length} commands: at most ${COMMAND.commands}`] : []),
    ...all.flatMap(problemsIn),
  ]
  if (problems.length > 0) throw new RangeError(problems.join('\n'))
  return all
}

function define(command: ListedCommand, name: string, texts: CommandTexts): DiscordCommand {
  const { args, permission, places, subcommands } = command
  const [guild, direct] = [!places || places.includes('guild'), !places || places.includes('private')]
  const words = describe(commandKey(command.name), texts)
  const options = subcommands
    ? Object.entries(subcommands.args).map(
        ([choice, taken]): DiscordOption => ({
          type: 1,
          name: choice,
          ...describe(choiceKey(command.name, subcommands.argument, choice), texts),
          options: defineOptions(command, taken, texts),
        }),
      )
    : [
        ...defineOptions(command, Object.keys(args), texts),
        // Only in a channel that others read too does it make a difference.
        ...(guild && !command.private
          ? [{ type: 5 as const, name: 'private', ...describe(PRIVATE_KEY, texts), required: false }]
          : []),
      ]
  return {
    type: 1,
    name,
    ...words,
    options,
    default_member_permissions: permission === 'manager' ? MANAGE_GUILD : null,
    contexts: [...(guild ? [0 as const] : []), ...(direct ? [1 as const, 2 as const] : [])],
    // What a manager does concerns a server that the bot is in.
    integration_types: permission === 'manager' ? [0] : [0, 1],
  }
}

/** Some of a command's arguments, those needed first. */
function defineOptions(
  { name, args }: ListedCommand,
  taken: readonly string[],
  texts: CommandTexts,
): DiscordArgument[] {
  return taken
    .flatMap((argument) => {
      const definition = args[argument]
      return definition && canAll('discord', definition.needs)
        ? [defineOption(name, argument, definition, texts)]
        : []
    })
    .sort((a, b) => Number(b.required) - Number(a.required))
}

function defineOption(
  command: string,
  name: string,
  { kind, optional, choices = [] }: ListedArgument,
  texts: CommandTexts,
): DiscordArgument {
  const words = describe(argumentKey(command, name), texts)
  if (kind === 'file') return { type: 11, name, ...words, required: !optional }
  if (kind === 'channel')
    return { type: 7, name, ...words, required: !optional, channel_types: OFFERED_TYPES }
  if (kind === 'flag') return { type: 5, name, ...words, required: !optional }
  const fixed = choices.length > 0 && choices.length <= COMMAND.choices
  return {
    type: 3,
    name,
    ...words,
    required: !optional,
    ...(fixed
      ? { choices: choices.map((value) => defineChoice(command, name, value, texts)) }
      : { autocomplete: true }),
  }
}

/** A choice is called by its label, or by itself where it needs none: `7d` may. */
function defineChoice(command: string, argument: string, value: string, texts: CommandTexts) {
  const key = choiceKey(command, argument, value)
  const nameIn = (language: LanguageCode) => texts[language].find(key) ?? value
  return { name: nameIn(DEFAULT_LOCALE), name_localizations: localized(nameIn), value }
}

function describe(key: string, texts: CommandTexts) {
  const described = (language: LanguageCode) => needText(texts, language, key)
  return { description: described(DEFAULT_LOCALE), description_localizations: localized(described) }
}

/** A text for each of Discord's languages that is one of ours. */
function localized(textIn: (language: LanguageCode) => string): Localizations {
  return Object.fromEntries(
    Object.values(DiscordLocale).flatMap((code) => {
      const language = localeOf(code)
      return language === undefined ? [] : [[code, textIn(language)]]
    }),
  )
}

function problemsIn({ name, description_localizations, options }: DiscordCommand): string[] {
  const groups = options.flatMap((option) => (option.type === 1 ? [option.options] : []))
  const all = [...options, ...groups.flat()]
  const described = [{ name, description_localizations }, ...all]
  const choices = all.flatMap((option) => (option.type === 1 ? [] : (option.choices ?? [])))
  return [
    ...described.flatMap((one) => [
      ...(NAME.test(one.name) ? [] : [`/${name}: the name "${one.name}" is none for Discord`]),
      ...tooLong(`/${name} ${one.name}`, one.description_localizations, COMMAND.description),
    ]),
    ...[options, ...groups]
      .filter((group) => group.length > COMMAND.options)
      .map((group) => `/${name}: ${group.length} options, at most ${COMMAND.options}`),
    ...choices.flatMap((choice) =>
      tooLong(`/${name} ${choice.value}`, choice.name_localizations, COMMAND.choice),
    ),
    ...(totalOf(described, choices) > COMMAND.total
      ? [`/${name}: more than ${COMMAND.total} characters in all`]
      : []),
  ]
}

/** Lower-case letters, digits, hyphen and underscore: narrower than Discord's, the same everywhere. */
const NAME = new RegExp(`^[a-z0-9_-]{1,${COMMAND.name}}$`)

function tooLong(what: string, texts: Localizations, most: number): string[] {
  return Object.entries(texts)
    .filter(([, text]) => text.length > most)
    .map(([language, text]) => `${what} (${language}): ${text.length} characters, at most ${most}`)
}

function totalOf(
  described: readonly { readonly name: string; readonly description_localizations: Localizations }[],
  choices: readonly { readonly value: string; readonly name_localizations: Localizations }[],
): number {
  const longest = (texts: Localizations) =>
    Math.max(...Object.values(texts).map((text: string) => text.length))
  return [
    ...described.map((one) => one.name.length + longest(one.description_localizations)),
    ...choices.map((one) => one.value.length + longest(one.name_localizations)),
  ].reduce((sum, length) => sum + length, 0)
}
