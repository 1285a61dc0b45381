/** Open interest of one asset over several windows, and whose it is. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { type Gap, gap, isGap } from '../publish.ts'
import { coinsChange, interestChange } from './coins.ts'
import { ACROSS_VENUES, type Interest, interestOf, type LeftOutVenue, openInterestAt } from './known.ts'

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
    return isGap(at) ? [] : [{ venue, value: at.value }]
  })
  const all = openInterestAt(history, asset, ACROSS_VENUES, week.end)
  const sum = known.reduce((total, { value }) => total + value, 0)
  // Rows of `all` may be read at another hour: shares of it never add up to more than the whole.
  const whole = isGap(all) ? sum : Math.max(all.value, sum)
  return {
    asset,
    changes: windows.map((days) => changeOver(history, asset, week.end, days)),
    venues: known
      .map((venue) => ({ ...venue, share: venue.value / whole }))
      .sort((a, b) => b.value - a.value || (a.venue < b.venue ? -1 : 1)),
    absentVenues: recorded.filter((venue) => !known.some((one) => one.venue === venue)),
    across: isGap(all) ? all : all.value,
    ...(whole > sum && { others: { value: whole - sum, share: (whole - sum) / whole } }),
  }
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
  return { ...set, usd, coins: asset === 'total' ? gap('no-data') : coinsChange(history, asset, interest) }
}
