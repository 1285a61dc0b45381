/** How often a feed is asked again within its slot for rows that made no sense: some never will. */
import { type Instant, MINUTE } from '#src/market/time.ts'
import { CADENCES } from './cadence.ts'
import type { Job } from './jobs.ts'

export interface Retries {
  /** Counts a run that had rows refused; true where they are to be asked for again in this slot. */
  again(job: Job, slot: Instant): boolean
  /** Milliseconds from one run of a feed to the next in its slot. */
  pause(mark: string): number
}

/** A feed that is not told is asked for again so much later, milliseconds; after refused rows twice as long each time. */
const AGAIN = 10 * MINUTE
const MOST = 3

export function createRetries(): Retries {
  const counts = new Map<string, { readonly slot: Instant; readonly count: number }>()
  return {
    again({ feed, mark, tellers }, slot) {
      // What is asked for hourly comes soon enough; of lists of the present some rows are always old.
      const isWorth = tellers.some(({ feed: { reach } }) => reach === 'past') || feed === 'interest.now'
      if (!isWorth || CADENCES[feed].every < MOST * AGAIN) return false
      const last = counts.get(mark)
      const count = last?.slot === slot ? last.count + 1 : 1
      counts.set(mark, { slot, count })
      return count <= MOST
    },
    pause(mark) {
      const { count = 0 } = counts.get(mark) ?? {}
      return AGAIN * 2 ** Math.min(MOST, Math.max(0, count - 1))
    },
  }
}
