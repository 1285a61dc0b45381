/** What is drawn of one coin's volatility: the lines of 7 and 30 days. */
import type { Point } from '#src/market/series.ts'

/** Nearly ten months. */
export const DRAWN_DAYS = 290

/** Fractions per year; days are dated by the 00:00 that begins them, their close is the last of each value. */
export interface DrawnVolatility {
  /** Null is a day without a value. */
  readonly week: readonly Point[]
  readonly month: readonly Point[]
}

/** The lines may be longer: their last 290 days are drawn. */
export function drawnVolatility(weekLine: readonly Point[], monthLine: readonly Point[]): DrawnVolatility {
  return { week: weekLine.slice(-DRAWN_DAYS), month: monthLine.slice(-DRAWN_DAYS) }
}
