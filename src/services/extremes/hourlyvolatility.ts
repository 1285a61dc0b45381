/** Realized volatility of hourly closes: whether it is high or low when that of daily closes is. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAt } from '#src/market/series.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import { median } from '#src/metrics/median.ts'
import { logReturns } from '#src/metrics/returns.ts'

const HOURS = DAY / HOUR

/**
 * On which side of its median up to then the hourly value at a midnight lies, over so many days; undefined where it is
 * not known. The sum of squares stands for the volatility: it has the same order.
 */
export function hourlySides(
  history: History,
  asset: AssetId,
  days: number,
): (midnight: Instant) => 'up' | 'down' | undefined {
  const candles = history.hourlyCandles(asset)
  if (!candles) return () => undefined
  const { times, close } = candles
  const squares = logReturns(close).map((value) => value * value)
  const sums = new Float64Array(squares.length + 1)
  for (let i = 0; i < squares.length; i++) sums[i + 1] = (sums[i] as number) + (squares[i] as number)
  const length = days * HOURS
  const at = (midnight: Instant) => {
    const last = indexAt(times, midnight - HOUR)
    if (last < length || times[last - length] !== midnight - (length + 1) * HOUR) return undefined
    return (sums[last] as number) - (sums[last - length] as number)
  }
  return (midnight) => {
    const own = at(midnight)
    const earlier: number[] = []
    for (let time = midnight; time > (times[0] ?? midnight); time -= DAY) {
      const value = at(time)
      if (value !== undefined) earlier.push(value)
    }
    const middle = median(earlier)
    if (own === undefined || middle === undefined || own === middle) return undefined
    return own > middle ? 'up' : 'down'
  }
}
