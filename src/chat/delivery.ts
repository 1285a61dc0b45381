/** A delivery: one run of a schedule on its way to its chat, as the ledger holds it, and the port to it for people. */
import type { MissingPermission, PostFault, Posted } from './posting.ts'
import type { Schedule } from './schedule.ts'

/**
 * `pending` waits for its turn, `claimed` is a worker's, `sending` is with the platform. The others are final:
 * `sent`; `uncertain` may have arrived and waits for a person; `failed` after too many tries; `dead` as its chat
 * refuses for good; `expired` as its time had passed; `skipped` by a moderator.
 */
export type DeliveryState =
  | 'pending'
  | 'claimed'
  | 'sending'
  | 'sent'
  | 'uncertain'
  | 'failed'
  | 'dead'
  | 'expired'
  | 'skipped'

/** Why a schedule posts to its chat: it was due, or somebody asked for it. */
export const RUNS = ['due', 'manual'] as const

/** Why it posts elsewhere: to the moderator who tries it, or to those who approve it. That says nothing of its own chat. */
export const BESIDE = ['test', 'review'] as const

export interface Delivery {
  /** A UUID. */
  readonly id: string
  readonly schedule: string
  readonly target: string
  /** When it was due. A run that somebody asked for by hand is due when it was asked for. */
  readonly fireAt: number
  readonly reason: (typeof RUNS)[number] | (typeof BESIDE)[number]
  readonly state: DeliveryState
  /** Whether it went out later than a run in time would have. */
  readonly late: boolean
  readonly tries: number
  /** When it is tried again, where it is. */
  readonly runAfter?: number
  /** When it ended. */
  readonly endedAt?: number
  /** The platform's code and words, where it did not go well. */
  readonly error?: { readonly code: string; readonly text: string }
  readonly edition?: string
  readonly posted: readonly Posted[]
  /** What it lacks though it is there. */
  readonly faults?: readonly PostFault[]
  /** When that is tried again, where it is. */
  readonly finishAfter?: number
}

/** What people do with deliveries. */
export interface Deliveries {
  /** Newest first. */
  history(schedule: string, limit: number): Promise<readonly Delivery[]>
  get(id: string): Promise<Delivery | undefined>
  /** The uncertain ones of an owner's schedules, newest first. */
  unsettled(owner: string): Promise<readonly Delivery[]>
  /** Posts a schedule's answer now, beside its plan; `target` where it goes to another chat (a test to oneself). */
  runNow(schedule: string, reason: 'manual' | 'test', now: number, target?: string): Promise<Delivery>
  /** An uncertain one: it did arrive, or it is sent again. False where it is no longer uncertain. */
  settle(id: string, as: 'arrived' | 'resend', now: number): Promise<boolean>
}

/**
 * Something about a delivery that its moderators are to be notified of. The delivery's state says what: `pending` was refused
 * and is tried again, `dead`, `failed`, `expired` and `uncertain` are as above; `sent` went out with most figures of its
 * edition missing, or lacks what its `faults` name. Where the schedule has `trouble`, that paused it.
 */
export interface Trouble {
  readonly delivery: Delivery
  readonly schedule: Schedule
  /** What keeps the bot from posting, where the platform says so. */
  readonly lacks: readonly MissingPermission[]
}
