/** An interaction as the bot's request: who asks, where, in which language, and what they may do there. */
import type { LanguageCode, Request } from '#src/chat/request.ts'
import type { Incoming, Interaction } from './incoming.ts'

const ADMINISTRATOR = 1n << 3n
const MANAGE_GUILD = 1n << 5n

/** Everything of a request but what is asked. */
export function askerOf(interaction: Interaction): Omit<Request, 'ask'> {
  const { channel, guild, member, locale, guildLocale } = interaction
  const [memberLanguage, chatLanguage] = [languageOf(locale), languageOf(guildLocale)]
  return {
    platform: 'discord',
    chat: `discord:${channel}`,
    // Old servers share their id with their first channel: the two must not be taken for each other.
    ...(guild && { community: `discord:guild:${guild}` }),
    member,
    manager: isManager(interaction),
    place: guild ? 'guild' : 'private',
    ...(memberLanguage && { memberLanguage }),
    ...(chatLanguage && { chatLanguage }),
  }
}

/** The request of a command or a press. */
export function requestOf(incoming: Extract<Incoming, { kind: 'command' | 'press' }>): Request {
  return {
    ...askerOf(incoming),
    ask:
      incoming.kind === 'press'
        ? { kind: 'press', payload: incoming.payload }
        : { kind: 'command', name: incoming.name, named: incoming.options },
  }
}

/** The language of our own notices: the member's for what they alone see, else the server's first. */
export function readerLanguage(interaction: Interaction, alone: boolean): LanguageCode {
  const [member, chat] = [languageOf(interaction.locale), languageOf(interaction.guildLocale)]
  return (alone ? (member ?? chat) : (chat ?? member)) ?? 'en'
}

/** Japanese where the client is Japanese, English where it is anything else that says what it is. */
function languageOf(locale: string | undefined): LanguageCode | undefined {
  if (locale === undefined) return undefined
  return /^ja\b/.test(locale) ? 'ja' : 'en'
}

/**
 * Whoever may manage the server, asked of the interaction itself at every use: Discord has just computed it. In the
 * private chat with the bot everyone manages their own chat; in other private chats nobody does.
 */
function isManager({ guild, permissions = 0n, direct }: Interaction): boolean {
  if (guild === undefined) return direct
  return (permissions & (ADMINISTRATOR | MANAGE_GUILD)) !== 0n
}
