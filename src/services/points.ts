/** Daily lines for charts: one point a day, null where the day is missing. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAt, type Point } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'

/** How far back the daily lines of funding and open interest are drawn. */
const DRAWN_DAYS = 180

/** Values of the `days` days that end at `end`, each dated by its start; days before the first value are left out. */
export function dailyPoints(
  valueOn: (dayStart: Instant) => number | undefined,
  end: Instant,
  days = DRAWN_DAYS,
): Point[] {
  const points: Point[] = []
  for (let start = end - days * DAY; start < end; start += DAY) {
    const value = valueOn(start)
    if (value !== undefined || points.length > 0) points.push([start, value ?? null])
  }
  return points
}

/** Daily closes up to the last 00:00 UTC at or before `end`, USD, dated by the day that they close. */
export function dailyClosePoints(history: History, asset: AssetId, end: Instant, days = DRAWN_DAYS): Point[] {
  const candles = history.dailyCandles(asset)
  const closeOf = (day: Instant) => candles?.close[indexAt(candles.times, day)]
  return dailyPoints(closeOf, Math.min(floorToDay(end), history.now), days)
}
