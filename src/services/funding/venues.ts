/** Which venues' funding can be used at the end of a window, at what weight, and their mean of a week. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { FundingPrints } from '#src/market/perpetual.ts'
import type { Coverage, MissingReason } from '#src/market/reading.ts'
import { DAY, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { eightHourRate, lastSettled, meanFunding, SETTLEMENT_SLACK } from '#src/metrics/funding.ts'
import type { FundingReading, FundingVenue } from './reading.ts'
import { interestBefore } from '../openinterest/known.ts'
import { type Gap, gap } from '../publish.ts'

/** An older last print says nothing of the rate now: no venue settles more rarely than daily. */
const LONGEST_AGE = DAY

/** Venues are asked for what settled every eight hours, also those that settle hourly. */
const ASKED_EVERY = 8
const OVERDUE_SLACK = HOUR

/** Whether a settlement is too old to be a venue's rate of a moment: the next one was due, and would be known. */
export function isOverdueAt(time: Instant, intervalHours: number, at: Instant): boolean {
  return at - time > Math.max(intervalHours, ASKED_EVERY) * HOUR + OVERDUE_SLACK
}

/** Less of a week than this is not its mean. */
const LEAST_SHARE_OF_WEEK = 0.75

export interface UsedVenue extends FundingVenue {
  readonly prints: FundingPrints
  /** Its weight is its open interest of a midnight before the week's end, as that of the end was not reported. */
  readonly isWeightOlder?: true
}

export interface VenuesAt {
  /**
   * With a settled rate at the end, largest weight first, then by name; weights sum to 1. One whose open interest alone is unknown
   * weighs 0, and so does one that is left out.
   */
  readonly used: readonly UsedVenue[]
  /**
   * Of those, the ones that began within two weeks while others reach farther: what is said of several venues, and of a change,
   * is said of those that have both weeks, and a venue that begins today changes none of it.
   */
  readonly leftOut: readonly string[]
  /** Venues on record that cannot be used, and why. */
  readonly unfit: ReadonlyMap<string, MissingReason>
  readonly weighting: FundingReading['weighting']
}

export function venuesAt(history: History, asset: AssetId, week: Week): VenuesAt {
  const fit: Omit<UsedVenue, 'weight'>[] = []
  const unfit = new Map<string, MissingReason>()
  for (const venue of history.fundingVenues(asset)) {
    const prints = history.funding(asset, venue)
    // A venue that came on record later was not there to be missed.
    if ((prints?.times[0] ?? 0) > week.end && prints?.times.length) continue
    const found = prints ? lastPrint(history, week, asset, venue, prints) : 'no-data'
    if (typeof found === 'string') unfit.set(venue, found)
    else fit.push(found)
  }
  const firstOf = ({ prints }: Pick<UsedVenue, 'prints'>) => prints.times[0] as number
  // Both weeks where some venue has them, else the week itself, else whatever there is.
  const since = [weekBefore(week).start, week.start]
    .map((start) => start + LONGEST_AGE)
    .find((start) => fit.some((venue) => firstOf(venue) <= start))
  const established = fit.filter((venue) => firstOf(venue) <= (since ?? week.end))
  const total = established.reduce((sum, { openInterest }) => sum + (openInterest ?? 0), 0)
  const weightOf = (venue: Omit<UsedVenue, 'weight'>) => {
    if (!established.includes(venue)) return 0
    return total > 0 ? (venue.openInterest ?? 0) / total : 1 / established.length
  }
  const used = fit.map((venue) => ({ ...venue, weight: weightOf(venue) }))
  return {
    used: used.sort((a, b) => b.weight - a.weight || (a.venue < b.venue ? -1 : 1)),
    leftOut: fit.filter((venue) => !established.includes(venue)).map(({ venue }) => venue),
    unfit,
    weighting: total > 0 ? 'open-interest' : 'equal',
  }
}

/** Interval-weighted mean of the settlements in `(start, end]`, and how many of those due are known. */
export function weekMean(
  prints: FundingPrints,
  week: Week,
): { readonly rate8h: number; readonly coverage: Coverage } | Gap {
  const mean = meanFunding(prints, week.start, week.end)
  const hours = (week.end - week.start) / HOUR
  if (!mean || mean.hours < LEAST_SHARE_OF_WEEK * hours) {
    const began = prints.times[0] ?? Number.POSITIVE_INFINITY
    return gap(began > week.start + LONGEST_AGE ? 'record-too-short' : 'gap', 'funding')
  }
  // The hours without a payment, in settlements of the usual length.
  const absent = Math.round(((hours - mean.hours) * mean.prints) / mean.hours)
  return {
    rate8h: mean.rate8h,
    coverage: { used: mean.prints, expected: mean.prints + Math.max(0, absent) },
  }
}

/** Whether its last settlement and its weight are those of the week's end. */
export function isFullAtEnd(venue: UsedVenue, week: Week): boolean {
  return isSettledAtEnd(venue, week) && !venue.isWeightOlder
}

/** Whether its last settlement is the one of the week's end, and none after it is missing. */
export function isSettledAtEnd(
  { time, intervalHours }: Pick<UsedVenue, 'time' | 'intervalHours'>,
  week: Week,
) {
  return time + intervalHours * HOUR > week.end + SETTLEMENT_SLACK
}

function lastPrint(
  history: History,
  week: Week,
  asset: AssetId,
  venue: string,
  prints: FundingPrints,
): Omit<UsedVenue, 'weight'> | MissingReason {
  // A week that is not over has no last settlement yet, and an older one must not stand in for it.
  if (floorToDay(week.end) > history.now) return 'no-data'
  const last = lastSettled(prints, week.end)
  if (last < 0) return prints.times.length > 0 ? 'record-too-short' : 'no-data'
  const time = prints.times[last] as number
  if (time < week.end - LONGEST_AGE - SETTLEMENT_SLACK) return 'stale'
  const rate = prints.rates[last] as number
  const intervalHours = prints.intervalHours[last] as number
  const rate8h = eightHourRate(rate, intervalHours)
  // Without its interval a rate cannot be compared with any other.
  if (!Number.isFinite(rate8h)) return 'no-data'
  const interest = interestBefore(history, asset, venue, week.end)
  return {
    venue,
    time,
    rate,
    intervalHours,
    rate8h,
    ...(isOverdueAt(time, intervalHours, week.end) && { isOverdue: true as const }),
    ...(interest && { openInterest: interest.value }),
    ...(interest?.isOlder && { isWeightOlder: true as const }),
    prints,
  }
}
