/** Notices: what people are notified of unasked, about the posts that they are responsible for. */
import type { Trouble } from './delivery.ts'
import type { Message } from './message.ts'
import type { Poster } from './posting.ts'
import type { LanguageCode } from './request.ts'

/** What one recipient is notified of in one message. */
export interface Notice {
  /** The same for every try: with the number of a part it is the nonce. Twenty characters. */
  readonly id: string
  /** A chat, or a member alone by the name of their settings: `member:discord:42`. */
  readonly recipient: string
  readonly troubles: readonly Trouble[]
  /** When it was first sent, in milliseconds since 1970, where it may have arrived. */
  readonly sendingSince?: number
  /** This one included: what tells the worker that took it last from those before. */
  readonly tries: number
}

/** Who is notified of troubles, and in which words. */
export interface NoticeWriter {
  /**
   * Who is to be notified, the first choice first: chats, or members alone by the name of their settings. Undefined where
   * nobody need be notified any more.
   */
  recipientsOf(trouble: Trouble): Promise<readonly string[] | undefined>
  /** What a notice says in a place; undefined where nothing is left to be reported. */
  compose(notice: Notice, place: NoticePlace): Promise<NoticeMessage | undefined>
}

/** The chat that a recipient reads. */
export interface NoticePlace {
  readonly target: string
  readonly poster: Poster
}

export interface NoticeMessage {
  readonly message: Message
  readonly language: LanguageCode
}
