/** Chats that take the bot in, turn it out or move, as Telegram reports them. */
import type { LanguageCode } from '#src/chat/request.ts'
import type { Membership } from './incoming.ts'
import { chatOf, languageOf } from './torequest.ts'

export interface ChatChange {
  /** `telegram:-1001`. */
  readonly chat: string
  readonly state: 'joined' | 'left' | 'moved'
  /** A member's own chat with the bot: they block it, or start it again. */
  readonly isPrivate?: true
  /** The new address, where it has moved. */
  readonly to?: string
  /** Of a group or channel that has taken the bot in; a private chat is none that anybody adds it to. */
  readonly arrival?: ChatArrival
}

export interface ChatArrival {
  readonly kind: 'group' | 'channel'
  /** When, in milliseconds since 1970. */
  readonly at: number
  /** What it is called. */
  readonly title?: string
  /** Who added the bot. */
  readonly member?: string
  /** The language of that member's client. */
  readonly language?: LanguageCode
  /** The bot's own name, for links to its private chat. */
  readonly botName: string
}

/** The change that an update is about; `now` stands in where Telegram does not say when it was. */
export function changeOf(
  { chat, type, state, at, member, locale, title }: Membership,
  botName: string,
  now: number,
): ChatChange {
  const language = languageOf(locale)
  const arrival = type !== 'private' &&
    state === 'joined' && {
      ...{ kind: type, at: at ?? now, botName },
      ...(title !== undefined && { title }),
      ...(member !== undefined && { member: String(member) }),
      ...(language !== undefined && { language }),
    }
  return {
    chat: chatOf(chat),
    state,
    ...(type === 'private' && { isPrivate: true as const }),
    ...(arrival && { arrival }),
  }
}
