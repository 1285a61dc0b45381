/** The rank of a value in its own year. */
import type { Coverage } from '#src/market/reading.ts'
import { LEAST_DAYS, MOST_DAYS } from '#src/metrics/levels.ts'
import { percentile } from '#src/metrics/percentile.ts'
import { type Gap, gap } from './publish.ts'

export interface YearRank {
  /** Share of the earlier days below it, 0-1. */
  readonly percentile: number
  /** Earlier days known, of a year. */
  readonly coverage: Coverage
}

/** `earlier` are the known values of up to 365 days before, today's excluded; fewer than 180 say nothing. */
export function rankAmong(value: number, earlier: readonly number[], source: string): YearRank | Gap {
  const share = earlier.length < LEAST_DAYS ? undefined : percentile(value, earlier)
  if (share === undefined) return gap('record-too-short', source)
  return { percentile: share, coverage: { used: earlier.length, expected: MOST_DAYS } }
}

/** Of venues and of days, what more is lacking of. */
export function lesser(venues: Coverage, days: Coverage): Coverage {
  return venues.used / venues.expected < days.used / days.expected ? venues : days
}
