/** The simulated period. Boundary b is 00:00 UTC of day b; the candle of day d runs from boundary d to d + 1. */
import { DAY, type Day, dayOf, type Instant, startOfDay } from '#src/market/time.ts'

export const FIRST_DAY: Day = '2024-10-01'
/** The last open day; the market's now is the boundary after it. */
export const LAST_DAY: Day = '2025-11-23'

const FIRST = startOfDay(FIRST_DAY)

/** Number of candles, and the index of the last boundary. */
export const DAYS = (startOfDay(LAST_DAY) - FIRST) / DAY + 1

/** The boundary that opens a day. */
export function boundaryOf(day: Day): number {
  return (startOfDay(day) - FIRST) / DAY
}

export function instantOf(boundary: number): Instant {
  return FIRST + boundary * DAY
}

export function dayAt(boundary: number): Day {
  return dayOf(instantOf(boundary))
}

/** 0 = Sunday. */
export function weekdayAt(boundary: number): number {
  return new Date(instantOf(boundary)).getUTCDay()
}

/** The calibrated week, and the one before it, as first candles. */
export const LAST_WEEK = DAYS - 7
export const WEEK_BEFORE = DAYS - 14
