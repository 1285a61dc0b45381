/** Newest, highest and lowest of a drawn line, with their dates, for callouts and alt text. */
import type { Point } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'

export interface Extremes {
  readonly latest: number
  readonly latestDay: Instant
  readonly high: number
  readonly highDay: Instant
  readonly low: number
  readonly lowDay: Instant
}

/** Undefined where no point has a value. */
export function extremesOf(line: readonly Point[]): Extremes | undefined {
  let found: Extremes | undefined
  for (const [day, value] of line) {
    if (value === null) continue
    if (!found) {
      found = { latest: value, latestDay: day, high: value, highDay: day, low: value, lowDay: day }
      continue
    }
    found = {
      latest: value,
      latestDay: day,
      ...(value > found.high ? { high: value, highDay: day } : { high: found.high, highDay: found.highDay }),
      ...(value < found.low ? { low: value, lowDay: day } : { low: found.low, lowDay: found.lowDay }),
    }
  }
  return found
}

/** Whether a line has at least two values, so that it is one. */
export function isLine(line: readonly Point[]): boolean {
  let values = 0
  for (const [, value] of line) if (value !== null && ++values > 1) return true
  return false
}
