/**
 * Posting: what a platform does for a schedule. A post is a row of parts, each one call to the platform that is
 * carried out as a whole or not at all; every part ends in one of a few outcomes, from which a ledger can decide
 * what to do next. Nothing is sent twice by itself.
 */
import type { Managing } from './managing.ts'
import type { Message } from './message.ts'
import type { PostLane } from './pace.ts'
import type { PlatformName } from './platform.ts'
import type { LanguageCode } from './request.ts'

/** A platform that can be posted to. */
export interface Poster {
  /** What it can do is in the table of platforms. */
  readonly platform: PlatformName
  /**
   * Renders and draws a message once, for as many chats as will get it. Throws only for bugs; a chart that cannot be
   * drawn becomes a sentence in the text.
   */
  prepare(message: Message, language: LanguageCode): Promise<Prepared>
  /**
   * Resolves when one more part may be sent to a chat without breaking a limit of the platform, less the share that is
   * kept for answers. To be awaited before a part is marked as being sent. Rejects when `signal` fires. Among posts unless
   * `lane` says otherwise.
   */
  waitForSlot(target: string, weight: number, signal?: AbortSignal, lane?: PostLane): Promise<void>
  /**
   * Whether the same part sent again there under its nonce, within 90 seconds, cannot make a second message. Asked before
   * a part is marked as being sent.
   */
  repeats(
    to: Pick<Destination, 'target' | 'thread'> & Partial<Pick<Destination, 'options'>>,
  ): Promise<boolean>
  /** Sends one part of a prepared message. Never retries what may have arrived, and never rejects. */
  send(prepared: Prepared, part: number, to: Destination): Promise<Outcome>
  /**
   * Looks whether a part that may have been sent is there; `age` is in milliseconds since it was first sent. Never rejects.
   * Where the bot cannot read what it has posted, it is never known.
   */
  find(prepared: Prepared, part: number, to: Destination, age: number): Promise<Found>
  /**
   * After all parts were sent: crossposts, pins and unpins. What fails here does not unmake the post. Called again where
   * something is to be tried again: what was done before does no harm.
   */
  finish(to: Destination, posted: readonly Posted[]): Promise<readonly PostFault[]>
  /**
   * Replaces what was posted of one prepared message, in place. Messages that are too many are taken away, what is more
   * than before follows; gives what is there now. Waits for its own turns.
   */
  edit(prepared: Prepared, to: Destination, posted: readonly Posted[]): Promise<Outcome>
  /** What keeps the bot from posting there as asked; empty where nothing does. */
  check(target: string, options: PostOptions): Promise<readonly MissingPermission[]>
  /** What can be chosen by its name for posts to a chat; undefined where the platform does not tell now. */
  choices?(target: string): Promise<Choices | undefined>
  /** Whether a member may configure a chat, asked of the platform at this very moment. */
  manages(target: string, member: string): Promise<Managing>
  /** What people call a chat: `#market-brief`, a group's title; undefined where it is not known. */
  nameOf(target: string): Promise<string | undefined>
  /** What people call a member of a chat; undefined where the platform does not say. */
  memberName?(target: string, member: string): Promise<string | undefined>
  /**
   * The chat in which a member alone reads what the bot says; undefined where there can be none. Rejects where the
   * platform could not be asked.
   */
  aloneWith(member: string): Promise<string | undefined>
  /** Where a posted message can be read. */
  linkOf(target: string, posted: Posted): string | undefined
}

/** Of a platform's own making; only its parts' weights are for others. */
export interface Prepared {
  /**
   * In the order of sending. `weight` is what a part counts against the pace: an album of n counts n. One that `follows`
   * is sent into the thread that a part before it opened, and left out where none was.
   */
  readonly parts: readonly { readonly weight: number; readonly follows?: true }[]
}

export interface Destination {
  /** `discord:<channel>`, `telegram:<chat>`, `telegram:<chat>:<topic>` or `preview:<channel>`. */
  readonly target: string
  readonly options: PostOptions
  /** The same for every try of the same part, another for every other part; at most 25 characters. */
  readonly nonce: string
  /** The thread that an earlier part of the same post opened. */
  readonly thread?: string
  /** What the same schedule posted the last time: unpinned when this one is pinned. */
  readonly previous?: readonly Posted[]
  /** Title of a forum's post or of a thread of its own. */
  readonly title: string
}

/** What posts to one chat can be given, by id and name. */
export interface Choices {
  /** A forum's tags; a forum alone says whether its posts need one. */
  readonly tags: readonly Named[]
  readonly needsTag?: boolean
  /** Roles of the community. */
  readonly roles: readonly Named[]
  /** Whether other channels can follow this one. */
  readonly followed?: boolean
  /** Whether a thread can begin at its posts. */
  readonly threaded?: boolean
}

export interface Named {
  readonly id: string
  readonly name: string
}

/** How a schedule wants its posts; what a platform does not have is ignored there. */
export interface PostOptions {
  /** Discord: the one role that is mentioned; no one else ever is. */
  readonly role?: string
  /** Discord: channels that follow an announcement channel get it too. */
  readonly crosspost?: boolean
  /** Discord: every issue begins a thread, in which its later parts are. */
  readonly thread?: boolean
  /** Discord: ids of a forum's tags, at most five. */
  readonly tags?: readonly string[]
  /** Telegram: without a sound. */
  readonly silent?: boolean
  /** Telegram: pinned, and the previous one unpinned. */
  readonly pin?: boolean
  /** Telegram: cannot be forwarded or saved. */
  readonly protect?: boolean
  /** Telegram: what the topic of the target was called when it was chosen. */
  readonly topicName?: string
  /** The words alone, without pictures: for chats that do not take any. */
  readonly textOnly?: boolean
}

/** One message that is there. */
export interface Posted {
  readonly id: string
  /** The thread it is in, where the post opened one. */
  readonly thread?: string
  /** What it shows, where a platform cannot put one kind of thing in the place of another. */
  readonly shows?: 'photo' | 'text' | 'file'
  /** Of the post that it belongs to: one in both languages is two. */
  readonly language?: LanguageCode
}

export type Outcome =
  | {
      readonly kind: 'sent'
      /** One; an album has several. */
      readonly messages: readonly Posted[]
      /** What they lack. */
      readonly faults?: readonly PostFault[]
      /** The chat has another address from now on: a group became a supergroup. */
      readonly movedTo?: string
    }
  /** The platform said no, and will say it again. */
  | {
      readonly kind: 'refused'
      readonly reason: RefusalReason
      /** The platform's own code or words, for the history. */
      readonly code: string
      readonly lacks?: readonly MissingPermission[]
    }
  /** Not sent now; to be tried after so many milliseconds. Does not count as a try. */
  | { readonly kind: 'busy'; readonly retryAfter: number }
  /** Not sent: no connection was made. */
  | { readonly kind: 'unreached'; readonly reason: string }
  /** Sent or not. `repeatable`: the same nonce within 90 seconds cannot make a second message. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly repeatable: boolean }

/** What a look for a part has found. */
export type Found =
  | {
      readonly kind: 'there'
      readonly messages: readonly Posted[]
      /** What they lack. */
      readonly faults?: readonly PostFault[]
    }
  /** Everything that was written since was read, and it is not among it. */
  | { readonly kind: 'absent' }
  /** It could not be looked for now. */
  | { readonly kind: 'later'; readonly reason: string }
  /** It cannot be known: only a person can look. */
  | { readonly kind: 'unknown'; readonly reason: string }

/** Why a platform refuses for good. */
export type RefusalReason =
  /** A right is missing; a moderator can grant it. */
  | 'forbidden'
  /** The channel, group or topic is not there any more. */
  | 'gone'
  /** The bot was removed, or the user blocked it. */
  | 'kicked'
  /** What was sent is not valid: a bug of ours. */
  | 'invalid'

/** One thing that keeps the bot from posting: one of those known, or what the platform itself said. */
export type MissingPermission = KnownLack | QuotedRefusal

/** A refusal that none of our own sentences fits, in the platform's words. */
export interface QuotedRefusal {
  readonly said: string
}

/** `errors:lackOn.<platform>.<lack>` is the sentence that says it in a platform's words, else `errors:lack.<lack>`. */
export type KnownLack =
  | 'chat'
  | 'view'
  | 'send'
  | 'embed'
  | 'attach'
  | 'threads'
  | 'sendInThreads'
  | 'manageMessages'
  | 'mention'
  | 'pin'
  | 'topic'
  /** In a channel only administrators with this right write. */
  | 'post'
  /** Each message has to be paid for, but for those of administrators. */
  | 'paid'
  /** The forum's posts need a tag. */
  | 'tag'
  /** A tag that was chosen is none of the forum's any more. */
  | 'tagGone'
  /** The role that was chosen is none of the server's any more. */
  | 'role'
  /** The thread is locked. */
  | 'locked'
  | 'threadLimit'
  | 'unreachable'

/** Something that a post lacks though it is there; `schedules:faults.<kind>` are the sentences that say it. */
export interface PostFault {
  /**
   * `crosspost`: not published to the channels that follow. `thread`: no thread could be opened. `role`: the role was
   * deleted, and is not called. `caption`: the words of its picture were refused, and are there without their form.
   */
  readonly kind: 'crosspost' | 'pin' | 'unpin' | 'thread' | 'role' | 'caption'
  /** The platform's own code or words, for the history. */
  readonly code: string
  /** Milliseconds after which it is tried again; absent where the platform has said no, and will say it again. */
  readonly retryAfter?: number
}
