/** Updates that members cause, as Telegram sends them, without their update_id. */
import { chatJson, type LoopbackChat } from './chats.ts'

export const BOT = { id: 4_200_000_001, username: 'kawaraban_bot', first_name: 'Kawaraban' } as const
export const GROUP_ANONYMOUS_BOT = 1_087_968_824
export const ASKER = 700_001
export const OTHER = 700_002
export const OWNER = 700_003

export interface Circumstances {
  readonly member?: number
  /** The client's language: `ja`, `en-GB`. */
  readonly locale?: string
  readonly topic?: number
  /** When, in seconds since 1970. */
  readonly date?: number
  /** Written in the name of the group (an anonymous administrator), or of a channel. */
  readonly sender?: LoopbackChat
  readonly replyTo?: number
  /** A file that comes along, the text being its caption. */
  readonly document?: { readonly file_id: string; readonly file_name: string; readonly file_size: number }
  /** A channel's post that Telegram has copied into its discussion group. */
  readonly automatic?: boolean
}

/** When things happen that say nothing else: seconds since 1970. */
const DATE = 1_764_000_000

export type Update = Readonly<Record<string, unknown>>

/** Somebody writes, in a channel as the channel. */
export function written(chat: LoopbackChat, id: number, text: string, where: Circumstances = {}): Update {
  const { topic, date = DATE, sender, replyTo, document, automatic } = where
  const from = sender
    ? { id: GROUP_ANONYMOUS_BOT, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' }
    : userJson(where)
  const command = /^\/\w+(@\w+)?/.exec(text)?.[0]
  const entities = command ? [{ type: 'bot_command', offset: 0, length: command.length }] : []
  const message = {
    message_id: id,
    date,
    chat: chatJson(chat),
    ...(chat.type === 'channel' ? { sender_chat: chatJson(chat) } : { from }),
    ...(sender && { sender_chat: chatJson(sender) }),
    ...(topic !== undefined && { message_thread_id: topic, is_topic_message: true }),
    // What is written in a topic answers the message that began it.
    ...(topic !== undefined &&
      replyTo === undefined &&
      chat.topics?.has(topic) && {
        reply_to_message: {
          message_id: topic,
          date: 1_763_000_000,
          chat: chatJson(chat),
          message_thread_id: topic,
          forum_topic_created: { name: chat.topics.get(topic)?.name, icon_color: 7_322_096 },
        },
      }),
    ...(replyTo !== undefined && {
      reply_to_message: { message_id: replyTo, date: 1_764_000_000, chat: chatJson(chat), from: botJson() },
    }),
    ...(automatic && { is_automatic_forward: true }),
    ...(document ? { document, caption: text, caption_entities: entities } : { text, entities }),
  }
  return chat.type === 'channel' ? { channel_post: message } : { message }
}

/** Somebody clicks a button. `message` is the message as the Bot API shows it. */
export function clicked(query: string, message: unknown, data: string, where: Circumstances = {}): Update {
  return {
    callback_query: { id: query, from: userJson(where), message, chat_instance: '-42', data },
  }
}

/** Somebody types `@bot …` into any chat. */
export function inlineTyped(query: string, text: string, where: Circumstances = {}): Update {
  return {
    inline_query: { id: query, from: userJson(where), query: text, offset: '', chat_type: 'supergroup' },
  }
}

/** What the bot is in a chat changes. */
export function membershipChanged(
  chat: LoopbackChat,
  before: string,
  after: string,
  where: Circumstances = {},
): Update {
  const user = botJson()
  return {
    my_chat_member: {
      chat: chatJson(chat),
      from: userJson(where),
      date: where.date ?? DATE,
      old_chat_member: { user, status: before },
      new_chat_member: { user, status: after, ...(after === 'kicked' && { until_date: 0 }) },
    },
  }
}

/** The service messages of a group that becomes a supergroup: the old chat's, then the new one's. */
export function migrated(from: LoopbackChat, to: LoopbackChat, ids: readonly [number, number]): Update[] {
  const service = (chat: LoopbackChat, id: number, extra: object) => ({
    message: {
      message_id: id,
      date: 1_764_000_000,
      chat: chatJson(chat),
      from: userJson({}),
      ...extra,
    },
  })
  return [
    service(from, ids[0], { migrate_to_chat_id: to.id }),
    service(to, ids[1], { migrate_from_chat_id: from.id }),
  ]
}

export function userJson({ member = ASKER, locale }: Circumstances) {
  return {
    id: member,
    is_bot: false,
    first_name: 'Member',
    ...(locale !== undefined && { language_code: locale }),
  }
}

export function botJson() {
  return { is_bot: true, ...BOT }
}
