/** Open interest of perpetual futures: level, change, peak, and whose it was. */
import type { AssetId } from '#src/market/asset.ts'
import type { Point } from '#src/market/series.ts'
import type { Day } from '#src/market/time.ts'

/** Price against open interest; only where both moved at least 1 % over the week, else mixed. */
export type Quadrant = 'new-longs' | 'short-covering' | 'new-shorts' | 'long-unwinding' | 'mixed'

export interface OpenInterestRow {
  /** An asset's id, or `total`. */
  readonly asset: AssetId | 'total'
  readonly symbol: string
  /** `all`, or the venues that were summed. */
  readonly venues: readonly string[]
  /** USD at the window's boundaries (last row dated before each). */
  readonly start?: number
  readonly end?: number
  readonly weekChange?: number
  readonly peak90d?: number
  readonly peak90dDate?: Day
  /** 0 or negative fraction. */
  readonly drawdown90d?: number
  /** 0-1 against up to 365 earlier daily-stepped week changes (at least 180). */
  readonly weekChangePercentile?: number
  /** Open interest in the asset's own units at the end. */
  readonly coins?: number
  readonly coinsWeekChange?: number
  readonly quadrant?: Quadrant
  /** Week return of the asset's price, for the quadrant's sentence. */
  readonly priceReturn?: number
  /** Open interest over market cap, fraction. */
  readonly ofMarketCap?: number
  /** Daily USD, up to 180 days. */
  readonly series: readonly Point[]
}

export interface OpenInterestReading {
  /** `total` first where it exists, then bitcoin, ethereum. */
  readonly rows: readonly OpenInterestRow[]
  /** Share of the total's fall from its 90-day peak that is neither bitcoin nor ethereum, fraction. */
  readonly fallFromLongTail?: number
  /** BTC daily closes, USD, up to 180 days. */
  readonly prices: readonly Point[]
}
