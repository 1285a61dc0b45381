/** Why Telegram refuses a post for good, read from its words: it has no codes for its reasons. */
import type { MissingPermission, RefusalReason } from '#src/chat/posting.ts'

export interface Refusal {
  readonly reason: RefusalReason
  readonly lacks?: readonly MissingPermission[]
}

/**
 * The reason of a 400 or 403. What is in none of the lists is a mistake of ours at 400, a missing right at 403, and is
 * told in Telegram's own words.
 */
export function refusalOf({ status, text }: { readonly status: number; readonly text: string }): Refusal {
  for (const [words, refusal] of REASONS) if (words.test(text)) return refusal
  return { reason: status === 403 ? 'forbidden' : 'invalid', lacks: [{ said: wordsIn(text) }] }
}

/** A refusal without the words of HTTP before it: `PAYMENT_REQUIRED` of `Bad Request: PAYMENT_REQUIRED`. */
export function wordsIn(text: string): string {
  return text.replace(/^(?:Bad Request|Forbidden): /, '').slice(0, LONGEST)
}

/** Characters of a refusal that are told. */
const LONGEST = 200

const REASONS: readonly (readonly [words: RegExp, refusal: Refusal])[] = [
  [
    /bot was (kicked|blocked)|bot is not a member|user is deactivated|can't initiate conversation/i,
    { reason: 'kicked' },
  ],
  [
    /group chat was deleted|chat not found|CHANNEL_(INVALID|PRIVATE)|PEER_ID_INVALID|CHAT_ID_INVALID/i,
    { reason: 'gone' },
  ],
  [/message thread not found|TOPIC_(DELETED|ID_INVALID)/i, { reason: 'gone', lacks: ['topic'] }],
  [/TOPIC_CLOSED/i, { reason: 'forbidden', lacks: ['topic'] }],
  [
    /send (photos|media|documents)|CHAT_SEND_(PHOTOS|MEDIA|DOCS)_FORBIDDEN/i,
    { reason: 'forbidden', lacks: ['attach'] },
  ],
  [
    /need administrator rights in the channel|have no rights to post/i,
    { reason: 'forbidden', lacks: ['post'] },
  ],
  [
    /not enough rights|have no rights|need administrator rights|CHAT_(WRITE|SEND_PLAIN)_FORBIDDEN|CHAT_ADMIN_REQUIRED|CHAT_RESTRICTED/i,
    { reason: 'forbidden', lacks: ['send'] },
  ],
]
