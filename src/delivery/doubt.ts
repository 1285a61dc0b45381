/** A part that may have been sent already, and too long ago to be sent again under its nonce: it is looked for. */
import type { Destination, Found, Poster, Prepared } from '#src/chat/posting.ts'
import type { Clock } from '#src/clock.ts'
import type { Claimed } from '#src/store/claimed.ts'
import type { Ledger } from '#src/store/ledger.ts'
import { backOff, type Timings } from './timings.ts'

export interface DoubtParts {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly random: () => number
  readonly timings: Timings
}

export interface Doubtful {
  readonly claimed: Claimed
  readonly prepared: Prepared
  /** Of the prepared post. */
  readonly part: number
  readonly to: Destination
  /** When it was first sent, in milliseconds since 1970. */
  readonly since: number
}

/**
 * What is there, or `absent` where it is certainly not there and may be sent. Undefined where the delivery was given back
 * to be looked for later, or ended as uncertain, which the ledger says then.
 */
export async function lookFor(
  poster: Poster,
  { claimed, prepared, part, to, since }: Doubtful,
  { ledger, clock, random, timings }: DoubtParts,
): Promise<Extract<Found, { kind: 'there' }> | 'absent' | undefined> {
  const age = clock.now() - since
  const look = await poster.find(prepared, part, to, Math.max(age, 0))
  const now = clock.now()
  if (look.kind === 'there') return look
  // Set back by an unknown time, the clock does not say how far back to look, nor what has ended by now.
  const found = age < 0 ? ({ kind: 'unknown', reason: 'the clock was set back' } as const) : look
  // A call that a dead process had under way has ended by then.
  const settled = since + timings.nonceWindow
  if (found.kind === 'absent' && now >= settled) return 'absent'
  if (found.kind === 'unknown') {
    const text = `it may have been sent, and is too old to be sent again safely: ${found.reason}`
    await ledger.end(claimed, { state: 'uncertain', now, fault: { code: 'unknown', text } })
    return undefined
  }
  const runAfter = found.kind === 'absent' ? settled : now + backOff(claimed.tries, random)
  const fault =
    found.kind === 'absent'
      ? { code: 'unknown', text: 'it is not there yet' }
      : { code: 'unreached', text: found.reason }
  await ledger.release(claimed, { runAfter, now, counts: true, fault })
  return undefined
}
