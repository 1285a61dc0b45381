/** How closely coins move together, by tiers of market cap, and how the tiers and the breadth fared. */
import type { AssetId } from '#src/market/asset.ts'
import type { Point } from '#src/market/series.ts'

export const TIERS = ['top10', 'rank11to49', 'rank50to100'] as const
export type Tier = (typeof TIERS)[number]

export interface TierRow {
  readonly tier: Tier
  /** Average pairwise Pearson correlation of 30 daily log returns, -1 to 1. */
  readonly mean?: number
  /** The same four weeks earlier, with that day's members. */
  readonly mean4wAgo?: number
  /** Median week return of the members, fraction. */
  readonly medianReturn?: number
  readonly members: readonly AssetId[]
}

export interface CorrelationReading {
  readonly tiers: readonly TierRow[]
  /** Share of ranks 1-100 with a positive week, fraction; and the counts behind it. */
  readonly breadth?: number
  readonly up?: number
  readonly counted?: number
  /** The matrix of the 20 largest, row by row, for the map. */
  readonly matrix?: {
    readonly assets: readonly AssetId[]
    readonly symbols: readonly string[]
    readonly values: readonly (readonly number[])[]
  }
  /** Weekly mean correlation of each tier, up to 26 weeks, dated by window end; for the lines. */
  readonly series: Readonly<Record<Tier, readonly Point[]>>
}
