/**
 * One verdict a quantity and edition: which word its figures carry. Sections, headline, summary, positioning, chart
 * titles and alternative texts all read these, so that no two of them disagree.
 */
import type { Instant } from '#src/market/time.ts'

/** A figure that hangs on the hour at which something was read: its least and its greatest value, fractions. */
export interface Spread {
  readonly low: number
  readonly high: number
}

/**
 * Open interest, judged in coins at every hour at which its row may have been read (15, 16, 17, 18, 24 UTC).
 *
 * `unwound`: coins <= -5 % in the week at every hour, or <= -20 % from their 90-day peak. `rebuilt`: coins >= +2 % at
 * every hour and the price up. `added`: coins >= +2 % at every hour, the price not up. `calm`: under 1 % at every hour.
 * `mixed`: anything else.
 */
export type LeverageWord = 'unwound' | 'added' | 'rebuilt' | 'calm' | 'mixed'

export interface LeverageVerdict {
  readonly word: LeverageWord
  readonly asset: 'bitcoin'
  /** Change over the week in coins, over the hours. */
  readonly coinsWeek: Spread
  /** Distance from the 90-day peak in coins, 0 or negative. */
  readonly coinsFromPeak?: Spread
  readonly coinsFromPeakWeekAgo?: Spread
  /** Change over the week in dollars, fraction. */
  readonly dollarsWeek: number
  /** The asset's week return, fraction. */
  readonly priceWeek: number
  /** Coins explain less than half of the move in dollars: it is told as price. */
  readonly byPrice: boolean
  /** `quadrant` words that the figures carry; undefined where sign, size or funding object. */
  readonly quadrant?: 'new-longs' | 'short-covering' | 'new-shorts' | 'long-unwinding'
}

/** One venue's week of settled funding. Means are fractions per 8 hours. */
export interface FundingWeek {
  readonly venue: string
  readonly mean: number
  readonly meanBefore?: number
  readonly negative: number
  readonly positive: number
  /** Settlements known, of those due. */
  readonly settlements: number
  readonly expected: number
  /** Settlements of the week before, for a turn. */
  readonly before?: { readonly negative: number; readonly positive: number; readonly settlements: number }
  /** 0.008-0.012 % is the default rate: neutral. `high` from 0.02 % on; `negative` by two thirds of the settlements. */
  readonly word: 'negative' | 'low' | 'neutral' | 'positive' | 'high'
  /** Opposite majorities (two thirds) in the two weeks. */
  readonly turned?: 'negative' | 'positive'
  /** The lowest and highest settlement of the week, with their instants. */
  readonly lowest?: { readonly at: Instant; readonly rate8h: number }
  readonly highest?: { readonly at: Instant; readonly rate8h: number }
}

export interface FundingVerdict {
  /** Venues with a mean of this week, the reference venue first. */
  readonly venues: readonly FundingWeek[]
  /** The sign that all venues' means share: only then "BTC funding" is said without a venue. */
  readonly sign: 'negative' | 'positive' | 'split'
  /** All venues whose two weeks are known moved the same way; undefined where fewer than one is. */
  readonly direction?: 'up' | 'down' | 'flat' | 'split'
}

/** `low` and `high` only where daily closes, the hourly value and the median of the 24 close hours agree. */
export interface VolatilityVerdict {
  readonly word: 'low' | 'normal' | 'high'
  readonly moved: 'rose' | 'fell' | 'steady' | 'unknown'
  /** Earlier days that the percentile rests on: "of the past year" from 350 on. */
  readonly days?: number
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
  readonly volatility?: VolatilityVerdict
  readonly breadth?: BreadthVerdict
}
