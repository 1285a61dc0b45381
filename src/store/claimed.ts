/** A delivery that is a worker's, and what each step of it puts down. */
import type { Additions } from '#src/chat/additions.ts'
import type { Delivery } from '#src/chat/delivery.ts'
import type { MissingPermission, PostFault, Posted } from '#src/chat/posting.ts'
import type { Plan } from '#src/chat/schedule.ts'

/** A delivery that is a worker's, as it was claimed. */
export interface Claimed {
  readonly id: string
  readonly worker: string
  readonly epoch: number
  readonly schedule: string
  readonly target: string
  readonly plan: Plan
  readonly fireAt: number
  readonly expiresAt: number
  readonly reason: Delivery['reason']
  readonly late: boolean
  /** This one included. */
  readonly tries: number
  readonly resends: number
  readonly edition: string | undefined
  /** What moderators added to it, once its first part was on its way. */
  readonly additions?: Additions
  readonly awaits: string | undefined
  /** Those that were begun, by their number from 0. */
  readonly parts: readonly ClaimedPart[]
  /** What those lack that are there. */
  readonly faults: readonly PostFault[]
}

export interface ClaimedPart {
  readonly part: number
  readonly state: 'waiting' | 'sending' | 'sent'
  /** When it was first sent under its nonce, where its outcome is not known. */
  readonly sendingSince: number | undefined
  readonly posted: readonly Posted[]
  /** False where it arrived, but it is not known as which message: a person said so. */
  readonly isNamed: boolean
}

export type Claim = Pick<Claimed, 'id' | 'worker' | 'epoch'>

export interface Fault {
  /** The platform's code, or a word of ours. */
  readonly code: string
  readonly text: string
  readonly lacks?: readonly MissingPermission[]
}

export interface GivenBack {
  /** Milliseconds since 1970. */
  readonly runAfter: number
  readonly now: number
  /** False where the try does not count. */
  readonly counts: boolean
  readonly fault?: Fault
  /** A part that certainly did not arrive, and no earlier try of it may have. */
  readonly unsent?: number
  /** The chat refused for a reason that a moderator can mend: counted, and reported. */
  readonly refusal?: Refusal
}

/** Counted on the schedule: the third in a row, or one that is `final`, pauses it. */
export interface Refusal {
  readonly reason: 'forbidden' | 'gone' | 'kicked' | 'invalid'
  readonly final: boolean
}

export interface Ended {
  /** Of what is skipped nobody need hear. */
  readonly state: 'failed' | 'dead' | 'expired' | 'uncertain' | 'skipped'
  readonly now: number
  readonly fault: Fault
  readonly refusal?: Refusal
}

/** What a delivery consists of. */
export interface Bound {
  readonly edition: string | undefined
  readonly late: boolean
  /** Most figures of the edition are missing, fewer are there than the plan waits for: its moderators hear of it. */
  readonly thin?: boolean | undefined
  readonly parts: number
  /** What moderators added to it. */
  readonly additions?: Additions | undefined
}

export interface MarkTimes {
  readonly now: number
  readonly lease: number
  /** Milliseconds after its first use in which a nonce may be used again; 0 where there are no nonces. */
  readonly nonceWindow: number
  /** It was looked for and is not there: it is sent as for the first time. */
  readonly isAbsent?: boolean
}

export interface SentTimes {
  readonly now: number
  readonly lease: number
  readonly last: boolean
  /** All that what is there lacks. */
  readonly faults?: readonly PostFault[]
  /** The post is to be finished: from then on by any worker, should this one not do it. */
  readonly finishAt?: number
}
