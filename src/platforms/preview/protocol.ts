/** What the preview's server and its page say to each other: plain JSON, types alone. */
import type { Block } from '#src/chat/message.ts'
import type { Actions } from '#src/chat/action.ts'
import type { LanguageCode, Suggestion } from '#src/chat/request.ts'
import type { DiscordPayload } from '#src/platforms/discord/render/render.ts'
import type { TelegramCall } from '#src/platforms/telegram/render/render.ts'

export type Theme = 'dark' | 'light'
export type Colors = 'standard' | 'jp' | 'cvd'

/** How the page wants to be answered; sent along with every question. */
export interface Look {
  readonly language: LanguageCode
  readonly theme: Theme
  readonly colors: Colors
  /** IANA zone. */
  readonly zone: string
}

/** Body of `POST /ask`. */
export interface AskBody extends Look {
  /** The page's own channel: 8 to 32 letters and digits, made by the page. */
  readonly channel: string
  readonly ask:
    | { readonly kind: 'command'; readonly text: string }
    | {
        readonly kind: 'click'
        readonly payload: string
        /** What was typed into a form, by the fields' names. */
        readonly values?: Readonly<Record<string, string>>
        /** What was chosen of many. */
        readonly chosen?: readonly string[]
      }
}

/** One line of the answer to `POST /ask`; the last is a reply or a failure. */
export type AskLine =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'reply'; readonly reply: PageReply }
  | { readonly kind: 'failure'; readonly reason: FailureReason }

export type FailureReason = 'busy' | 'tooLarge' | 'refused' | 'broken' | 'stopping'

export interface PageReply {
  readonly private: boolean
  readonly edit: boolean
  /** The answer that was clicked goes away. */
  readonly remove?: true
  /** The answer that was clicked on stays as it is. */
  readonly unchanged?: boolean
  /** What a command changed of how the page wants to be answered. */
  readonly look?: Partial<Look>
  readonly message: PageMessage
  /** The requests that would go to each platform; their pictures are named as in `message.images`. */
  readonly discord: readonly { readonly payload: DiscordPayload; readonly counts: readonly Count[] }[]
  readonly telegram: readonly { readonly call: TelegramCall; readonly counts: readonly Count[] }[]
}

/** Answer to `GET /posts`: what schedules posted to the page's channel after a number that it names. */
export interface PagePosts {
  readonly posts: readonly PagePost[]
}

export interface PagePost {
  /** The same again for a post that was corrected. */
  readonly id: string
  /** Grows with each; the page names the highest it has seen. */
  readonly sequence: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly reply: PageReply
}

/** How much of a platform's limit a request uses. */
export interface Count {
  readonly of: 'text' | 'bytes' | 'components' | 'pictures' | 'caption' | 'buttonId'
  readonly used: number
  readonly most: number
}

export interface PageMessage {
  readonly title: string
  readonly hidesTitle?: boolean
  readonly picturesFirst?: boolean
  readonly subtitle?: string
  readonly blocks: readonly Block[]
  readonly images: readonly PageImage[]
  readonly footer: readonly string[]
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly text: string }[]
  /** Texts that name a command: `/funding`. */
  readonly commands?: readonly string[]
  readonly actions?: Actions
}

export interface PageImage {
  readonly name: string
  readonly alt: string
  /** Pixels. */
  readonly size: { readonly width: number; readonly height: number }
  /** Address of the picture; the spec lies beside it under `.json`. */
  readonly address: string
  /** The same for a narrow page. */
  readonly phone?: Pick<PageImage, 'size' | 'address' | 'alt'>
}

/** Answer to `GET /start`: everything the page needs in one language. */
export interface Start {
  readonly language: LanguageCode
  /** `locales/<language>/preview.json`, as it stands. */
  readonly words: unknown
  readonly commands: readonly CommandDescription[]
  readonly data: DataFacts
  readonly limits: { readonly text: number }
  /** How the bot is brought to the platforms; only those that this installation has. */
  readonly guides: readonly GuideLink[]
}

export interface GuideLink {
  readonly name: 'discord' | 'telegram' | 'readme'
  readonly address: string
}

export interface DataFacts {
  readonly kind: 'recorded' | 'simulated' | 'live'
  readonly name: string
  /** Milliseconds since 1970: the time that the data know as now. */
  readonly now: number
}

/** A command in words of one language. */
export interface CommandDescription {
  readonly name: string
  readonly aliases: readonly string[]
  readonly description: string
  readonly examples: readonly string[]
  /** For those who manage a chat alone. */
  readonly forManagers: boolean
  /** What it is for, and what that is called. */
  readonly use: string
  readonly heading: string
  readonly arguments: readonly ArgumentDescription[]
}

export interface ArgumentDescription {
  readonly name: string
  readonly kind: string
  readonly optional: boolean
  readonly description: string
  readonly default?: string
  readonly choices: readonly Suggestion[]
}

/** Answer to `GET /past`: how far the past is fetched, in the language asked for; absent once all of it is there. */
export interface PastAnswer {
  readonly past?: PagePast
}

export interface PagePast {
  readonly heading: string
  readonly summary: string
  readonly items: readonly {
    readonly state: 'ready' | 'fetching' | 'withheld'
    readonly text: string
  }[]
  readonly done: number
  readonly of: number
  readonly isFetching: boolean
}

/** Answer to `GET /suggest`. */
export interface Suggestions {
  readonly suggestions: readonly Suggestion[]
}
