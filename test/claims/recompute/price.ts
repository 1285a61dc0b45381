/** Prices at boundaries and what follows from them: returns, ranges, streaks. */
import { at, between } from '../record/find.ts'
import type { MarketRecord } from '../record/record.ts'
import { DAY, HOUR, WEEK, type Week } from '../record/time.ts'

/** The close of the candle that ends at an instant; where there is none, the open of the one that starts there. */
export function priceAt(record: MarketRecord, asset: string, instant: number): number | undefined {
  const daily = record.daily.get(asset)
  const hourly = record.hourly.get(asset)
  return (
    at(daily, instant - DAY)?.close ??
    at(hourly, instant - HOUR)?.close ??
    at(daily, instant)?.open ??
    at(hourly, instant)?.open
  )
}

export function returnOver(
  record: MarketRecord,
  asset: string,
  from: number,
  to: number,
): number | undefined {
  const [first, last] = [priceAt(record, asset, from), priceAt(record, asset, to)]
  return first === undefined || last === undefined ? undefined : last / first - 1
}

export function weekReturn(record: MarketRecord, asset: string, week: Week): number | undefined {
  return returnOver(record, asset, week.start, week.end)
}

/** High over low of the week by hourly candles, fraction; undefined where an hour is missing. */
export function weekRange(record: MarketRecord, asset: string, end: number): number | undefined {
  const hours = between(record.hourly.get(asset), end - WEEK, end)
  if (hours.length < 168) return undefined
  return Math.max(...hours.map((one) => one.high)) / Math.min(...hours.map((one) => one.low)) - 1
}

/** Weeks in a row, up to this one, with a return of the same sign; negative for losing weeks. */
export function weekStreak(record: MarketRecord, asset: string, end: number): number | undefined {
  const sign = (to: number) => Math.sign(returnOver(record, asset, to - WEEK, to) ?? 0)
  const newest = sign(end)
  if (newest === 0) return undefined
  let weeks = 0
  while (sign(end - weeks * WEEK) === newest) weeks++
  return newest * weeks
}
