/**
 * How many deliveries may be under way after a process was killed: what it was sending where the chat cannot be read to see whether it
 * arrived is left to a person. Where one was killed the next may be soon, so that its successor begins with one at a time.
 */
import type { Clock } from '#src/clock.ts'

export interface Caution {
  /** A process was found to have ended without stopping. */
  begin(): void
  /** Deliveries at a time: one at first, twice as many every eight seconds, until it is `most` again. */
  limit(most: number): number
}

/** Milliseconds. */
const STEP = 8000

export function createCaution(clock: Clock): Caution {
  let since: number | undefined
  return {
    begin() {
      since = clock.now()
    },
    limit(most) {
      if (since === undefined) return most
      // A clock that was set back would hold it at one for as long.
      since = Math.min(since, clock.now())
      const limit = 2 ** Math.floor((clock.now() - since) / STEP)
      if (limit >= most) since = undefined
      return Math.min(most, limit)
    },
  }
}
