/** One quantity that several suppliers reported: what each reported, and where one goes over into the other. */
import type { Series } from './series.ts'
import type { Instant } from './time.ts'

/** Tables of which several suppliers may report one series: their rows are compared only where they were shown to be one. */
export const JOINED_TABLES = [
  'open_interest',
  'market_caps',
  'total_market_cap',
  'spot_volume',
  'perp_volume',
] as const
export type JoinedTable = (typeof JOINED_TABLES)[number]

/** Days that both must have reported to be held together. The last so many of them must hold by themselves too. */
export const LEAST_OVERLAP = 14

export function isJoinedTable(table: string | undefined): table is JoinedTable {
  return JOINED_TABLES.some((one) => one === table)
}

/** One series as one supplier reported it. */
export interface SupplierSeries {
  /** As source lines name it; empty where it is not known. */
  readonly supplier: string
  /** USD; of open interest of one side. */
  readonly usd: Series
  /** Open interest in coins of one side; NaN where they were not reported. Other tables have none. */
  readonly coins?: Series
}

/** Where a newer supplier takes over. */
export interface Seam {
  readonly older: string
  readonly newer: string
  /** The first day that the newer one reported. */
  readonly time: Instant
  /** `joined`: they report the same. `rebased`: the older figures are multiplied by `ratio`. */
  readonly word: 'joined' | 'rebased'
  /** Median of newer / older on the days that both reported; undefined where one supplier goes on under a longer name. */
  readonly ratio?: number
  /** Days that both reported. */
  readonly days: number
}
