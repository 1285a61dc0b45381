/** The run of one venue's funding sign at the end of a window, as it is published. */
import type { FundingPrints } from '#src/market/perpetual.ts'
import { HOUR, type Instant, isoOf } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { lastSettled, SETTLEMENT_SLACK } from '#src/metrics/funding.ts'
import { currentRun } from '#src/metrics/runs.ts'
import type { FundingRun } from './reading.ts'
import { type Gap, gap } from '../publish.ts'

/**
 * The run under way at the window's end. The print that is due at the very end may be absent, as it settles in the
 * second in which the window closes; with more missing there, or one directly before the run, there is no claim.
 */
export function runAtEnd(prints: FundingPrints, week: Week, now: Instant, venue: string): FundingRun | Gap {
  const last = lastSettled(prints, week.end)
  const interval = (prints.intervalHours[last] ?? Number.NaN) * HOUR
  const isLast = (prints.times[last] ?? Number.NaN) + interval >= week.end - SETTLEMENT_SLACK
  // Where the zone's midnight lies beyond the record, settlements are missing for that reason alone.
  if (!isLast) return gap(now < week.end ? 'zone' : 'gap', venue)
  const claim = currentRun(prints, week.end)
  if (!claim || claim.cutByGap) return gap('gap', venue)
  const { run, lastEarlierAtLeastAsLong: earlier, lastEarlierSame, recordStart } = claim
  // The first settlement of a record may lack its interval: then the number of hours paid for is unknown.
  if (!Number.isFinite(run.hours)) return gap('gap', venue)
  return {
    sign: run.sign,
    prints: run.prints,
    hours: run.hours,
    since: isoOf(run.start),
    lastEarlierRunAtLeastAsLong: earlier && {
      start: isoOf(earlier.start),
      end: isoOf(earlier.end),
      prints: earlier.prints,
    },
    lastEarlierSamePrint: lastEarlierSame === null ? null : isoOf(lastEarlierSame),
    recordStart: isoOf(recordStart),
  }
}
