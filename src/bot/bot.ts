/** The bot: requests in, replies out, the same for every platform. */
import type { Progress, Reply, Request, Suggestion } from '#src/chat/request.ts'
import type { Command } from './command.ts'

export { createBot } from './router.ts'

export interface Bot {
  readonly commands: readonly Command[]
  /** Answers a request. Never rejects for what a member did: that gets a sentence in their language. */
  answer(request: Request, progress?: Progress): Promise<Reply>
  /** Suggestions for one argument while it is typed; at most 25, in well under a second. */
  suggest(request: SuggestionRequest): Promise<readonly Suggestion[]>
}

export interface SuggestionRequest extends Omit<Request, 'ask'> {
  readonly command: string
  readonly argument: string
  readonly typed: string
}
