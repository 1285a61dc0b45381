/** Prices of one asset at the midnights before the window's end, for the whole record. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { HistoryTable } from '#src/market/historytable.ts'
import type { MissingReason } from '#src/market/reading.ts'
import { DAY, type Day, dayOf, floorToDay, HOUR, type Instant, startOfDay } from '#src/market/time.ts'
import { midnightsUpTo, type Week } from '#src/market/week.ts'
import { midnightPrice, priceAt } from '../prices.ts'
import { isGap } from '../publish.ts'

export interface ClosesOfDays {
  /** Boundaries a day apart, oldest first, the last one the window's end (or the last 00:00 UTC before it). */
  readonly times: readonly Instant[]
  /** USD at each of them; NaN where it is missing. */
  readonly closes: Float64Array
  /** The last of `times`. */
  readonly asOf: Instant
  readonly table: HistoryTable
  /** The calendar day, in the zone of the closes, that ended so many days before the last one. */
  dayBefore(days: number): Day
  /** Why the last `count` closes are not all known. */
  whyMissing(count: number): MissingReason
}

/**
 * In UTC daily candles; in another zone hourly candles read at its midnights, or daily ones where there are none
 * at the window's end. The two are never mixed, as a return between them would be longer or shorter than a day.
 */
export function closesUpTo(history: History, asset: AssetId, week: Week): ClosesOfDays {
  return (
    (week.end % DAY === 0 ? undefined : zoneCloses(history, asset, week)) ?? utcCloses(history, asset, week)
  )
}

function utcCloses(history: History, asset: AssetId, week: Week): ClosesOfDays {
  const end = floorToDay(week.end)
  const first = history.dailyCandles(asset)?.times[0]
  // Closes begin one day after the first candle opens; that open is a price at a boundary too.
  const count = first === undefined || first > end ? 0 : (end - first) / DAY + 1
  const times = Array.from({ length: count }, (_, i) => end - (count - 1 - i) * DAY)
  const closes = Float64Array.from(times, (time) => midnightPrice(history, asset, time) ?? Number.NaN)
  const ended = end <= history.now
  return {
    ...closesAt(times, closes, 'prices_daily', dayOf(end - DAY), ended && first !== undefined),
    asOf: end,
  }
}

function zoneCloses(history: History, asset: AssetId, week: Week): ClosesOfDays | undefined {
  const first = history.hourlyCandles(asset)?.times[0]
  if (first === undefined || hourlyAt(history, asset, week.end) === undefined) return undefined
  const times = midnightsUpTo(week, Math.max(1, Math.floor((week.end - first) / DAY) + 1))
  const closes = Float64Array.from(times, (time) => hourlyAt(history, asset, time) ?? Number.NaN)
  const lastDay = dayOf(startOfDay(week.edition) - DAY)
  return { ...closesAt(times, closes, 'prices_hourly', lastDay, true), asOf: fullHour(week.end) }
}

function closesAt(
  times: readonly Instant[],
  closes: Float64Array,
  table: HistoryTable,
  lastDay: Day,
  onRecord: boolean,
): Omit<ClosesOfDays, 'asOf'> {
  return {
    times,
    closes,
    table,
    dayBefore: (days) => dayOf(startOfDay(lastDay) - days * DAY),
    whyMissing(count) {
      if (!onRecord || Number.isNaN(closes.at(-1) ?? Number.NaN)) return 'no-data'
      return closes.length < count ? 'record-too-short' : 'gap'
    },
  }
}

/** The price at the full hour of a boundary, or undefined: an older one is not taken. */
function hourlyAt(history: History, asset: AssetId, boundary: Instant): number | undefined {
  const price = priceAt(history, asset, boundary)
  return isGap(price) || price.asOf !== fullHour(boundary) ? undefined : price.price
}

function fullHour(instant: Instant): Instant {
  return Math.floor(instant / HOUR) * HOUR
}
