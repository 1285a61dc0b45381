/** Open interest of one asset over several windows, and whose it is. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { DAY, type Day, dayOf, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { simpleReturn } from '#src/metrics/returns.ts'
import { type Gap, gap, isGap } from '../publish.ts'
import { coinDays, coinsOver } from './coindays.ts'
import { interestChange } from './coins.ts'
import {
  ACROSS_VENUES,
  boundaryOf,
  type Interest,
  interestBetween,
  interestOf,
  isProved,
  type LeftOutVenue,
  openInterestAt,
} from './known.ts'

export interface InterestChanges {
  readonly asset: AssetId | 'total'
  /** One a window that was asked for, in that order. */
  readonly changes: readonly InterestChange[]
  /** Venues with a row at the end, largest first; without `all`. */
  readonly venues: readonly VenueInterest[]
  /** Venues on record without one. */
  readonly absentVenues: readonly string[]
  /** USD of all venues together, where that is on record. */
  readonly across: number | Gap
  /** What all venues together have beside those listed; undefined where that is not on record, or the listed make more. */
  readonly others?: Omit<VenueInterest, 'venue'>
  /** What the shares are of: all venues together where that is on record, else the sum of those listed. */
  readonly total?: { readonly value: number; readonly weekChange?: number }
  /** The UTC day of the newest row. */
  readonly date?: Day
}

export interface InterestChange {
  readonly days: number
  /** Fraction, in USD. */
  readonly usd: number | Gap
  /** Fraction, in the asset's own units; a gap for the total, which has none. */
  readonly coins: number | Gap
  /** `all`, or the venues that were summed at both ends; those on record that were not, and why. */
  readonly counted?: readonly string[]
  readonly leftOut?: readonly LeftOutVenue[]
  /** Where one supplier takes over from another in what is counted. */
  readonly seams?: Interest['seams']
}

export interface VenueInterest {
  readonly venue: string
  /** USD. */
  readonly value: number
  /** Of all venues together where that is on record, else of those listed; fraction. */
  readonly share: number
  /** Over the seven days before, fraction; absent where the start is not known, or not of the same supplier. */
  readonly weekChange?: number
}

/** Changes up to the week's end over windows of so many days each. */
export function readInterestChanges(
  history: History,
  week: Week,
  asset: AssetId | 'total',
  windows: readonly number[],
): InterestChanges {
  const recorded = history.openInterestVenues(asset).filter((venue) => venue !== ACROSS_VENUES)
  const known = recorded.flatMap((venue) => {
    const at = openInterestAt(history, asset, venue, week.end)
    return isGap(at) ? [] : [{ venue, value: at.value, date: at.date }]
  })
  const all = openInterestAt(history, asset, ACROSS_VENUES, week.end)
  const sum = known.reduce((total, { value }) => total + value, 0)
  // Rows of `all` may be read at another hour: shares of it never add up to more than the whole.
  const whole = isGap(all) ? sum : Math.max(all.value, sum)
  const endsOf = weekBack(history, asset, week.end)
  const parts = known.map(({ venue }) => endsOf(venue))
  const across = endsOf(ACROSS_VENUES)
  const date = Math.max(...known.map((one) => one.date), isGap(all) ? Number.NEGATIVE_INFINITY : all.date)
  return {
    asset,
    changes: windows.map((days) => changeOver(history, asset, week.end, days)),
    venues: known
      .map(({ venue, value }, i) => ({ venue, value, share: value / whole, ...changeOf(parts[i]) }))
      .sort((a, b) => b.value - a.value || (a.venue < b.venue ? -1 : 1)),
    absentVenues: recorded.filter((venue) => !known.some((one) => one.venue === venue)),
    across: isGap(all) ? all : all.value,
    ...(whole > sum && {
      others: { value: whole - sum, share: (whole - sum) / whole, ...changeOf(restOf(across, parts)) },
    }),
    ...(whole > 0 && { total: { value: whole, ...changeOf(isGap(all) ? sumOf(parts) : across) } }),
    ...(Number.isFinite(date) && { date: dayOf(date) }),
  }
}

/** A venue's figures at both ends of the seven days. */
interface BothEnds {
  readonly before: number
  readonly now: number
}

function weekBack(history: History, asset: AssetId | 'total', end: Instant) {
  return (venue: string): BothEnds | undefined => {
    const start = end - 7 * DAY
    const { reported, isParted } = interestBetween(history, asset, venue, start, end)
    if (!reported || isParted || !isProved(history, venue)) return undefined
    const [before, now] = [start, end].map((boundary) => boundaryOf(history, reported, boundary))
    if (!before || !now || isGap(before) || isGap(now) || before.date === now.date) return undefined
    return { before: before.value, now: now.value }
  }
}

/** undefined where one of them is not known. */
function sumOf(parts: readonly (BothEnds | undefined)[]): BothEnds | undefined {
  return parts.reduce<BothEnds | undefined>(
    (sum, part) => sum && part && { before: sum.before + part.before, now: sum.now + part.now },
    { before: 0, now: 0 },
  )
}

/** What all together have beside the parts; rows of `all` may be read at another hour, so that it may be less than they. */
function restOf(all: BothEnds | undefined, parts: readonly (BothEnds | undefined)[]): BothEnds | undefined {
  const sum = sumOf(parts)
  return sum && all && { before: all.before - sum.before, now: all.now - sum.now }
}

function changeOf(ends: BothEnds | undefined): Pick<VenueInterest, 'weekChange'> {
  const change = ends && simpleReturn(ends.before, ends.now)
  return change !== undefined && Number.isFinite(change) ? { weekChange: change } : {}
}

function changeOver(history: History, asset: AssetId | 'total', end: Instant, days: number): InterestChange {
  const interest = interestOf(history, asset, end - days * DAY, end)
  const { start, venues: counted, leftOut, seams } = interest
  const set = { days, counted, leftOut, ...(seams.length > 0 && { seams }) }
  // One row at both ends is no change.
  const isOne = !isGap(start) && !isGap(interest.end) && start.date === interest.end.date
  if (isOne) return { ...set, usd: gap('no-data', 'open_interest'), coins: gap('no-data', 'open_interest') }
  const usd = isGap(start)
    ? start
    : isGap(interest.end)
      ? interest.end
      : interestChange(start.value, interest.end.value)
  if (asset === 'total') return { ...set, usd, coins: gap('no-data') }
  return { ...set, usd, coins: coinsOver(history, asset, interest, coinDays(history, asset, interest, end)) }
}
