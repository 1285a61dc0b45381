/** How a post ended, in the ledger's words, from what Discord said about it. */
import type { MissingPermission, Outcome, RefusalReason } from '#src/chat/posting.ts'
import { CODES, type Failure } from '../failures.ts'

/** Milliseconds to wait where Discord names a limit without a time. */
const UNTIMED = 60_000

/** `repeatable`: the request carried a nonce that keeps a repetition from becoming a second message. */
export function outcomeOf(failure: Failure, repeatable: boolean): Exclude<Outcome, { kind: 'sent' }> {
  switch (failure.kind) {
    case 'busy':
      return { kind: 'busy', retryAfter: failure.retryAfter }
    case 'unreached':
      return { kind: 'unreached', reason: failure.reason }
    case 'lost':
      return { kind: 'unknown', reason: failure.reason, repeatable }
    case 'refused':
      break
  }
  // The token was reset: nothing is wrong with the chat, and nothing was sent.
  if (failure.status === 401) return { kind: 'unreached', reason: 'the token was refused' }
  if (LIMITS.has(failure.code)) return { kind: 'busy', retryAfter: UNTIMED }
  const known = REASONS.get(failure.code)
  const lack = LACKS.get(failure.code)
  return {
    kind: 'refused',
    reason: known ?? reasonOf(failure),
    code: codeOf(failure, known === undefined),
    ...(lack && { lacks: [lack] }),
    // No sentence of ours says why.
    ...(known === undefined && failure.words !== undefined && { lacks: [{ said: failure.words }] }),
  }
}

/** Discord's code, with its words where none of ours says why. */
function codeOf({ code, status, words }: Refused, isQuoted: boolean): string {
  const number = String(code || status)
  return isQuoted && words !== undefined ? `${number} "${words}"` : number
}

type Refused = Extract<Failure, { kind: 'refused' }>

/** The reason of a code that is not known. */
function reasonOf({ status }: Refused): RefusalReason {
  if (status === 403) return 'forbidden'
  return status === 404 ? 'gone' : 'invalid'
}

const REASONS: ReadonlyMap<number, RefusalReason> = new Map([
  [CODES.unknownChannel, 'gone'],
  [CODES.unknownMessage, 'gone'],
  [CODES.unknownGuild, 'kicked'],
  [CODES.missingAccess, 'forbidden'],
  [CODES.missingPermissions, 'forbidden'],
  [CODES.cannotMessageMember, 'kicked'],
  [CODES.archivedThread, 'forbidden'],
  [CODES.lockedThread, 'forbidden'],
  [CODES.tagNeeded, 'forbidden'],
  // No permission is missing, but a moderator can see to it: threads that nobody uses can be closed.
  [CODES.tooManyThreads, 'forbidden'],
  [CODES.invalidForm, 'invalid'],
])

const LACKS: ReadonlyMap<number, MissingPermission> = new Map([
  [CODES.tagNeeded, 'tag'],
  [CODES.tooManyThreads, 'threadLimit'],
])

const LIMITS: ReadonlySet<number> = new Set([CODES.channelWriteLimit, CODES.guildWriteLimit])
