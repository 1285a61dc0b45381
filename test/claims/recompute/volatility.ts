/** Realized volatility: zero mean, annualized, from daily or hourly closes. */
import { at, between } from '../record/find.ts'
import type { MarketRecord } from '../record/record.ts'
import { DAY, HOUR, WEEK } from '../record/time.ts'
import { median } from './ranks.ts'

/** From `days` daily returns up to an instant; undefined where a close is missing. */
export function dailyVolatility(
  record: MarketRecord,
  asset: string,
  end: number,
  days: number,
): number | undefined {
  const closes = between(record.daily.get(asset), end - (days + 1) * DAY, end).map((one) => one.close)
  return closes.length === days + 1 ? annualized(closes, 365) : undefined
}

/** From the 168 hourly returns of the week. */
export function hourlyVolatility(record: MarketRecord, asset: string, end: number): number | undefined {
  const closes = between(record.hourly.get(asset), end - WEEK - HOUR, end).map((one) => one.close)
  return closes.length === 169 ? annualized(closes, 8760) : undefined
}

/** Seven daily returns with the day cut at each of the 24 hours, ending at or before the boundary; their median. */
export function medianOfCloseHours(record: MarketRecord, asset: string, end: number): number | undefined {
  const hourly = record.hourly.get(asset)
  const values = Array.from({ length: 24 }, (_, back) => {
    const closes = Array.from(
      { length: 8 },
      (_, day) => at(hourly, end - back * HOUR - (7 - day) * DAY - HOUR)?.close,
    )
    return closes.includes(undefined) ? undefined : annualized(closes as number[], 365)
  })
  return values.includes(undefined) ? undefined : median(values as number[])
}

function annualized(closes: readonly number[], periods: number): number {
  const squares = closes.slice(1).map((close, place) => Math.log(close / (closes[place] as number)) ** 2)
  return Math.sqrt((periods / squares.length) * squares.reduce((a, b) => a + b, 0))
}
