/** Perpetual futures: what was paid for holding them. */

/** Settled funding prints of one asset on one venue, in columns, sorted by settlement. */
export interface FundingPrints {
  /** Settlement instants; each pays for the interval before it. */
  readonly times: Float64Array
  /** Fraction per interval: 0.0001 is 0.01 %. */
  readonly rates: Float64Array
  /** Hours of the interval that ended with each print; venues change it over time. NaN where it is not known. */
  readonly intervalHours: Float64Array
}

/**
 * What venues charge where perpetual and spot trade alike, a fraction per 8 hours: the interest component of 0.03 % a day. Binance,
 * "Introduction to Binance Futures Funding Rates"; Hyperliquid, "Funding" (0.01 % every 8 hours, paid by the hour).
 */
export const NEUTRAL_RATE = 0.0001

/** Intervals of 8 hours in a year of 365 days: what rates per 8 hours are multiplied by, not compounded. */
export const INTERVALS_A_YEAR = 1095
