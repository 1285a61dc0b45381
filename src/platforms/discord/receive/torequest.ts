/** An interaction as the bot's request: who asks, where, in which language, and what they may do there. */
import { printAddress } from '#src/chat/address.ts'
import type { RequestInput, LanguageCode, Request } from '#src/chat/request.ts'
import { DEFAULT_LOCALE, localeOf } from '#src/i18n/locale.ts'
import type { TextFile } from './attachments.ts'
import type { Incoming, Interaction } from './incoming.ts'

const ADMINISTRATOR = 1n << 3n
const MANAGE_GUILD = 1n << 5n

/** Everything of a request but what is asked. */
export function askerOf(interaction: Interaction): Omit<Request, 'input'> {
  const { channel, parent, guild, member, locale, guildLocale } = interaction
  const [memberLanguage, chatLanguage] = [languageOf(locale), languageOf(guildLocale)]
  return {
    platform: 'discord',
    chat: printAddress({ platform: 'discord', chat: channel }),
    ...(parent !== undefined && { parent: printAddress({ platform: 'discord', chat: parent }) }),
    // Old servers share their id with their first channel: the two must not be taken for each other.
    ...(guild && { community: printAddress({ platform: 'discord', community: guild }) }),
    member,
    manager: isManager(interaction),
    ...(interaction.roles && { roles: interaction.roles }),
    ...(interaction.channelName !== undefined && { chatTitle: `#${interaction.channelName}` }),
    place: guild ? 'guild' : 'private',
    ...(memberLanguage && { memberLanguage }),
    ...(chatLanguage && { chatLanguage }),
  }
}

/**
 * The request of a command or a click. `choiceOf` names the argument that a command's sub-commands are choices of;
 * `files` are those that were fetched.
 */
export function requestOf(
  incoming: Extract<Incoming, { kind: 'command' | 'click' }>,
  choiceOf: (command: string) => string | undefined = () => undefined,
  files: readonly TextFile[] = [],
): Request {
  return { ...askerOf(incoming), input: askOf(incoming, choiceOf, files) }
}

function askOf(
  incoming: Extract<Incoming, { kind: 'command' | 'click' }>,
  choiceOf: (command: string) => string | undefined,
  files: readonly TextFile[],
): RequestInput {
  if (incoming.kind === 'click') {
    const { payload, values, chosen } = incoming
    return { kind: 'click', payload, ...(values && { values }), ...(chosen && { chosen }) }
  }
  const { name, subcommand, options } = incoming
  const choice = subcommand === undefined ? undefined : choiceOf(name)
  const named =
    choice === undefined || subcommand === undefined ? options : { [choice]: subcommand, ...options }
  return { kind: 'command', name, named, ...(files.length > 0 && { files }) }
}

/** The language of our own notices: the member's for what they alone see, else the server's first. */
export function readerLanguage(interaction: Interaction, alone: boolean): LanguageCode {
  const [member, chat] = [languageOf(interaction.locale), languageOf(interaction.guildLocale)]
  return (alone ? (member ?? chat) : (chat ?? member)) ?? DEFAULT_LOCALE
}

/** The client's language, or the default where that is none of ours; undefined where it says nothing. */
function languageOf(locale: string | undefined): LanguageCode | undefined {
  if (locale === undefined) return undefined
  return localeOf(locale) ?? DEFAULT_LOCALE
}

/**
 * Members who may manage the server, read from each interaction: Discord has just computed it. In the
 * private chat with the bot everyone manages their own chat; in other private chats no one does.
 */
function isManager({ guild, permissions = 0n, direct }: Interaction): boolean {
  if (guild === undefined) return direct
  return (permissions & (ADMINISTRATOR | MANAGE_GUILD)) !== 0n
}
