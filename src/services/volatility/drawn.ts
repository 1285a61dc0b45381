/** What is drawn of one coin's volatility: the lines of 7 and 30 days, and their peaks. */
import type { Point } from '#src/market/series.ts'
import { DAY, type Day, dayOf } from '#src/market/time.ts'

/** Nearly ten months. */
export const DRAWN_DAYS = 290
const MOST_PEAKS = 3
/** Two peaks are days apart, or one and the same. */
const PEAKS_APART = 30 * DAY

/** Fractions per year; days are dated by the 00:00 that begins them, their close is the last of each value. */
export interface DrawnVolatility {
  /** Null is a day without a value. */
  readonly week: readonly Point[]
  readonly month: readonly Point[]
  /** Highest of the 7-day line, at most three, 30 days apart or more, highest first. */
  readonly peaks: readonly { readonly value: number; readonly date: Day }[]
}

/** The lines may be longer: their last 290 days are drawn. */
export function drawnVolatility(weekLine: readonly Point[], monthLine: readonly Point[]): DrawnVolatility {
  const week = weekLine.slice(-DRAWN_DAYS)
  return { week, month: monthLine.slice(-DRAWN_DAYS), peaks: peaksOf(week) }
}

function peaksOf(line: readonly Point[]): DrawnVolatility['peaks'] {
  const peaks: { time: number; value: number }[] = []
  const known = line.flatMap(([time, value]) => (value === null ? [] : [{ time, value }]))
  for (const one of known.sort((a, b) => b.value - a.value)) {
    const isApart = peaks.every(({ time }) => Math.abs(time - one.time) >= PEAKS_APART)
    if (isApart && peaks.length < MOST_PEAKS) peaks.push(one)
  }
  return peaks.map(({ time, value }) => ({ value, date: dayOf(time) }))
}
