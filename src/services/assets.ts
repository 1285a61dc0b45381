/** Crypto beside the other markets: week returns, the rank of crypto, and how many weeks it has kept it. */
import type { CrossAssetClass } from '#src/market/asset.ts'
import type { Day } from '#src/market/time.ts'

export interface AssetRow {
  /** `crypto` (our top-30 index), `bitcoin`, `ethereum`, or a cross asset's id. */
  readonly id: string
  readonly class: 'crypto' | CrossAssetClass
  /** Simple return over the week, a fraction; undefined for class rate. */
  readonly weekReturn?: number
  /** Class rate only: percentage points. */
  readonly weekChange?: number
  /** 1 = best; only crypto and classes equity, bond, commodity, fx are ranked. */
  readonly rank?: number
  /** Dates of the two closes that were compared, where the market closes. */
  readonly closes?: { readonly from: Day; readonly to: Day }
}

export interface AssetsReading {
  /** Best first; rows without a return are absent. */
  readonly rows: readonly AssetRow[]
  /** Rank of crypto, 1 = best; undefined without the index or with fewer than two ranked assets. */
  readonly rank?: number
  /** How many assets are ranked, crypto included. */
  readonly of?: number
  /** Weeks in a row, this one included, that crypto came last (first); 0 where it did not this week. */
  readonly weeksLast?: number
  readonly weeksFirst?: number
  /** Crypto's weekly rank for as many weeks back as the record holds, this week first. */
  readonly rankHistory: readonly { readonly edition: Day; readonly rank: number; readonly of: number }[]
  /** By rule: at least two equity indices and the top 30 fell more than 2 %. */
  readonly riskOff: boolean
}
