/** An update as the bot's request: who asks, where, in which language, and what they may do there. */
import { GENERAL_TOPIC, parseAddress, printAddress } from '#src/chat/address.ts'
import { type Managing, unsureOf } from '#src/chat/managing.ts'
import type { RequestInput, LanguageCode, Request } from '#src/chat/request.ts'
import { DEFAULT_LOCALE, localeOf } from '#src/i18n/locale.ts'
import type { Origin } from './incoming.ts'

/** The request of somebody who is, or is not, one of those who decide there, as far as Telegram has said so. */
export function requestOf(origin: Origin, managing: Managing, input: RequestInput, botName: string): Request {
  const { chat, type, topic, topicName, member, locale } = origin
  const memberLanguage = languageOf(locale)
  const managerUnknown = unsureOf(managing)
  return {
    platform: 'telegram',
    chat: chatOf(chat, topic),
    // A topic belongs to its group, whose settings hold where it has none of its own.
    ...((type !== 'private' || topic !== undefined) && { community: chatOf(chat) }),
    member,
    manager: managing === 'may',
    ...(managerUnknown && { managerUnknown }),
    ...(topicName !== undefined && { topicTitle: topicName }),
    place: type === 'private' ? 'private' : 'group',
    ...(memberLanguage && { memberLanguage }),
    botName,
    input,
  }
}

/** `telegram:-1001:7`. */
export function chatOf(chat: number, topic?: number): string {
  return printAddress({ platform: 'telegram', chat: String(chat), topic: topic?.toString() })
}

export interface Place {
  readonly chat: number
  readonly topic?: number
}

/** Chat and topic of an address; a forum's first topic is the chat itself. Throws RangeError for one that is none of Telegram's. */
export function placeOf(target: string): Place {
  const { platform, chat = '', topic } = parseAddress(target)
  const isChat = platform === 'telegram' && /^-?\d{1,16}$/.test(chat)
  if (!isChat || !(topic === undefined || /^\d{1,16}$/.test(topic)))
    throw new RangeError(`"${target}" is no chat of Telegram's`)
  const isTopic = topic !== undefined && topic !== GENERAL_TOPIC
  return { chat: Number(chat), ...(isTopic && { topic: Number(topic) }) }
}

/** The client's language, or the default where that is none of ours; undefined where it says nothing. */
export function languageOf(locale: string | undefined): LanguageCode | undefined {
  if (locale === undefined) return undefined
  return localeOf(locale) ?? DEFAULT_LOCALE
}

/** The language of our own notices: the member's, as Telegram knows none of chats. */
export function languageIn({ locale }: Pick<Origin, 'locale'>): LanguageCode {
  return languageOf(locale) ?? DEFAULT_LOCALE
}
