/** Open interest at boundaries, in dollars and, since its hour of reading is unknown, in coins at five hours. */
import { at, between, lastBefore } from '../record/find.ts'
import type { MarketRecord, Point } from '../record/record.ts'
import { DAY, HOUR, WEEK } from '../record/time.ts'

/** Hours of its UTC day at which a row may have been read. */
export const HOURS = [15, 16, 17, 18, 24] as const

export interface Spread {
  readonly low: number
  readonly high: number
  /** The close of the day alone is known. */
  readonly atClose?: boolean
}

/** Rows of an asset: across venues where that is recorded, else the sum of the venues that have the day. */
export function rowsOf(record: MarketRecord, asset: string): readonly Point[] {
  return record.openInterest.get(`${asset} all`) ?? []
}

/** The last row dated before a boundary, within the week before it. */
export function rowAt(rows: readonly Point[], boundary: number): Point | undefined {
  const row = lastBefore(rows, boundary)
  return row && boundary - row.at <= WEEK ? row : undefined
}

/** The price at an hour of a day; where no hourly candle exists, the day's close. */
export function priceAtHour(
  record: MarketRecord,
  asset: string,
  day: number,
  hour: number,
): number | undefined {
  const hourly = record.hourly.get(asset)
  const instant = day + hour * HOUR
  return (
    at(hourly, instant - HOUR)?.close ?? at(hourly, instant)?.open ?? at(record.daily.get(asset), day)?.close
  )
}

/** Coins of a row if it was read at an hour. */
export function coinsAt(record: MarketRecord, asset: string, row: Point, hour: number): number | undefined {
  const price = priceAtHour(record, asset, row.at, hour)
  return price === undefined ? undefined : row.value / price
}

/** The hours at which rows may have been read; the close alone where hourly prices of one of them are missing. */
export function hoursOf(record: MarketRecord, asset: string, rows: readonly Point[]): readonly number[] {
  const hourly = record.hourly.get(asset)
  return rows.every((row) => between(hourly, row.at, row.at + DAY).length === 24) ? HOURS : [24]
}

export function spreadOf(values: readonly (number | undefined)[]): Spread | undefined {
  const known = values.filter((value) => value !== undefined)
  if (known.length < values.length || known.length === 0) return undefined
  return { low: Math.min(...known), high: Math.max(...known) }
}

/** A spread over the hours; of the close alone it is marked. */
export function marked(
  hours: readonly number[],
  values: readonly (number | undefined)[],
): Spread | undefined {
  const spread = spreadOf(values)
  return spread && { ...spread, ...(hours.every((hour) => hour === 24) && { atClose: true }) }
}

/** Change in coins over the week, at each hour. */
export function coinsWeek(record: MarketRecord, asset: string, end: number): Spread | undefined {
  const rows = rowsOf(record, asset)
  const [first, last] = [rowAt(rows, end - WEEK), rowAt(rows, end)]
  if (first === undefined || last === undefined) return undefined
  const hours = hoursOf(record, asset, [first, last])
  return marked(
    hours,
    hours.map((hour) => {
      const [before, after] = [coinsAt(record, asset, first, hour), coinsAt(record, asset, last, hour)]
      return before === undefined || after === undefined ? undefined : after / before - 1
    }),
  )
}

/** Distance from the peak in coins of the 90 days before a boundary, at each hour. */
export function coinsFromPeak(record: MarketRecord, asset: string, end: number): Spread | undefined {
  const rows = between(rowsOf(record, asset), end - 90 * DAY, end)
  const last = rows.at(-1)
  if (last === undefined) return undefined
  const hours = hoursOf(record, asset, rows)
  return marked(
    hours,
    hours.map((hour) => {
      const coins = rows.flatMap((row) => coinsAt(record, asset, row, hour) ?? [])
      return coins.length < rows.length ? undefined : (coins.at(-1) as number) / Math.max(...coins) - 1
    }),
  )
}

/** The highest row of the 90 days before a boundary. */
export function peak90(rows: readonly Point[], end: number): Point | undefined {
  return between(rows, end - 90 * DAY, end).reduce<Point | undefined>(
    (peak, row) => (peak === undefined || row.value > peak.value ? row : peak),
    undefined,
  )
}
