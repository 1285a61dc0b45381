/** The newest reading of open interest, beside that of the last Monday over the same venues. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { lastAtOrBefore } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { joinedSeriesOf } from '../joined.ts'
import { ACROSS_VENUES, levelAt } from '../openinterest/known.ts'
import { gap, isGap } from '../publish.ts'

export interface VenueReading {
  readonly venue: string
  /** USD, of one side. */
  readonly value: number
  /** The UTC day that it was read in. */
  readonly day: Instant
  /** USD at the last Monday. */
  readonly before?: number
}

export interface LatestInterest {
  /** Largest first; `all` alone where it has both. */
  readonly venues: readonly VenueReading[]
  /** `all`, or the venues that are summed, largest first. */
  readonly counted: readonly string[]
  /** USD, over the venues that also have the last Monday where there are any, else over all. */
  readonly value: number
  /** The same venues at the last Monday, USD. */
  readonly before?: number
  /** The UTC day of the oldest reading in the sum. */
  readonly asOf: Instant
  /** Venues with a reading now that lack the last Monday: in neither sum. */
  readonly leftOut: readonly string[]
  /** Venues with both that the last week's figures do not count: in neither sum, so that both are of the same venues. */
  readonly uncounted: readonly string[]
}

/** An older reading is not of now. */
const LONGEST_AGE = 2 * DAY

/**
 * Undefined where the history is not live, or nothing was read since the week's end. `ofWeek` are the venues that the week's figures
 * count: the same are counted here, as far as one of them was read since.
 */
export function readLatestInterest(
  history: History,
  week: Week,
  asset: AssetId | 'total',
  ofWeek: readonly string[] = [],
): LatestInterest | undefined {
  const now = history.live?.checkedAt
  if (now === undefined || now <= week.end) return undefined
  const readings = history.openInterestVenues(asset).flatMap((venue): VenueReading[] => {
    const series = history.openInterest(asset, venue)
    const last = series && lastAtOrBefore(series, now)
    // A row belongs to the week that its day lies in: that of the last Sunday is what Monday knows.
    if (!last || last.time < week.end || last.time <= now - LONGEST_AGE) return []
    // By whom the newest is reported: two suppliers that differ would make a move of their difference.
    const [reported] = joinedSeriesOf(history, 'open_interest', venue, asset)
    const before = reported ? levelAt(history, reported, week.end) : gap('no-data', 'open_interest')
    return [{ venue, value: last.value, day: last.time, ...(!isGap(before) && { before: before.value }) }]
  })
  const single = readings.filter(({ venue }) => venue !== ACROSS_VENUES)
  const same = single.filter(({ venue, before }) => ofWeek.includes(venue) && before !== undefined)
  const across =
    same.length > 0
      ? undefined
      : readings.find(({ venue, before }) => venue === ACROSS_VENUES && before !== undefined)
  const candidates = across ? [across] : single.length > 0 ? single : readings
  const both = candidates.filter(({ before }) => before !== undefined)
  const used = same.length > 0 ? same : both.length > 0 ? both : candidates
  if (used.length === 0) return undefined
  const sum = (of: (one: VenueReading) => number) => used.reduce((total, one) => total + of(one), 0)
  const bySize = (a: VenueReading, b: VenueReading) => b.value - a.value || (a.venue < b.venue ? -1 : 1)
  const others = candidates.filter((one) => !used.includes(one))
  const namesOf = (some: readonly VenueReading[]) => some.map(({ venue }) => venue)
  return {
    venues: (across ? [across, ...single] : candidates).toSorted(bySize),
    counted: namesOf(used.toSorted(bySize)),
    value: sum(({ value }) => value),
    ...(both.length > 0 && { before: sum(({ before }) => before as number) }),
    asOf: Math.min(...used.map(({ day }) => day)),
    leftOut: namesOf(others.filter(({ before }) => before === undefined)),
    uncounted: namesOf(others.filter(({ before }) => before !== undefined)),
  }
}
