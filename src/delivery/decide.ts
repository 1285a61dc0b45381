/** What becomes of a delivery after a part did not simply arrive: the state machine's choices, without doing them. */
import type { Outcome } from '#src/chat/posting.ts'
import type { Claimed, Fault, Refusal } from '#src/store/claimed.ts'
import { backOff, refusedWait } from './timings.ts'

export interface Situation {
  readonly tries: number
  readonly reason: Claimed['reason']
  readonly now: number
  /** An earlier call with this part may have arrived. */
  readonly doubtful: boolean
  /** Milliseconds for which the part's nonce still keeps a second message from being made. */
  readonly nonceLeft: number
  /** It can be looked for where it was posted: no person need be asked before that was done. */
  readonly findable: boolean
  readonly random: () => number
}

export type Decision =
  | {
      readonly kind: 'again'
      readonly runAfter: number
      /** Whether it counts as a try. */
      readonly counts: boolean
      /** The part is certainly not there. */
      readonly unsent: boolean
      readonly fault: Fault
      readonly refusal?: Refusal
    }
  | {
      readonly kind: 'end'
      readonly state: 'failed' | 'dead' | 'uncertain'
      readonly fault: Fault
      readonly refusal?: Refusal
    }

export function decide(outcome: Exclude<Outcome, { kind: 'sent' }>, situation: Situation): Decision {
  const { tries, now, doubtful, nonceLeft, findable, random } = situation
  const unsent = !doubtful
  switch (outcome.kind) {
    case 'busy': {
      const fault = { code: 'busy', text: 'the platform asked to wait' }
      return { kind: 'again', runAfter: now + outcome.retryAfter, counts: false, unsent, fault }
    }
    case 'unreached': {
      // No count of tries ends it: an outage shorter than the grace costs no chat its post.
      const fault = { code: 'unreached', text: outcome.reason }
      return { kind: 'again', runAfter: now + backOff(tries, random), counts: true, unsent, fault }
    }
    case 'unknown': {
      const fault = { code: 'unknown', text: outcome.reason }
      const wait = backOff(1, random)
      const again = { kind: 'again', counts: true, unsent: false, fault } as const
      if (outcome.repeatable && wait < nonceLeft) return { ...again, runAfter: now + wait }
      // It is looked for when it can no longer be sent again.
      if (findable) return { ...again, runAfter: now + Math.max(backOff(tries, random), nonceLeft) }
      return { kind: 'end', state: 'uncertain', fault }
    }
    case 'refused':
      return refused(outcome, situation)
  }
}

function refused(
  { reason, code, lacks }: Extract<Outcome, { kind: 'refused' }>,
  { doubtful, tries, now, reason: asked, nonceLeft, findable, random }: Situation,
): Decision {
  const fault: Fault = { code: reason, text: code, ...(lacks && { lacks }) }
  if (doubtful && findable) {
    const runAfter = now + Math.max(backOff(tries, random), nonceLeft)
    return { kind: 'again', runAfter, counts: true, unsent: false, fault }
  }
  if (doubtful) return { kind: 'end', state: 'uncertain', fault }
  if (reason === 'gone' || reason === 'kicked') {
    return { kind: 'end', state: 'dead', fault, refusal: { reason, final: true } }
  }
  const refusal: Refusal = { reason, final: false }
  if (reason === 'invalid') return { kind: 'end', state: 'failed', fault, refusal }
  // The moderator who tests can test again.
  if (asked === 'test') return { kind: 'end', state: 'dead', fault, refusal }
  return { kind: 'again', runAfter: now + refusedWait(tries), counts: true, unsent: true, fault, refusal }
}
