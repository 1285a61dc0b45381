/** When volatility may be called low or high, and which stretch of time its percentile speaks of. */
import type { VolatilityVerdict } from '../verdicts.ts'

/** Shares of the earlier days beyond which a value is low or high. */
const LOW = 0.2
const HIGH = 0.8
/** A smaller change than this over the week, relative, is none. */
const STEADY = 0.05
/** Earlier days from which a percentile is one "of the past year", and from which it is reported at all. */
const YEAR_DAYS = 350
const LEAST_DAYS = 180

/** One week measured in three ways, and where the earlier daily values lie; fractions per year. */
export interface Measures {
  readonly daily: number
  readonly weekAgo?: number | undefined
  readonly hourly?: number | undefined
  /** Median over the 24 hours at which a day may be said to end. */
  readonly closeMedian?: number | undefined
  /** 20th, 50th and 80th percentile of the earlier daily values. */
  readonly band?: { readonly low: number; readonly middle: number; readonly high: number } | undefined
  readonly percentile?: number | undefined
  /** Earlier days behind the percentile. */
  readonly days?: number | undefined
}

/**
 * `low` (`high`) needs the daily value and the median of the close hours in the lowest (highest) fifth of the earlier
 * days, and the hourly value on the same side of their middle.
 */
export function volatilityVerdict(measures: Measures): VolatilityVerdict {
  const { days } = measures
  const span = spanOf(days)
  return {
    word: wordOf(measures),
    moved: movedOf(measures),
    ...(days !== undefined && { days }),
    ...(span && { span }),
  }
}

/** What a percentile over so many earlier days is said of: the past year, or the record; undefined where too few. */
export function spanOf(days: number | undefined): 'year' | 'record' | undefined {
  if (days === undefined || days < LEAST_DAYS) return undefined
  return days >= YEAR_DAYS ? 'year' : 'record'
}

function wordOf({ percentile, hourly, closeMedian, band }: Measures): VolatilityVerdict['word'] {
  if (percentile === undefined || hourly === undefined || closeMedian === undefined || !band) return 'normal'
  if (percentile <= LOW && closeMedian <= band.low && hourly < band.middle) return 'low'
  if (percentile >= HIGH && closeMedian >= band.high && hourly > band.middle) return 'high'
  return 'normal'
}

function movedOf({ daily, weekAgo }: Measures): VolatilityVerdict['moved'] {
  if (weekAgo === undefined || weekAgo <= 0) return 'unknown'
  const change = daily / weekAgo - 1
  return change >= STEADY ? 'rose' : change <= -STEADY ? 'fell' : 'steady'
}
