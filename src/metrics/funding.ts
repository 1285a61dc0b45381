/** Funding rates made comparable: 8-hour equivalents, rates a year, means over time and over venues. */
import type { FundingPrints } from '#src/market/perpetual.ts'
import { indexAtOrBefore } from '#src/market/series.ts'
import { type Instant, MINUTE } from '#src/market/time.ts'

/** Venues stamp a settlement up to some seconds after the full hour that it belongs to. */
export const SETTLEMENT_SLACK = MINUTE

/** A rate per interval as fraction per 8 hours: rate x 8 / interval. NaN for an unknown interval. */
export function eightHourRate(rate: number, intervalHours: number): number {
  return intervalHours > 0 ? (rate * 8) / intervalHours : Number.NaN
}

/** A rate per interval as simple (not compounded) fraction a year: rate x 24 / interval x 365. NaN as above. */
export function annualRate(rate: number, intervalHours: number): number {
  return intervalHours > 0 ? ((rate * 24) / intervalHours) * 365 : Number.NaN
}

/**
 * sum(value x weight) / sum(weight), for instance of 8-hour rates by open interest in USD.
 * NaN where the weights sum to nothing, or where a value or weight is not finite.
 */
export function weightedMean(values: readonly number[], weights: readonly number[]): number {
  let sum = 0
  let weight = 0
  values.forEach((value, index) => {
    const own = weights[index] ?? Number.NaN
    sum += value * own
    weight += own
  })
  return weight > 0 ? sum / weight : Number.NaN
}

export interface MeanFunding {
  /** Mean of the 8-hour equivalents weighted by interval length: fraction per 8 hours. */
  readonly rate8h: number
  /** Settlements in it, and hours that they pay for. */
  readonly prints: number
  readonly hours: number
}

/**
 * Mean funding of the settlements in `(from, to]`: a settlement pays for the interval before it.
 * A print with an unknown interval is left out. Undefined where none is left.
 */
export function meanFunding(prints: FundingPrints, from: Instant, to: Instant): MeanFunding | undefined {
  let paid = 0
  let hours = 0
  let count = 0
  const last = lastSettled(prints, to)
  for (let i = lastSettled(prints, from) + 1; i <= last; i++) {
    const interval = prints.intervalHours[i] as number
    if (!(interval > 0)) continue
    // A rate per interval is its 8-hour equivalent x interval / 8: the weighted sum is a plain sum.
    paid += prints.rates[i] as number
    hours += interval
    count++
  }
  return count === 0 ? undefined : { rate8h: eightHourRate(paid, hours), prints: count, hours }
}

/** Index of the last print settled at or before an instant, or -1. */
export function lastSettled(prints: FundingPrints, at: Instant): number {
  return indexAtOrBefore(prints.times, at + SETTLEMENT_SLACK)
}
