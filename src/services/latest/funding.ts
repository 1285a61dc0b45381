/** The newest settlement of each venue, and how its interval changed; beside it the rate of the last Monday. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { FundingPrints } from '#src/market/perpetual.ts'
import { lastAtOrBefore } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { eightHourRate, lastSettled, weightedMean } from '#src/metrics/funding.ts'
import { isOverdueAt, venuesAt } from '../funding/venues.ts'

export interface LatestSettlement {
  readonly venue: string
  readonly time: Instant
  /** Milliseconds since then. */
  readonly age: number
  /** Fraction per interval. */
  readonly rate: number
  readonly intervalHours: number
  /** Fraction per 8 hours. */
  readonly rate8h: number
  /** A later one was due, and would be known: reported, and in no mean. */
  readonly isOverdue: boolean
  /** Its intervals over ninety days, the oldest first, with the first settlement of each; one where it never changed. */
  readonly intervals: readonly IntervalSpan[]
}

export interface IntervalSpan {
  readonly hours: number
  readonly since: Instant
}

export interface LatestFunding {
  /** By name; those without a settlement whose interval is known are absent. */
  readonly venues: readonly LatestSettlement[]
  /**
   * Fraction per 8 hours over the venues that have both and are not left out of the week, weighted by open interest: of those that
   * have it where some do, else equally.
   */
  readonly rate8h: number
  /** At the week's end, as the week's reading has it; undefined where that is over other venues. */
  readonly before?: number
  /** The youngest settlement. */
  readonly asOf: Instant
  /** Venues of the mean. */
  readonly used: readonly string[]
}

const LOOKED_BACK = 90 * DAY
/** Open interest that old weighs nothing. */
const WEIGHED = 3 * DAY

/** Undefined where the history is not live, or nothing settled since the week's end. */
export function readLatestFunding(history: History, week: Week, asset: AssetId): LatestFunding | undefined {
  const now = history.live?.checkedAt
  if (now === undefined) return undefined
  const venues = history.fundingVenues(asset).flatMap((venue): LatestSettlement[] => {
    const prints = history.funding(asset, venue)
    const last = prints && settlementOf(venue, prints, now)
    return last ? [last] : []
  })
  const fresh = venues.filter(({ isOverdue }) => !isOverdue)
  const asOf = Math.max(...fresh.map(({ time }) => time))
  if (fresh.length === 0 || asOf <= week.end) return undefined
  const at = venuesAt(history, asset, week)
  const established = at.used.filter(({ venue }) => !at.leftOut.includes(venue))
  const both = fresh.filter(({ venue }) => established.some((one) => one.venue === venue))
  const { used, weights } = weighed(history, asset, both.length > 0 ? both : fresh, now)
  const then = established.filter(({ weight, isOverdue }) => weight > 0 && !isOverdue)
  const isSame =
    then.length === used.length && then.every((one) => used.some(({ venue }) => venue === one.venue))
  return {
    venues,
    rate8h: weightedMean(
      used.map(({ rate8h }) => rate8h),
      weights,
    ),
    ...(isSame && {
      before: weightedMean(
        then.map(({ rate8h }) => rate8h),
        then.map(({ weight }) => weight),
      ),
    }),
    asOf,
    used: used.map(({ venue }) => venue),
  }
}

function settlementOf(venue: string, prints: FundingPrints, now: Instant): LatestSettlement | undefined {
  const last = lastSettled(prints, now)
  const [time, rate] = [prints.times[last], prints.rates[last]]
  const intervalHours = prints.intervalHours[last] ?? Number.NaN
  const rate8h = eightHourRate(rate ?? Number.NaN, intervalHours)
  if (time === undefined || rate === undefined || !Number.isFinite(rate8h)) return undefined
  const age = now - time
  const intervals = intervalsIn(prints, last, now - LOOKED_BACK)
  return {
    venue,
    time,
    age,
    rate,
    intervalHours,
    rate8h,
    isOverdue: isOverdueAt(time, intervalHours, now),
    intervals,
  }
}

/** A single settlement of another interval between two of one is how a late or missing one looks, and is no change. */
function intervalsIn(prints: FundingPrints, last: number, from: Instant): IntervalSpan[] {
  const spans: IntervalSpan[] = []
  for (let row = Math.max(0, lastSettled(prints, from)); row <= last; row += 1) {
    const hours = prints.intervalHours[row] as number
    const [before, after] = [prints.intervalHours[row - 1], prints.intervalHours[row + 1]]
    if (!Number.isFinite(hours) || (hours !== before && before === after)) continue
    if (spans.at(-1)?.hours !== hours) spans.push({ hours, since: prints.times[row] as number })
  }
  return spans
}

/** Of some venues whose open interest is known only these are counted: equal weights for all would be another figure. */
function weighed(
  history: History,
  asset: AssetId,
  venues: readonly LatestSettlement[],
  now: Instant,
): { readonly used: readonly LatestSettlement[]; readonly weights: readonly number[] } {
  const known = venues.flatMap((settlement) => {
    const series = history.openInterest(asset, settlement.venue)
    const last = series && lastAtOrBefore(series, now)
    return last && last.time > now - WEIGHED && last.value > 0 ? [{ settlement, weight: last.value }] : []
  })
  if (known.length === 0) return { used: venues, weights: venues.map(() => 1) }
  return { used: known.map(({ settlement }) => settlement), weights: known.map(({ weight }) => weight) }
}
