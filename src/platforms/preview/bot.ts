/** What the preview needs of the bot and of the program around it. */
import type { Progress, Reply, Request, Suggestion } from '#src/chat/request.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { Front } from './front.ts'
import type { Looks } from './looks.ts'
import type { Posts } from './posts.ts'
import type { CommandDescription, DataFacts, PagePast } from './protocol.ts'

export interface PreviewBot {
  answer(request: Request, progress?: Progress): Promise<Reply>
  suggest(
    request: Omit<Request, 'input'> & {
      readonly command: string
      readonly argument: string
      readonly typed: string
    },
  ): Promise<readonly Suggestion[]>
}

export interface PreviewParts {
  readonly bot: PreviewBot
  /** The commands in words of a language, as the page offers them. */
  readonly describe: (language: LanguageCode) => readonly CommandDescription[]
  /** What the data are, as they are now. */
  readonly data: () => DataFacts
  /** How far the past is fetched, in words of a language; undefined once it is, and where nothing is collected. */
  readonly past: (language: LanguageCode) => PagePast | undefined
  /** Draws a spec of one of the bot's own messages as a PNG. */
  readonly draw: (spec: unknown) => Promise<Uint8Array>
  /** The same that the bot's memory was made with, so that answers follow the page's choices. */
  readonly looks: Looks
  /** What schedules post to pages. */
  readonly posts: Posts
  /** The editions that the page opens on. */
  readonly front: Front
  readonly log: Log
  /** Times how long a page waits for its edition. */
  readonly clock?: Clock
}
