/** The week's volatility from hourly candles: sampled every hour, and daily with the day ending at each hour in turn. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAt } from '#src/market/series.ts'
import { floorToDay, HOUR } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { median } from '#src/metrics/median.ts'
import { logReturns } from '#src/metrics/returns.ts'
import { DAYS_A_YEAR, HOURS_A_YEAR, realisedVolatility } from '#src/metrics/volatility.ts'
import { whyAbsent } from '../prices.ts'
import { type Gap, gap } from '../publish.ts'

/** Fractions per year. */
export interface CloseHours {
  readonly low: number
  readonly median: number
  readonly high: number
}

const WEEK_HOURS = 168
const DAY_HOURS = 24

/** Over 168 hourly returns up to the last full hour of the window. */
export function hourlyVolatility(history: History, asset: AssetId, week: Week): number | Gap {
  const closes = hourlyCloses(history, asset, week, WEEK_HOURS + 1)
  if ('missing' in closes) return closes
  return finite(realisedVolatility(logReturns(closes), HOURS_A_YEAR))
}

/**
 * Over seven daily returns, the days ending at the window's end and at each of the 23 full hours before it: a value
 * that hangs on the hour of the close spreads wide.
 */
export function closeHourVolatility(history: History, asset: AssetId, week: Week): CloseHours | Gap {
  const closes = hourlyCloses(history, asset, week, WEEK_HOURS + DAY_HOURS)
  if ('missing' in closes) return closes
  const values: number[] = []
  for (let before = 0; before < DAY_HOURS; before++) {
    const last = closes.length - 1 - before
    const days = Float64Array.from({ length: 8 }, (_, day) => closes[last - (7 - day) * DAY_HOURS] as number)
    const value = finite(realisedVolatility(logReturns(days), DAYS_A_YEAR))
    if (typeof value !== 'number') return value
    values.push(value)
  }
  return { low: Math.min(...values), median: median(values) as number, high: Math.max(...values) }
}

/** The last `count` hourly closes up to the last full hour of the window, none missing between them. */
function hourlyCloses(history: History, asset: AssetId, week: Week, count: number): Float64Array | Gap {
  const candles = history.hourlyCandles(asset)
  const end = Math.floor(week.end / HOUR) * HOUR
  const last = candles ? indexAt(candles.times, end - HOUR) : -1
  if (!candles || last < 0) {
    const times = floorToDay(week.end) > history.now ? undefined : candles?.times
    // The record ends at a midnight of UTC that lies before the zone's.
    const beyond = times !== undefined && end > history.now
    return gap(beyond ? 'zone' : whyAbsent(times, end - HOUR), 'prices_hourly')
  }
  const first = last - count + 1
  if (first < 0) return gap('record-too-short', 'prices_hourly')
  if (candles.times[first] !== end - count * HOUR) return gap('gap', 'prices_hourly')
  return candles.close.subarray(first, last + 1)
}

function finite(value: number): number | Gap {
  return Number.isFinite(value) ? value : gap('gap', 'prices_hourly')
}
