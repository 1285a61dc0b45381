/** Funding of one asset's perpetuals: the settled rate now, the week, and the run of its sign. */
import type { AssetId } from '#src/market/asset.ts'
import type { Point } from '#src/market/series.ts'
import type { Day, Instant } from '#src/market/time.ts'

export interface FundingVenue {
  readonly venue: string
  /** Last settled print at or before the boundary. */
  readonly time: Instant
  /** Fraction per interval. */
  readonly rate: number
  readonly intervalHours: number
  /** Fraction per 8 hours. */
  readonly rate8h: number
  /** Mean of the week's 8h-equivalents, weighted by interval length. */
  readonly weekMean8h?: number
  /** USD, where known. */
  readonly openInterest?: number
  /** Weight in the mean over venues, fraction. */
  readonly weight: number
}

export type RateSign = 'negative' | 'zero' | 'positive'

/** The run of one sign that is under way at the window's end. */
export interface FundingRun {
  readonly sign: RateSign
  /** Settlements in it. */
  readonly prints: number
  readonly hours: number
  /** First settlement of the run, ISO 8601. */
  readonly since: string
  /** Ends and start are settlements; null = none on record. */
  readonly lastEarlierRunAtLeastAsLong: {
    readonly start: string
    readonly end: string
    readonly prints: number
  } | null
  /** Last settlement of that sign before the run; null = none on record. */
  readonly lastEarlierSamePrint: string | null
}

export interface FundingReading {
  readonly asset: AssetId
  readonly symbol: string
  /** `binance`, else the venue with most open interest, else the first with data. */
  readonly referenceVenue?: string
  /** Venues with a settled print in the last 24 h of the window, largest weight first. */
  readonly venues: readonly FundingVenue[]
  /** Venues that have prints of this asset on record but none fit to use now. */
  readonly absentVenues: readonly string[]
  /** Weighting of rate8h: by open interest where every used venue has it, else equal. */
  readonly weighting: 'open-interest' | 'equal'
  /** Fraction per 8 hours, over venues. */
  readonly rate8h?: number
  readonly weekMean8h?: number
  readonly weekMean8hBefore?: number
  /** Fraction a year, simple. */
  readonly apr?: number
  /** 0-1, of the reference venue's daily mean against up to 365 earlier ones (at least 180). */
  readonly percentile1y?: number
  /** Run at the reference venue. Undefined where a settlement is missing inside it (a gap breaks the claim). */
  readonly run?: FundingRun
  /** The run began inside this window, after a print of another sign. */
  readonly turnedThisWeek: boolean
  /** Price of the asset at `run.lastEarlierSamePrint`, USD. */
  readonly priceAtLastEarlierSamePrint?: number
  /** First settlement on record of the reference venue. */
  readonly recordStart?: Day
  /** Reference venue's daily mean 8h-equivalents and daily closes, up to 180 days, for the chart. */
  readonly daily: readonly Point[]
  readonly prices: readonly Point[]
}
