/** Realised volatility of one asset beside its own year, and implied volatility where supplied. */
import type { AssetId } from '#src/market/asset.ts'
import type { Point } from '#src/market/series.ts'
import type { Day } from '#src/market/time.ts'

export interface VolatilityRow {
  readonly asset: AssetId
  readonly symbol: string
  /** Fractions per year: daily closes, zero mean, sqrt(365). */
  readonly rv7d?: number
  readonly rv30d?: number
  readonly rv7dWeekAgo?: number
  /** Hourly closes, sqrt(8760): a second opinion that does not hang on the hour of the close. */
  readonly rv7dHourly?: number
  /** 0-1 of rv7d against up to 365 earlier daily values (at least 180). */
  readonly rv7dPercentile1y?: number
  /** Implied, fraction per year. */
  readonly dvol?: number
  /** Last earlier day with rv7d >= (<=) the newest; null = extreme of the record. */
  readonly highestSince?: Day | null
  readonly lowestSince?: Day | null
  /** Daily rv7d, up to one year. */
  readonly series: readonly Point[]
  /** 20th and 80th percentile of the year's rv7d, for the band. */
  readonly band?: { readonly low: number; readonly high: number }
  readonly recordStart?: Day
}

export interface VolatilityReading {
  /** bitcoin first, then ethereum. */
  readonly rows: readonly VolatilityRow[]
}
