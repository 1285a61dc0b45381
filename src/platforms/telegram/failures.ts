/** What can go wrong with a call to Telegram, distinguished by what may be done about it. */
import { GrammyError, HttpError } from 'grammy'
import { UNREACHED } from '#src/errors.ts'

export type Failure =
  /** Telegram said no; asking again the same way gets the same answer. */
  | {
      readonly kind: 'refused'
      readonly status: number
      /** Telegram's own words. */
      readonly text: string
      /** The id that the chat has from now on: a group became a supergroup. */
      readonly movedTo?: number
    }
  /** Telegram said when to come back, in milliseconds. */
  | { readonly kind: 'busy'; readonly retryAfter: number }
  /** No connection was made: nothing can have happened there. */
  | { readonly kind: 'unreached'; readonly reason: string }
  /** It may have happened or not: a time-out, a connection lost, an error of the server. */
  | { readonly kind: 'lost'; readonly reason: string }

export type Result<Value> = { readonly value: Value } | { readonly failure: Failure }

/** The call's answer, or how it failed. */
export async function attempt<Value>(call: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return { value: await call() }
  } catch (error) {
    return { failure: failureOf(error) }
  }
}

/**
 * The failure behind an error of the library. It carries neither the address (which holds the bot's token) nor the
 * call's content (which holds what members wrote), so that it can be logged.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof GrammyError) {
    const { error_code: status, description, parameters } = error
    if (status === 429) return { kind: 'busy', retryAfter: (parameters?.retry_after ?? 1) * 1000 }
    if (status >= 500) return { kind: 'lost', reason: `status ${status}` }
    const movedTo = parameters?.migrate_to_chat_id
    return { kind: 'refused', status, text: description, ...(movedTo !== undefined && { movedTo }) }
  }
  const reason = codeOf(error instanceof HttpError ? error.error : error)
  return UNREACHED.has(reason) ? { kind: 'unreached', reason } : { kind: 'lost', reason }
}

/** One line for the log. */
export function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'refused':
      return `refused with ${failure.status}, "${failure.text}"`
    case 'busy':
      return `to be tried again in ${Math.ceil(failure.retryAfter / 1000)} s`
    default:
      return `${failure.kind} (${failure.reason})`
  }
}

/** Whether Telegram refused in words like these; it has no codes for its reasons. */
export function isRefused(failure: Failure | undefined, words: RegExp): boolean {
  return failure?.kind === 'refused' && words.test(failure.text)
}

/** Telegram's words that are acted on. */
export const WORDS = {
  notModified: /message is not modified/i,
  noMessage:
    /message to (edit|delete|be replied|unpin) not found|message can't be edited|MESSAGE_ID_INVALID/i,
  noTopic: /message thread not found|TOPIC_(DELETED|ID_INVALID)/i,
  badFile: /wrong (remote )?file[_ ]?id|wrong file identifier|FILE_REFERENCE/i,
  unknownMethod: /^Not Found$|method (is )?not found|unknown method/i,
  /** The words of a message are too long, or their form is refused. */
  badWords: /can't parse entities|caption is too long|MEDIA_CAPTION_TOO_LONG|ENTITY_\w+_INVALID/i,
} as const

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code, type, name } = error as NodeJS.ErrnoException & { readonly type?: unknown }
  if (typeof code === 'string') return code
  return typeof type === 'string' ? type : name
}
