/**
 * Updates as Telegram delivers them, read with suspicion: what is malformed or not for this bot becomes undefined,
 * never an exception.
 */
import { GENERAL_TOPIC } from '#src/chat/address.ts'

/** Where something was written or clicked, and by whom. */
export interface Origin {
  readonly chat: number
  readonly type: 'private' | 'group' | 'channel'
  /** The topic of a forum. */
  readonly topic?: number
  /** What it is called, where the message says so. */
  readonly topicName?: string
  /** The user, or the chat in whose name something was written. */
  readonly member: string
  /** Written in the name of a chat: an anonymous administrator's group, a channel. */
  readonly sender?: number
  /** The member's client, such as `ja` or `en-GB`. */
  readonly locale?: string
  /** The message that was written, or whose button was clicked. */
  readonly message: number
  /** The message is in a group that has become this chat, and stayed there. */
  readonly stayed?: boolean
}

export interface CommandUpdate extends Origin {
  readonly kind: 'command'
  /** Lower-case, without slash and bot's name. */
  readonly name: string
  readonly words: readonly string[]
  /** Whether the bot was named: `/funding@botname`. */
  readonly addressed: boolean
  /** It is what the link that adds the bot to a group makes its user send there. */
  readonly invitation?: Membership
  readonly file?: { readonly id: string; readonly name: string; readonly bytes: number }
}

export interface ClickUpdate extends Origin {
  readonly kind: 'click'
  /** Of the query, which must be answered. */
  readonly query: string
  readonly payload: string
  /** What the message shows now. */
  readonly shown: 'photo' | 'text'
  /** The buttons under it. */
  readonly buttons: readonly { readonly text: string; readonly payload: string }[]
}

export interface Membership {
  readonly chat: number
  readonly type: Origin['type']
  readonly state: 'joined' | 'left'
  /** When, in milliseconds since 1970; undefined where Telegram does not say. */
  readonly at?: number
  /** Who did it. */
  readonly member?: number
  /** That member's client, such as `ja` or `en-GB`. */
  readonly locale?: string
  /** Of a group or channel. */
  readonly title?: string
}

export type Incoming =
  | CommandUpdate
  | ClickUpdate
  /** Words without a command: the answer to a question, where one was asked. */
  | (Origin & { readonly kind: 'text'; readonly text: string })
  | {
      readonly kind: 'inline'
      readonly query: string
      readonly member: string
      readonly locale?: string
      readonly text: string
    }
  /** A chat has taken the bot in or turned it out. */
  | (Membership & { readonly kind: 'member' })
  /** A group became a supergroup. */
  | { readonly kind: 'moved'; readonly chat: number; readonly to: number }

/** The kinds of updates that are asked for. */
export const ALLOWED = [
  'message',
  'channel_post',
  'callback_query',
  'inline_query',
  'my_chat_member',
] as const

/** The update's number, by which it is distinguished from others. */
export function updateId(update: unknown): number | undefined {
  return whole(record(update)?.update_id)
}

/** What an update says, or undefined where it is nothing for a bot of this name. */
export function readIncoming(update: unknown, botName: string): Incoming | undefined {
  const all = record(update)
  const message = record(all?.message) ?? record(all?.channel_post)
  if (message) return readMessage(message, botName.toLowerCase())
  const clicked = record(all?.callback_query)
  if (clicked) return readClick(clicked)
  const inline = record(all?.inline_query)
  if (inline) return readInline(inline)
  const changed = record(all?.my_chat_member)
  return changed && readMember(changed)
}

function readMessage(message: Values, botName: string): Incoming | undefined {
  const origin = originOf(message, record(message.from))
  if (!origin) return undefined
  const to = whole(message.migrate_to_chat_id)
  if (to !== undefined) return { kind: 'moved', chat: origin.chat, to }
  const from = whole(message.migrate_from_chat_id)
  if (from !== undefined) return { kind: 'moved', chat: from, to: origin.chat }
  // A channel's post that Telegram copies into its discussion group was read in the channel; other bots are not answered.
  if (message.is_automatic_forward === true || message.via_bot) return undefined
  if (record(message.from)?.is_bot === true && origin.sender === undefined) return undefined
  const text = string(message.text) ?? string(message.caption)
  if (text === undefined) return undefined
  const [, name, addressee, rest = ''] =
    /^\/([a-z0-9_]{1,32})(?:@(\w{1,64}))?(?:\s+|$)(.*)$/isu.exec(text) ?? []
  if (name === undefined) return { ...origin, kind: 'text', text }
  if (addressee !== undefined && addressee.toLowerCase() !== botName) return undefined
  const file = fileIn(record(message.document))
  return {
    ...origin,
    kind: 'command',
    name: name.toLowerCase(),
    words: rest.split(/\s+/u).filter((word) => word !== ''),
    addressed: addressee !== undefined,
    ...(origin.type === 'group' &&
      name.toLowerCase() === 'start' &&
      rest.trim() === INVITED && {
        invitation: { ...membershipOf(message, origin.type), chat: origin.chat, state: 'joined' },
      }),
    ...(file && { file }),
  }
}

function readClick(clicked: Values): ClickUpdate | undefined {
  const message = record(clicked.message)
  const [query, payload] = [string(clicked.id), string(clicked.data)]
  const origin = message && originOf(message, record(clicked.from), true)
  if (!origin || query === undefined || payload === undefined) return undefined
  const rows = list(record(message.reply_markup)?.inline_keyboard)
  return {
    ...origin,
    kind: 'click',
    query,
    payload,
    shown: Array.isArray(message.photo) ? 'photo' : 'text',
    buttons: rows.flatMap(list).flatMap((button) => {
      const one = record(button)
      const [text, data] = [string(one?.text), string(one?.callback_data)]
      return text !== undefined && data !== undefined ? [{ text, payload: data }] : []
    }),
  }
}

function readInline(inline: Values): Incoming | undefined {
  const from = record(inline.from)
  const [query, member, locale] = [string(inline.id), whole(from?.id), string(from?.language_code)]
  if (query === undefined || member === undefined) return undefined
  return {
    kind: 'inline',
    query,
    member: String(member),
    ...(locale && { locale }),
    text: string(inline.query) ?? '',
  }
}

function readMember(changed: Values): Incoming | undefined {
  const [chat, type] = [whole(record(changed.chat)?.id), string(record(changed.chat)?.type)]
  const before = isMember(changed.old_chat_member)
  const after = isMember(changed.new_chat_member)
  if (chat === undefined || type === undefined || after === undefined || before === after) return undefined
  const state = after ? 'joined' : 'left'
  return { kind: 'member', ...membershipOf(changed, typeOf(type)), chat, state }
}

/** What follows `/start` of the link that adds the bot to a group. */
const INVITED = 'true'

function membershipOf(event: Values, type: Origin['type']): Omit<Membership, 'chat' | 'state'> {
  const from = record(event.from)
  // An anonymous administrator is nobody who could be told anything.
  const member = from?.is_bot === true ? undefined : whole(from?.id)
  const [date, title] = [whole(event.date), string(record(event.chat)?.title)]
  const locale = member === undefined ? undefined : string(from?.language_code)
  return {
    type,
    ...(date !== undefined && { at: date * 1000 }),
    ...(member !== undefined && { member }),
    ...(locale !== undefined && { locale }),
    ...(title !== undefined && { title }),
  }
}

function typeOf(type: string): Origin['type'] {
  return type === 'private' || type === 'channel' ? type : 'group'
}

/** Whether a membership is one. */
function isMember(member: unknown): boolean | undefined {
  const one = record(member)
  const status = string(one?.status)
  if (status === undefined) return undefined
  if (status === 'restricted') return one?.is_member === true
  return status !== 'left' && status !== 'kicked'
}

function originOf(message: Values, from: Values | undefined, clicked = false): Origin | undefined {
  const chat = record(message.chat)
  const [id, type, number] = [whole(chat?.id), string(chat?.type), whole(message.message_id)]
  if (id === undefined || type === undefined || number === undefined) return undefined
  // A click is in the member's own name, even an anonymous administrator.
  const sender = clicked ? undefined : whole(record(message.sender_chat)?.id)
  const member = sender ?? whole(from?.id)
  if (member === undefined) return undefined
  const topic = topicIn(message)
  const topicName = topic === undefined ? undefined : topicNameIn(message)
  const locale = sender === undefined ? string(from?.language_code) : undefined
  return {
    chat: id,
    type: typeOf(type),
    member: String(member),
    message: number,
    ...(topic !== undefined && { topic }),
    ...(topicName !== undefined && { topicName }),
    ...(sender !== undefined && { sender }),
    ...(locale !== undefined && { locale }),
  }
}

/** The topic of a forum; its first one, which Telegram takes no messages to by its number, is the chat itself. */
function topicIn(message: Values): number | undefined {
  const topic = message.is_topic_message === true ? whole(message.message_thread_id) : undefined
  return String(topic) === GENERAL_TOPIC ? undefined : topic
}

/** What is written in a topic answers the message that began it, unless it answers another. */
function topicNameIn(message: Values): string | undefined {
  return string(record(record(message.reply_to_message)?.forum_topic_created)?.name)
}

function fileIn(document: Values | undefined): CommandUpdate['file'] {
  const id = string(document?.file_id)
  if (!document || id === undefined) return undefined
  return {
    id,
    name: string(document.file_name) ?? 'file',
    bytes: whole(document.file_size) ?? Number.POSITIVE_INFINITY,
  }
}

type Values = Readonly<Record<string, unknown>>

function record(value: unknown): Values | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : undefined
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function whole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}
