/** Open interest as it was known at a boundary: over which venues, how much, and day by day before it. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAt, lastAtOrBefore, type Series, seriesOf, valueAt } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import { type Gap, gap, isGap } from '../publish.ts'

/** A row older than this before a boundary does not stand for it. */
const LONGEST_AGE = 3 * DAY

/** The venue that stands for all of them together. */
export const ACROSS_VENUES = 'all'

export interface KnownInterest {
  /** USD. */
  readonly value: number
  /** The UTC day that it was read in; of several venues the oldest. */
  readonly date: Instant
}

export interface Interest {
  /** `all`, or the venues that are summed. */
  readonly venues: readonly string[]
  /** Venues on record, without `all`; as many as are used where `all` is. */
  readonly expected: number
  readonly start: KnownInterest | Gap
  readonly end: KnownInterest | Gap
  /** USD on the days before the end on which every used venue has a row. */
  readonly daily: Series
}

/**
 * What one venue (or `all`) had at a boundary: the last row dated before it. A row is read at some time of its UTC
 * day, so only days that are over count: in another zone, those before the last 00:00 UTC.
 */
export function openInterestAt(
  history: History,
  asset: AssetId | 'total',
  venue: string,
  boundary: Instant,
): KnownInterest | Gap {
  const midnight = floorToDay(boundary)
  const series = midnight > history.now ? undefined : history.openInterest(asset, venue)
  const first = series?.times[0]
  if (series === undefined || first === undefined) return gap('no-data', 'open_interest')
  if (first >= midnight) return gap('record-too-short', 'open_interest')
  const last = lastAtOrBefore(series, midnight - DAY)
  if (!last || last.time < midnight - LONGEST_AGE) return gap('stale', 'open_interest')
  return { value: last.value, date: last.time }
}

/**
 * Open interest of one asset at both boundaries, over one set of venues: `all` alone where it exists, else the
 * venues that have a row at both (or, on a record that has just begun, at the end).
 */
export function interestOf(
  history: History,
  asset: AssetId | 'total',
  start: Instant,
  end: Instant,
): Interest {
  const recorded = history.openInterestVenues(asset)
  const at = (venue: string, boundary: Instant) => openInterestAt(history, asset, venue, boundary)
  const across = recorded.includes(ACROSS_VENUES) ? at(ACROSS_VENUES, end) : undefined
  // `all` that had not begun yet did not exist.
  const useAcross = across !== undefined && !(isGap(across) && across.missing === 'record-too-short')
  const single = recorded.filter((venue) => venue !== ACROSS_VENUES)
  const atEnd = single.filter((venue) => !isGap(at(venue, end)))
  const atBoth = atEnd.filter((venue) => !isGap(at(venue, start)))
  const venues = useAcross ? [ACROSS_VENUES] : atBoth.length > 0 ? atBoth : atEnd
  const candidates = venues.length > 0 ? venues : single
  return {
    venues,
    expected: useAcross ? 1 : single.length,
    start: sumOf(candidates.map((venue) => at(venue, start))),
    end: sumOf(candidates.map((venue) => at(venue, end))),
    daily: dailySum(
      venues.flatMap((venue) => history.openInterest(asset, venue) ?? []),
      floorToDay(end),
    ),
  }
}

function sumOf(parts: readonly (KnownInterest | Gap)[]): KnownInterest | Gap {
  let sum: KnownInterest | undefined
  for (const part of parts) {
    if (isGap(part)) return part
    sum = { value: (sum?.value ?? 0) + part.value, date: Math.min(sum?.date ?? part.date, part.date) }
  }
  return sum ?? gap('no-data', 'open_interest')
}

/** The sum on each day before `end` on which every series has a value. */
function dailySum(parts: readonly Series[], end: Instant): Series {
  const [first, ...others] = parts
  if (!first) return seriesOf([])
  const points: [Instant, number][] = []
  for (let i = 0; i < first.times.length; i++) {
    const time = first.times[i] as number
    if (time >= end) break
    if (others.some((other) => indexAt(other.times, time) < 0)) continue
    const rest = others.reduce((sum, other) => sum + (valueAt(other, time) as number), 0)
    points.push([time, (first.values[i] as number) + rest])
  }
  return seriesOf(points)
}
