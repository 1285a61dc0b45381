/** What is read of one asset's funding. */
import type { AssetId } from '#src/market/asset.ts'
import type { Point } from '#src/market/series.ts'
import type { Day, Instant } from '#src/market/time.ts'
import type { RateSign } from '#src/metrics/runs.ts'
import type { ChartEvent } from '../events.ts'
import type { SheetRow } from '../sheet/row.ts'
import type { FundingVerdict } from '../verdicts.ts'
import type { VenueDays } from './fulldays.ts'

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
  /** Weight in the mean over venues, fraction; 0 where others have open interest and this one none, or where it is left out. */
  readonly weight: number
  /** Its next settlement was due long before the boundary: it is in the week's means, and in no rate of the boundary. */
  readonly isOverdue?: true
}

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
  /** First settlement from which none is missing: nothing is claimed about the time before it. */
  readonly recordStart: string
}

export interface FundingReading {
  readonly asset: AssetId
  readonly symbol: string
  /** Of those not left out `binance`, else the venue with most open interest, else the first with data. */
  readonly referenceVenue?: string
  /** Venues with a settled print in the last 24 h of the window, largest weight first. */
  readonly venues: readonly FundingVenue[]
  /** Venues that have prints of this asset on record but none fit to use now. */
  readonly absentVenues: readonly string[]
  /** Of `venues` those that began within two weeks while others reach farther: they are in no figure over venues. */
  readonly leftOut?: readonly string[]
  /** Weighting of rate8h: by open interest over the venues that have it; equal where none has. */
  readonly weighting: 'open-interest' | 'equal'
  /** Fraction per 8 hours, over the venues that have a weight and are not overdue. */
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
  /** What may be said of the week, venue by venue; undefined where no venue has a mean of it. */
  readonly verdict?: FundingVerdict
  /** Price of the asset at the last earlier settlement of the sign that all venues, else the reference, turned to, USD. */
  readonly priceBeforeTurn?: number
  /** First settlement on record of the reference venue. */
  readonly recordStart?: Day
  /** Reference venue's daily mean 8h-equivalents and daily closes, up to 180 days, for the chart. */
  readonly daily: readonly Point[]
  readonly prices: readonly Point[]
  /** Days of the reference venue, then of the largest other; an edition that was frozen earlier has none of what follows. */
  readonly venueDays?: readonly VenueDays[]
  /** For the sheet: the reference venue's mean of the last day that is over, per 8 hours. */
  readonly sheet?: SheetRow
  readonly sheetVenue?: string
  /** In the days of the venues, at most two. */
  readonly events?: readonly ChartEvent[]
}
