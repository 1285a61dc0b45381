/** The bot: requests in, replies out, the same for every platform. */
import type { Form } from '#src/chat/action.ts'
import type { Message } from '#src/chat/message.ts'
import type { Progress, Reply, Request, Suggestion } from '#src/chat/request.ts'
import type { What } from '#src/chat/schedule.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Command, PostLook } from './command.ts'

export interface Bot {
  readonly commands: readonly Command[]
  /** Answers a request. Never rejects for what a member did: that gets a sentence in their language. */
  answer(request: Request, progress?: Progress): Promise<Reply>
  /** Suggestions for one argument while it is typed; at most 25, in well under a second. */
  suggest(request: SuggestionRequest): Promise<readonly Suggestion[]>
  /**
   * What a button asks for before it is clicked: recovered from the stored record, so that it works after a restart.
   * Undefined where it asks nothing, or is not this member's to click; a click then says why.
   */
  formOf(payload: string, request: Omit<Request, 'input'>): Promise<Form | undefined>
  /** The message of a schedule, as it is now. Throws RequestError where its command does not understand it any more. */
  scheduledMessage(what: What, look: PostLook): Promise<Message>
}

export interface SuggestionRequest extends Omit<Request, 'input'> {
  readonly command: string
  readonly argument: string
  readonly typed: string
  /** What was given for the command's other arguments so far. */
  readonly given?: Readonly<Record<string, string>>
}

/** The schedules of an owner that what was typed may mean, as suggestions in the language of these words. */
export type SuggestSchedules = (owner: string, typed: string, words: Words) => Promise<readonly Suggestion[]>
