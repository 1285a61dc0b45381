/** A request: what a member asked for, where, and who they are to that place. Platforms make it; the bot answers it. */
import type { Locale } from '#src/i18n/locale.ts'
import type { Unsure } from './managing.ts'
import type { Message } from './message.ts'
import type { PlatformName } from './platform.ts'

/** Where a request is made: a channel of a community, a group, a chat with the bot alone, the preview page. */
export type Place = 'guild' | 'group' | 'private' | 'preview'

/** What a member is spoken to in. */
export type LanguageCode = Locale

export interface Request {
  readonly platform: PlatformName
  /** The channel, group, topic or private chat: `discord:123`, `telegram:-100:7`. */
  readonly chat: string
  /** The community that a chat belongs to, where it has one: a guild. */
  readonly community?: string
  /** The channel that a chat is a thread of. */
  readonly parent?: string
  /** The member, in the platform's own id. */
  readonly member: string
  /** Whether the member may configure this chat, checked by the platform at this very moment. */
  readonly manager: boolean
  /** Why that is not known, where the platform did not say: `manager` is false then. */
  readonly managerUnknown?: Unsure
  /** The member's roles in the community, in the platform's ids, where it has roles. */
  readonly roles?: readonly string[]
  /** Where it was asked. */
  readonly place: Place
  /** What people call the chat, where the platform says so along with the request. */
  readonly chatTitle?: string
  /** What the topic is called in which it was asked, where the platform says so. */
  readonly topicTitle?: string
  /** The bot's own name, where a private chat with it has an address: `t.me/<botName>`. */
  readonly botName?: string
  /** What the member's client is set to, where the platform says so. */
  readonly memberLanguage?: LanguageCode
  /** What the chat's platform is set to, where it says so. */
  readonly chatLanguage?: LanguageCode
  readonly input: RequestInput
}

export type RequestInput = CommandInput | ClickInput

/** A command: its name (or an alias) and its arguments, named where the platform names them, else words in order. */
export interface CommandInput {
  readonly kind: 'command'
  readonly name: string
  readonly named?: Readonly<Record<string, string>>
  readonly words?: readonly string[]
  /** Text files that came along: what `/schedule import` reads. At most 1 MiB each. */
  readonly files?: readonly { readonly name: string; readonly text: string }[]
}

/** A clicked control of an earlier answer. */
export interface ClickInput {
  readonly kind: 'click'
  readonly payload: string
  /** What was typed into the button's form, by the fields' names. */
  readonly values?: Readonly<Record<string, string>>
  /** What was chosen in a select of many, or picked: choices, ids. */
  readonly chosen?: readonly string[]
}

/** What the platform shows: the message, and whether only the member sees it. */
export interface Reply {
  readonly message: Message
  readonly private: boolean
  /** A click edits the answer it belongs to; a command and a private hint are new messages. */
  readonly edit: boolean
  /** What was clicked on shows already what was chosen: the click is acknowledged, and nothing is sent. */
  readonly unchanged?: boolean
  /** Where it is no answer: `refused` is the member's to mend, `failed` is ours, `held` came too soon after others. */
  readonly result?: 'refused' | 'failed' | 'held'
  /**
   * Of an answer that all see: a name that the same question has again in the same chat, and the language in which to say
   * where its answer is.
   */
  readonly question?: { readonly key: string; readonly language: LanguageCode }
  /** In a group it goes again after so many milliseconds. */
  readonly staysFor?: number
  /** The answer that was clicked goes away, and nothing comes in its place. */
  readonly remove?: true
}

/** Progress of an answer that takes long, for the platform to show. */
export interface Progress {
  /** Something slow has begun, in words of the reader's language. */
  slow(text: string): void
}

/** One suggestion while a member types. */
export interface Suggestion {
  readonly label: string
  readonly value: string
}
