/**
 * Prices at the boundaries of a window.
 *
 * The price at a boundary is the close of the candle that ends there; only where that candle is missing, the open
 * of the candle that starts there. Boundaries of another zone need hourly candles; an asset without them is read
 * at the last 00:00 UTC at or before, and its figures carry that time. Nothing older is ever taken.
 */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { MissingReason } from '#src/market/reading.ts'
import { type Candles, indexAt } from '#src/market/series.ts'
import { DAY, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { simpleReturn } from '#src/metrics/returns.ts'
import { type Gap, gap, isGap } from './publish.ts'

export interface BoundaryPrice {
  /** USD. */
  readonly price: number
  /** The boundary, or the last 00:00 UTC before it where only daily candles are known. */
  readonly asOf: Instant
  /** Where it was read. */
  readonly table: 'prices_daily' | 'prices_hourly'
}

export interface WeekPrices {
  readonly start: BoundaryPrice | Gap
  readonly end: BoundaryPrice | Gap
  /** Simple return, a fraction. */
  readonly weekReturn: number | Gap
}

/** Price at any instant, by the rules above. Half hours are read at the full hour before. */
export function priceAt(history: History, asset: AssetId, boundary: Instant): BoundaryPrice | Gap {
  return hourlyPrice(history, asset, boundary) ?? dailyPrice(history, asset, boundary)
}

/**
 * Prices at both boundaries and the return between them. Where one of them is not known at the very boundary, both
 * are read at 00:00 UTC, as a window with only one boundary in the zone would be longer or shorter than the week.
 */
export function weekPrices(history: History, asset: AssetId, week: Week): WeekPrices {
  const exact = { start: exactPrice(history, asset, week.start), end: exactPrice(history, asset, week.end) }
  const { start, end } =
    exact.start && exact.end
      ? { start: exact.start, end: exact.end }
      : {
          start: dailyPrice(history, asset, week.start),
          end: dailyPrice(history, asset, week.end),
        }
  return { start, end, weekReturn: returnOf(start, end) }
}

/** Price at 00:00 UTC, USD, from daily candles alone; undefined where there is none, or not yet. */
export function midnightPrice(history: History, asset: AssetId, midnight: Instant): number | undefined {
  // A candle that is still open has a close already, which is not the price at its end.
  if (midnight > history.now) return undefined
  return candlePrice(history.dailyCandles(asset), midnight)
}

/** Price at a full hour, USD, from hourly candles alone; undefined where there is none, or not yet. */
export function hourPrice(history: History, asset: AssetId, hour: Instant): number | undefined {
  return hour > history.now ? undefined : candlePrice(history.hourlyCandles(asset), hour)
}

/** `count` daily closes, the last one at `midnight` (00:00 UTC); undefined where one of them is missing or still open. */
export function dailyCloses(
  history: History,
  asset: AssetId,
  midnight: Instant,
  count: number,
): Float64Array | undefined {
  const candles = history.dailyCandles(asset)
  if (candles === undefined || midnight > history.now) return undefined
  const last = indexAt(candles.times, midnight - DAY)
  const first = last - count + 1
  // Times rise strictly by whole days, so the first being where it belongs proves that none is missing.
  if (last < 0 || first < 0 || candles.times[first] !== midnight - count * DAY) return undefined
  return candles.close.subarray(first, last + 1)
}

/** Why dated facts (with these times) have nothing at an instant. */
export function whyAbsent(times: Float64Array | undefined, instant: Instant): MissingReason {
  const first = times?.[0]
  if (times === undefined || first === undefined) return 'no-data'
  if (instant < first) return 'record-too-short'
  return instant > (times.at(-1) as number) ? 'no-data' : 'gap'
}

function returnOf(start: BoundaryPrice | Gap, end: BoundaryPrice | Gap): number | Gap {
  if (isGap(start)) return start
  return isGap(end) ? end : simpleReturn(start.price, end.price)
}

/** Only where the boundary is not 00:00 UTC: there the daily candle is the one that all others show. */
function hourlyPrice(history: History, asset: AssetId, boundary: Instant): BoundaryPrice | undefined {
  if (boundary % DAY === 0) return undefined
  const asOf = Math.floor(boundary / HOUR) * HOUR
  const price = candlePrice(history.hourlyCandles(asset), asOf)
  return price === undefined ? undefined : { price, asOf, table: 'prices_hourly' }
}

/** At the very boundary (at the full hour before a half hour), or undefined. Summer time may move one to 00:00 UTC. */
function exactPrice(history: History, asset: AssetId, boundary: Instant): BoundaryPrice | undefined {
  if (boundary % DAY !== 0) return hourlyPrice(history, asset, boundary)
  const price = dailyPrice(history, asset, boundary)
  return isGap(price) ? undefined : price
}

function dailyPrice(history: History, asset: AssetId, boundary: Instant): BoundaryPrice | Gap {
  const asOf = floorToDay(boundary)
  const price = midnightPrice(history, asset, asOf)
  if (price !== undefined) return { price, asOf, table: 'prices_daily' }
  const reported = history.unfiltered?.()
  if (reported && asOf <= history.now && candlePrice(reported.dailyCandles(asset), asOf) !== undefined)
    return gap('withheld', 'prices_daily')
  return gap(whyAbsent(history.dailyCandles(asset)?.times, asOf), 'prices_daily')
}

function candlePrice(candles: Candles | undefined, boundary: Instant): number | undefined {
  if (candles === undefined) return undefined
  const ended = indexAt(candles.times, boundary - candles.interval)
  const started = ended < 0 ? indexAt(candles.times, boundary) : -1
  const price = ended < 0 ? candles.open[started] : candles.close[ended]
  return price !== undefined && price > 0 ? price : undefined
}
