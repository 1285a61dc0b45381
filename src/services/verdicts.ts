/**
 * One verdict a quantity and edition: which word its figures carry. Sections, headline, summary, positioning, chart
 * titles and alternative texts all read these, so that no two of them disagree.
 */
import type { AssetId } from '#src/market/asset.ts'
import type { Day, Instant } from '#src/market/time.ts'
import type { RateSign } from '#src/metrics/runs.ts'

/** A figure that hangs on the hour at which something was read: its least and its greatest value, fractions. */
export interface Spread {
  readonly low: number
  readonly high: number
  /** Known at the close of the day alone: other hours of reading may differ, so it is reported as approximate. */
  readonly atClose?: boolean
}

/**
 * Open interest, judged in coins at every hour at which its row may have been read (15, 16, 17, 18, 24 UTC); where no
 * hourly price is known, at the close of the day alone.
 *
 * `unwound`: coins <= -5 % in the week at every hour, or <= -20 % from their 90-day peak and not added to this week.
 * `rebuilt`: coins >= +2 % at every hour and the price up by 1 %. `added`: coins >= +2 % at every hour otherwise.
 * `calm`: under 1 % at every hour. `mixed`: anything else.
 */
export type LeverageWord = 'unwound' | 'added' | 'rebuilt' | 'calm' | 'mixed'

export interface LeverageVerdict {
  readonly word: LeverageWord
  readonly asset: AssetId
  readonly symbol: string
  /** Hours (UTC) of the reading day at which coins are judged. */
  readonly hours: readonly number[]
  /** Change over the week in coins, over the hours. */
  readonly coinsWeek: Spread
  /**
   * Distance from the 90-day peak in coins, 0 or negative, over the hours at which there is one: a highest day that
   * is one of the window's first seven is none.
   */
  readonly coinsFromPeak?: Spread
  /** The first and the last day that is the peak at some hour. */
  readonly coinsPeakDays?: { readonly first: Day; readonly last: Day }
  /** Change over the week in dollars, fraction. */
  readonly dollarsWeek: number
  /** The asset's week return, fraction; absent where its price at a boundary is not known. */
  readonly priceWeek?: number
  /** Coins explain less than half of the move in dollars at every hour: it is reported as price. */
  readonly byPrice: boolean
  /** Coins explain at least half of a move in dollars of 1 % or more at every hour: it is reported as positions. */
  readonly byCoins: boolean
  /** What price and coins point at: both at least 1 %, coins with one sign at every hour, and funding not against it. */
  readonly quadrant?: QuadrantWord
  /** The quadrant that price and coins point at while funding, which is on record, objects: it is withheld. */
  readonly objected?: QuadrantWord
  /** Every venue of the record settled two thirds of both weeks above zero, with positive means. */
  readonly fundingStayedPositive: boolean
}

export type QuadrantWord = 'new-longs' | 'short-covering' | 'new-shorts' | 'long-unwinding'

/** Settlements of one sign in a row. */
export interface SignRun {
  readonly sign: RateSign
  readonly settlements: number
  /** Hours that they pay for. */
  readonly hours: number
  /** First and last settlement. */
  readonly from: Instant
  readonly to: Instant
}

/**
 * One venue's week of settled funding. Rates are fractions per 8 hours. Venues that settle more often are summed to
 * 8 hours (to 0, 8 and 16 UTC) before anything is counted: one hour is no news.
 *
 * `negative`: two thirds of the settlements and the mean below zero. With two thirds and the mean above zero: `high`
 * from a mean of 0.02 % on, `neutral` at 0.008-0.012 % (0.01 % is the default rate), `low` below that, which is reported
 * as "below the default rate", and `positive` between. `mixed`: no such majority.
 */
export interface FundingWeek {
  readonly venue: string
  readonly word: 'negative' | 'low' | 'neutral' | 'positive' | 'high' | 'mixed'
  readonly mean: number
  /** The same venue's mean of the week before; absent where too little of it is on record. */
  readonly meanBefore?: number
  readonly negative: number
  readonly positive: number
  /** The venue settles more often: what is counted are its sums of 8 hours, and they are reported as such. */
  readonly summed?: boolean
  /** Settlements known, of those due. */
  readonly settlements: number
  readonly expected: number
  /** Settlements of the week before, for a turn. */
  readonly before?: { readonly negative: number; readonly positive: number; readonly settlements: number }
  /**
   * The sign that it turned to: opposite majorities of two thirds in the two weeks, or a run of three or more at the
   * end after two weeks without a settlement of that sign.
   */
  readonly turned?: 'negative' | 'positive'
  /** The run that is under way at the week's end. */
  readonly endRun?: SignRun
  /**
   * Of a turn that has not come undone: the last earlier settlement of its sign (null: none on record), and from when
   * on no settlement is missing. Absent where the sign came and went within the week.
   */
  readonly turnedAfter?: { readonly last: Instant | null; readonly recordStart: Instant }
  /** The longest run of three or more negative settlements with one in the week, wherever in it. */
  readonly negativeRun?: SignRun
}

export interface FundingVerdict {
  readonly asset: AssetId
  /** Venues with a mean of this week, the reference venue first. */
  readonly venues: readonly FundingWeek[]
  /** Venues of the record without one. */
  readonly absent: readonly string[]
  /** Venues that are on record for too short a time to be counted beside the others. */
  readonly leftOut?: readonly string[]
  /** The sign that all venues' means share. */
  readonly sign: 'negative' | 'positive' | 'split'
  /** Every venue of the record turned to one sign: what holds of all of them is since the latest `last`. */
  readonly turnedTogether?: {
    readonly sign: 'negative' | 'positive'
    readonly last: Instant | null
    readonly recordStart: Instant
  }
}

/** Spot's share of spot and perpetual trading, against its own weeks. */
export interface SpotVerdict {
  readonly word: 'low' | 'normal' | 'high'
  readonly share: number
  readonly percentile: number
}

/** `low` and `high` only where daily closes, the hourly value and the median of the 24 close hours agree. */
export interface VolatilityVerdict {
  readonly word: 'low' | 'normal' | 'high'
  readonly moved: 'rose' | 'fell' | 'steady' | 'unknown'
  /** Earlier days that the percentile rests on. */
  readonly days?: number
  /** What it is a percentile of: the past year from 350 days on, the record from 180; undefined below. */
  readonly span?: 'year' | 'record'
}

export interface BreadthVerdict {
  readonly word: 'broad-rise' | 'rise' | 'mixed' | 'fall' | 'broad-fall'
  readonly rising: number
  readonly counted: number
}

export interface PriceVerdict {
  readonly word: 'up' | 'down' | 'flat'
  readonly weekReturn: number
}

export interface Verdicts {
  readonly price?: PriceVerdict
  readonly leverage?: LeverageVerdict
  readonly funding?: FundingVerdict
  readonly spot?: SpotVerdict
  readonly volatility?: VolatilityVerdict
  readonly breadth?: BreadthVerdict
}
