/** How often a feed is asked again within its slot for rows that were refused, and when; rows that never come are remembered. */
import { type Instant, MINUTE } from '#src/market/time.ts'
import type { Refusal } from '#src/sources/source.ts'
import type { SupplierFault } from '#src/sources/supplier.ts'
import { CADENCES } from './cadence.ts'
import type { Job } from './jobs.ts'

export interface Retries {
  /**
   * Counts a run and what was refused in it; true where that is to be asked for again in this slot. A row that stayed
   * refused through every further try of an earlier slot is not: a pair that trades no more reports nothing, however often it is asked.
   * `isWhole` says that no supplier failed, so that what was not refused was reported.
   */
  again(job: Job, slot: Instant, run: { refused: readonly Refusal[]; isWhole: boolean }): boolean
  /** Notes what failed in a run. Each one in which suppliers denied or blocked, and nothing else failed, doubles the pause. */
  failed(mark: string, faults: readonly SupplierFault[]): void
  /** Forgets who denied: a supplier that answers again is asked at once for all that waits. */
  lift(mark: string): void
  /** Milliseconds from one run of a feed to the next in its slot. */
  pause(mark: string): number
}

/** A feed that is not reported is asked for again so much later, milliseconds; after refused rows twice as long each time. */
const AGAIN = 10 * MINUTE
const MOST = 3
/** Of a supplier that denies or blocks, milliseconds: it is not asked in vain for long, and not forgotten for a day. */
const DENIED = 30 * MINUTE
const MOST_DENIED = 5
const REFUSALS: readonly SupplierFault[] = ['denied', 'blocked']

interface Count {
  readonly slot: Instant
  readonly count: number
  /**
   * Refused in every run of this slot but the first, or in the first where there was no other yet: that one may have asked
   * for the past, of which a pair that trades no more reports.
   */
  readonly lasting: ReadonlySet<string>
}

export function createRetries(): Retries {
  const counts = new Map<string, Count>()
  const never = new Map<string, ReadonlySet<string>>()
  const denials = new Map<string, number>()
  return {
    again({ feed, mark, feedSources }, slot, { refused, isWhole }) {
      // What is asked for hourly comes soon enough; of lists of the present some rows are always old.
      const isWorth = feedSources.some(({ feed: { reach } }) => reach === 'past') || feed === 'interest.now'
      if (!isWorth || CADENCES[feed].every < MOST * AGAIN) return false
      const names = new Set(refused.map(nameOf))
      const last = counts.get(mark)
      const isFirst = last?.slot !== slot
      const known = never.get(mark) ?? new Set()
      // What was reported after all is asked for again should it be refused once more.
      const still = isFirst && isWhole ? known.intersection(names) : known
      const fresh = names.difference(still)
      const lasting = isFirst || last.count === 1 ? fresh : last.lasting.intersection(fresh)
      const count = isFirst ? 1 : last.count + 1
      const isOver = count > MOST
      never.set(mark, isOver ? still.union(lasting) : still)
      counts.set(mark, { slot, count, lasting })
      return fresh.size > 0 && !isOver
    },
    failed(mark, faults) {
      const isDenied = faults.length > 0 && faults.every((fault) => REFUSALS.includes(fault))
      if (isDenied) denials.set(mark, (denials.get(mark) ?? 0) + 1)
      else denials.delete(mark)
    },
    lift: (mark) => void denials.delete(mark),
    pause(mark) {
      const denied = denials.get(mark) ?? 0
      if (denied > 0) return DENIED * 2 ** Math.min(MOST_DENIED, denied - 1)
      const { count = 0 } = counts.get(mark) ?? {}
      return AGAIN * 2 ** Math.min(MOST, Math.max(0, count - 1))
    },
  }
}

/** The row and what was wrong with it, whatever the times and figures. */
function nameOf({ where, reason }: Refusal): string {
  return `${where}: ${reason.replace(/\d[\d.:TZ-]*/g, '#')}`
}
