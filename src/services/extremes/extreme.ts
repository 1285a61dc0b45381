/** One entry of the ledger of extremes: a value of the week that is the highest, lowest, longest or first for a while. */
import type { CrossAssetClass } from '#src/market/asset.ts'
import type { Unit } from '#src/market/reading.ts'
import type { Instant } from '#src/market/time.ts'

/** What a series belongs to: weighs its entries, and limits how often one kind of news leads. */
export const EXTREME_GROUPS = [
  'price',
  'marketcap',
  'openinterest',
  'funding',
  'cross',
  'coins',
  'macro',
  'sentiment',
  'volatility',
  'breadth',
  'volume',
] as const

export type ExtremeGroup = (typeof EXTREME_GROUPS)[number]

export type ExtremeKind = 'high' | 'low' | 'largest-rise' | 'largest-fall' | 'longest-run' | 'first-beyond'

/** Why an entry is not reported although its values say so: kept for `/explain`. */
export type ExtremeGuard = 'gap' | 'glitch' | 'resolution' | 'short-record' | 'venue-set'

export interface Extreme {
  readonly group: ExtremeGroup
  /** `price.bitcoin.low`, `cross.sp500.dayReturn`, `funding.bitcoin.binance.run`. */
  readonly series: string
  readonly kind: ExtremeKind
  /** Raw: USD, fractions, percent, index points. Of a run its length in `unit`. */
  readonly value: number
  readonly unit: Unit
  /** The round level of `first-beyond`; `value` is the first value beyond it. */
  readonly level?: number
  /** Which side of `level` was entered; of a run its sign. */
  readonly direction?: 'up' | 'down'
  /**
   * The hour (its opening), day, session or settlement of the value; of a run its last settlement; of a week the closing
   * Monday's 00:00 UTC, in every zone.
   */
  readonly at: Instant
  /** How long after `at` the value may have been taken: an hour, a day, 0 for a settlement. Milliseconds. */
  readonly span: number
  /** Of a run: its first settlement, how many there were, and their hours. */
  readonly from?: Instant
  readonly prints?: number
  readonly hours?: number
  /** `boundary`: the value at the week's end; `inside`: one inside the week. */
  readonly scope: 'boundary' | 'inside'
  /** The last earlier value that reaches it; null = none on the record. */
  readonly since: Instant | null
  /** The value at `since` is equal, not beyond. */
  readonly equal: boolean
  /** Where the claim is bounded by a gap: the extreme holds at least since then. */
  readonly boundedBy?: Instant
  readonly recordStart: Instant
  /** Weeks from `since` (or the bound) to `at`; for a record from its start. */
  readonly weeks: number
  /** |value| of a move over the series' usual (median absolute) move. */
  readonly size?: number
  readonly guard?: ExtremeGuard
  /**
   * No series of its group has a record of 180 days: the move may be reported by its size, never with a since or as a
   * record. Its guard is `short-record`.
   */
  readonly young?: boolean
  /** Of open interest in dollars: the price made most of it, coins less than half. It is reported as price, not as news. */
  readonly byPrice?: boolean
  /** Of realized volatility: sampled by the hour it lies on the other side of its own median. No headline, no summary. */
  readonly closeHourOnly?: boolean
  /** Of a cross asset. */
  readonly assetClass?: CrossAssetClass
  readonly evidence: {
    /** The value at `since`. */
    readonly earlier?: number
    /** Values beside it. */
    readonly neighbours?: readonly number[]
    readonly sources: readonly string[]
  }
}

export interface RankedExtreme extends Extreme {
  /** 0-1: how much it deserves to be said, by rarity, size, group and what was reported before. */
  readonly salience: number
  /** One of the last editions held the same series and kind, and this reaches back no further. */
  readonly again?: boolean
}

/** Names an entry within an edition. */
export function extremeId({ series, kind, at }: Pick<Extreme, 'series' | 'kind' | 'at'>): string {
  return `${series} ${kind} ${at}`
}
