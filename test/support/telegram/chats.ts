/** The chats of a loopback Telegram: who is in them, what the bot may do there, and what a member sees. */
import { Refusal, refuse, type RefusalName } from './refusal.ts'

export interface LoopbackChat {
  readonly id: number
  readonly type: 'private' | 'group' | 'supergroup' | 'channel'
  readonly title: string
  readonly username?: string
  /** Topics of a forum by their number. */
  readonly topics?: Map<number, { readonly name: string; closed?: boolean }>
  /** The discussion group of a channel, or the channel of a discussion group. */
  readonly linked?: number
  /** By user; the bot itself is `bot`. */
  readonly members: Map<number, Member>
  bot: Member
  /** Telegram Stars that a message costs those who are no administrators. */
  price?: number
  /** Why nothing can be sent there any more. */
  shut?: RefusalName
  movedTo?: number
  /** Whether its members, bots included, may react; they may unless set. */
  reactions?: boolean
  readonly messages: ChatMessage[]
}

export interface Member {
  readonly status: 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked'
  /** Rights beyond the status, such as `can_post_messages`; those not named are granted. */
  readonly lacks?: readonly string[]
}

/** A message as a member sees it. */
export interface ChatMessage {
  readonly id: number
  readonly topic?: number
  readonly from: 'bot' | number
  readonly at: number
  /** What is shown of the text or the caption. */
  text: string
  rich?: boolean
  /** `file_id` of what is shown. */
  photo?: string
  document?: string
  keyboard: readonly (readonly Button[])[]
  /** The question field is open: a reply is asked for. */
  readonly asks?: boolean
  readonly album?: string
  readonly silent: boolean
  readonly protected: boolean
  readonly replyTo?: number
  edits: number
  pinned: boolean
  /** The bot's. */
  reactions?: readonly string[]
}

export interface Button {
  readonly text: string
  readonly callback_data?: string
  readonly url?: string
  readonly style?: string
}

export type ChatDraft = Pick<LoopbackChat, 'id' | 'type'> &
  Partial<Omit<LoopbackChat, 'topics' | 'members'>> & {
    readonly topics?: Readonly<Record<number, string>>
    readonly members?: Readonly<Record<number, Member>>
  }

export type Chats = ReturnType<typeof createChats>

export function createChats(now: () => number) {
  const chats = new Map<number, LoopbackChat>()
  /** Message numbers rise over all chats, so that no test takes one for another. */
  let last = 100
  return {
    add(draft: ChatDraft): LoopbackChat {
      const { topics, members = {}, ...given } = draft
      const chat: LoopbackChat = {
        title: `Chat ${draft.id}`,
        bot: { status: draft.type === 'channel' ? 'administrator' : 'member' },
        messages: [],
        ...given,
        ...(topics && {
          topics: new Map(Object.entries(topics).map(([id, name]) => [Number(id), { name }])),
        }),
        members: new Map(Object.entries(members).map(([id, member]) => [Number(id), member])),
      }
      chats.set(chat.id, chat)
      return chat
    },
    get: (id: number) => chats.get(id),
    all: () => [...chats.values()],
    nextId: () => ++last,

    /** The chat, or the refusal that Telegram gives where it is none for the bot. */
    open(id: unknown): LoopbackChat {
      const chat = chats.get(Number(id))
      if (!chat) refuse('noChat')
      if (chat.movedTo !== undefined) {
        throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
          migrate_to_chat_id: chat.movedTo,
        })
      }
      if (chat.shut) refuse(chat.shut)
      return chat
    },
    /** Throws the refusal where the bot may not do this there. */
    need(chat: LoopbackChat, right: string, otherwise: RefusalName): void {
      if (chat.type === 'private') return
      const { status, lacks = [] } = chat.bot
      const sends = right.startsWith('can_send')
      if (chat.price && sends && status !== 'administrator') refuse('unpaid')
      if (status === 'kicked' || status === 'left') refuse('kicked')
      const administrators = right === 'can_post_messages' || right === 'can_pin_messages'
      if (lacks.includes(right) || (administrators && status !== 'administrator' && status !== 'creator'))
        refuse(otherwise)
    },
    /** A message that is there, by any author. */
    message(chat: LoopbackChat, id: unknown, otherwise: RefusalName): ChatMessage {
      return chat.messages.find((one) => one.id === Number(id)) ?? refuse(otherwise)
    },
    /** Puts a message into a chat. */
    post(chat: LoopbackChat, message: Omit<ChatMessage, 'id' | 'at' | 'edits' | 'pinned'>): ChatMessage {
      const whole: ChatMessage = { ...message, id: ++last, at: now(), edits: 0, pinned: false }
      chat.messages.push(whole)
      return whole
    },
  }
}

/** A chat as the Bot API shows it. */
export function chatJson({ id, type, title, username, topics }: LoopbackChat) {
  return {
    id,
    type,
    ...(type === 'private' ? { first_name: title } : { title }),
    ...(username !== undefined && { username }),
    ...(topics && { is_forum: true }),
  }
}
