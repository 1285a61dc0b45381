/**
 * A message: what is said and shown, in one language, before any platform gives it its form.
 *
 * Plain data, so that it can be kept, compared and sent again. It knows neither markup nor limits; those belong to
 * the platforms, which render it.
 */
import type { Actions } from './action.ts'

export interface Message {
  readonly title: string
  /** The title is on the picture: it stands in the text only where no picture is shown. */
  readonly hidesTitle?: boolean
  /** What the title does not say: the window, the zone. */
  readonly subtitle?: string
  readonly blocks: readonly Block[]
  readonly images: readonly Image[]
  /** Closing lines, each complete: sources, edition, that this is no advice. */
  readonly footer: readonly string[]
  /** Shown in one frame where a platform has frames, with what can be done before the closing lines. */
  readonly framed?: boolean
  /** Pictures that no block claims stand before the words. */
  readonly picturesFirst?: boolean
  /** What follows a post in a thread of its own, where a platform has such and the chat wants it; left out elsewhere. */
  readonly thread?: Thread
  /** A file beside the message: `briefing.json`. */
  readonly files?: readonly { readonly name: string; readonly mediaType: string; readonly text: string }[]
  /** What a reader can do next. */
  readonly actions?: Actions
  /**
   * It stands in the place of a shorter one and must stay one message: the part that is shown, from 0, where a platform
   * cannot hold all of it in one. The platform adds a row that turns to the others (`part=1`).
   */
  readonly part?: number
  /** Texts of this message that name a command, such as `/funding`: a platform on which commands can be clicked shows them so. */
  readonly commands?: readonly CommandText[]
  /** Texts of this message that name an instant: a platform that shows each reader their own time replaces them. */
  readonly instants?: readonly InstantText[]
  /** Texts of this message, letter for letter, that no longer hold: struck through where a platform can. */
  readonly struck?: readonly string[]
}

/** A text that stands, letter for letter, somewhere in a message and names a command: `/schedule add`. */
export interface CommandText {
  readonly text: string
  /** The platform's own id of the command, once it has one. */
  readonly id?: string
}

/** Messages behind a post, each about one thing. */
export interface Thread {
  /** What the thread is called. */
  readonly title: string
  readonly messages: readonly Follower[]
}

export interface Follower extends Omit<Message, 'thread'> {
  /** Unique in its thread: `funding`. */
  readonly name: string
}

/** A text that stands, letter for letter, somewhere in a message and names an instant. */
export interface InstantText {
  readonly text: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** `short` is a date and a time of day as prose has them, `full` with the weekday, `relative` how long until or since. */
  readonly style: 'time' | 'date' | 'short' | 'full' | 'relative'
}

/** A message with more texts that name an instant; each text once. */
export function withInstants(message: Message, more: readonly InstantText[] = []): Message {
  const known = new Map([...(message.instants ?? []), ...more].map((instant) => [instant.text, instant]))
  return known.size === 0 ? message : { ...message, instants: [...known.values()] }
}

/** The words of a message alone, and of what follows it. */
export function withoutPictures(message: Message): Message {
  const { thread } = message
  if (!thread) return { ...message, images: [] }
  const messages = thread.messages.map((one) => ({ ...one, images: [] }))
  return { ...message, images: [], thread: { ...thread, messages } }
}

export type Block = Paragraph | Bullets | Facts | Quote | Table | Fields

/** The finding and few figures in short lines, with nothing between them. */
export interface Facts {
  readonly kind: 'facts'
  readonly heading?: string
  readonly items: readonly Fact[]
  /** Name of the picture that belongs to it, where the message has one. */
  readonly image?: string
}

export interface Fact {
  readonly text: string
  /** Passages of the text, letter for letter, that stand out: its figures. Each marks its first occurrence. */
  readonly strong?: readonly string[]
}

/** What is read on demand: folded up where a platform folds, else a paragraph. */
export interface Quote {
  readonly kind: 'quote'
  readonly heading?: string
  readonly text: string
  readonly image?: string
}

/** Named values in short: three to a row where a platform has rows. */
export interface Fields {
  readonly kind: 'fields'
  readonly heading?: string
  /** `missing` where there is no value: the text says so. */
  readonly items: readonly { readonly name: string; readonly value: string; readonly missing?: boolean }[]
}

export interface Paragraph {
  readonly kind: 'paragraph'
  readonly heading?: string
  readonly text: string
  /** People have written it: its bold, italic and linked words are marked as in `styled.ts`. */
  readonly styled?: true
  /** Name of the picture that belongs to it, where the message has one. */
  readonly image?: string
}

export interface Bullets {
  readonly kind: 'bullets'
  readonly heading?: string
  readonly items: readonly string[]
  readonly image?: string
}

export interface Table {
  readonly kind: 'table'
  readonly heading?: string
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[]
  readonly rows: readonly (readonly string[])[]
}

export interface Image {
  /** File name without ending, unique in the message: `funding`, `sheet`. */
  readonly name: string
  /** A chart specification as plain data; charts know its shape and draw it when the message is sent. */
  readonly spec: unknown
  /** What the picture shows, for those who do not see it. */
  readonly alt: string
  /** Pixels. */
  readonly size: { readonly width: number; readonly height: number }
  /** The same picture drawn for a narrow screen: larger words, a higher format. */
  readonly phone?: { readonly spec: unknown; readonly size: Image['size']; readonly alt: string }
}
