/** The chat in which one member alone reads what the bot says: opened when they ask for something that will arrive there. */
import type { Actions } from './action.ts'
import type { MemberOf } from './address.ts'
import type { Message } from './message.ts'
import type { LanguageCode } from './request.ts'

/** The private chat with a member, as it was opened last. */
export interface KnownPrivateChat {
  /** Its address. */
  readonly target: string
  /** Whether it let nothing in. */
  readonly isClosed: boolean
  /** Milliseconds since 1970. */
  readonly triedAt: number
}

/** `closed`: the member or the platform lets nothing in, though the chat may have an address. `later`: too many were opened lately, wait so many seconds. */
export type Opened =
  | { readonly kind: 'open'; readonly target: string }
  | { readonly kind: 'closed'; readonly target?: string }
  | { readonly kind: 'later'; readonly seconds: number }

/** What opens a private chat: a message with buttons, which a command answers with this state. */
export interface FirstMessage {
  readonly message: Message
  readonly rows: Actions['rows']
  readonly command: string
  readonly state: Readonly<Record<string, string>>
}

/** The platform says that the bot opens too many private chats: none is opened for a while. */
export class TooManyOpenedError extends Error {}

export interface PrivateChats {
  /**
   * Opens it with a first message, so that it is known to arrive. Only within an answer to that same member. One that was opened
   * before gets no other message, unless `again`: it has refused something since.
   */
  open(
    member: MemberOf,
    first: FirstMessage,
    language: LanguageCode,
    options?: { readonly again?: boolean },
  ): Promise<Opened>
}
