/** The value of all crypto: change, round levels crossed, shares of bitcoin and ethereum, distance from the peak. */
import type { Point } from '#src/market/series.ts'
import type { Day } from '#src/market/time.ts'

export interface Crossing {
  /** The round trillion crossed, USD. */
  readonly level: number
  readonly direction: 'up' | 'down'
  /** Snapshot date of the crossing. */
  readonly date: Day
  /** Last earlier snapshot date on the side now entered; null = none on record. */
  readonly lastOnThisSide: Day | null
}

export interface MarketcapReading {
  /** USD. */
  readonly start?: number
  readonly end?: number
  /** Fraction. */
  readonly weekChange?: number
  readonly crossed: readonly Crossing[]
  /** Share of the total, fraction. */
  readonly bitcoinShare?: number
  readonly ethereumShare?: number
  readonly bitcoinShareWeekAgo?: number
  /** From the record's peak: 0 or negative fraction. */
  readonly drawdown?: number
  readonly peak?: { readonly value: number; readonly date: Day }
  /** Lowest or highest since: last earlier date with a value <= (>=) the newest; null = extreme of the whole record. */
  readonly lowestSince?: Day | null
  readonly highestSince?: Day | null
  /** Weeks in a row, this one included, of the same sign as this week's change. */
  readonly weeksSameSign?: number
  /** First snapshot of the record. */
  readonly recordStart?: Day
  /** Daily snapshots of up to one year, USD. */
  readonly series: readonly Point[]
}
