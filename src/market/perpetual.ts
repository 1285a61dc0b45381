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
