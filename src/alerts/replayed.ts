/**
 * What watched series are in a replay: the record's own values, each at its own time. Between two closes a price stays what the last
 * one was, so that it holds from minute to minute and steps with the next close; no minute is made up.
 */
import type { History } from '#src/market/history.ts'
import { indexAtOrBefore } from '#src/market/series.ts'
import { DAY, type Instant, MINUTE } from '#src/market/time.ts'
import { needsMinutes, parseSeries, type WatchedReading, type WatchedSeries } from '#src/market/watched.ts'
import type { WatchedRow } from '#src/store/alerts/port.ts'
import { closesOf, type Past, pastOf } from './past.ts'
import { settledValue } from './settled.ts'

export interface ReplayedParts {
  /** As it is known now. */
  readonly history: () => History
  /** As it was known at the last 00:00 UTC: what the ledger of extremes is read from. */
  readonly midnight: () => History
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Observes series for a tick; none whose values are on no record: spreads, rates that have not settled. */
export function createReplayed({ history, midnight, now }: ReplayedParts) {
  return async (rows: readonly WatchedRow[]): Promise<readonly WatchedReading[]> => {
    const at = now()
    return rows.flatMap((row): readonly WatchedReading[] => {
      const series = parseSeries(row.name)
      if (!series) return []
      const value = needsMinutes(series)
        ? closeAt(series, history(), { at, known: row.isKnown ? row.time : undefined })
        : settledValue(series, series.kind === 'extreme' ? midnight() : history(), at)
      return value ? [{ series: row.name, ...value }] : []
    })
  }
}

/** The next close behind the last value that is known, so that none is left out; else the last close, of this minute. */
function closeAt(
  series: WatchedSeries,
  history: History,
  { at, known }: { readonly at: Instant; readonly known: Instant | undefined },
) {
  const past = pastOf(series, history, at - 5 * DAY)
  const point = past && stepAt(past, at, known)
  if (!point) return undefined
  const [time, value] = point
  const sources = history.suppliers('prices_daily')
  // Where a price is said to be from: the record's own supplier, and no middle of venues.
  const venues = series.kind === 'price' ? sources.slice(0, 1).map((venue) => ({ venue, price: value })) : []
  // A change names the price that it ends at: the close that stands.
  const closes = series.kind === 'change' ? closesOf(series.asset, history) : undefined
  const price = closes?.values[indexAtOrBefore(closes.times, time)]
  const evidence = {
    ...{ sources, every: past.every },
    ...(venues.length > 0 && { venues }),
    ...(price !== undefined && { price }),
  }
  return { value, time, standing: 'confirmed' as const, evidence }
}

/**
 * A record's values as steps: the value at an instant, dated by it; the first one behind `known` that is not later, dated by itself.
 * Undefined where the last one is older than the next should be.
 */
export function stepAt(
  { points, every }: Past,
  at: Instant,
  known?: Instant,
): readonly [time: Instant, value: number] | undefined {
  const next = known === undefined ? undefined : points.find(([time]) => time > known && time <= at)
  if (next) return next
  const last = points.findLast(([time]) => time <= at)
  const minute = Math.floor(at / MINUTE) * MINUTE
  return last && at - last[0] < every ? [Math.max(minute, last[0]), last[1]] : undefined
}
