/** Spot turnover of the week against the four before, and spot's share of all trading. */
import type { Point } from '#src/market/series.ts'
import type { Day } from '#src/market/time.ts'

export interface VolumeReading {
  /** USD: all seven days of every venue seen in the five weeks. */
  readonly week?: number
  readonly mean4w?: number
  /** week / mean4w. */
  readonly ratio?: number
  /** Rules of words: >= 1.25 jumped, >= 0.90 held up, < 0.75 dried up, else eased. */
  readonly word?: 'jumped' | 'held-up' | 'eased' | 'dried-up'
  /** spot / (spot + perpetual), fraction. */
  readonly spotShare?: number
  readonly spotShareWeekAgo?: number
  /** Last earlier week (its edition) with a share >= (<=) this one; null = extreme of the record. */
  readonly spotShareHighestSince?: Day | null
  readonly spotShareLowestSince?: Day | null
  /** 0-1 among earlier weeks (at least 26). */
  readonly spotSharePercentile?: number
  readonly venues: readonly string[]
  /** Weekly spot totals, dated by window end, up to 26 weeks; null where a day is missing. */
  readonly weeks: readonly Point[]
  /** Weekly perpetual totals likewise. */
  readonly perpWeeks: readonly Point[]
}
