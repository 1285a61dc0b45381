/** Realised volatility: how far a price moved, as a fraction a year. */

/** A crypto market never closes. */
export const DAYS_A_YEAR = 365
export const HOURS_A_YEAR = 8760

/**
 * Square root of the annualised realised variance, sqrt(periods a year / n x sum of r^2): a fraction per year.
 *
 * `returns` are log returns of equal periods. Their mean is taken as zero: over seven returns it is noise.
 * NaN where there are none, or where one of them is not finite.
 * Source: realised variance of Andersen, Bollerslev, Diebold and Labys (2001), annualised.
 */
export function realisedVolatility(returns: ArrayLike<number>, periodsPerYear: number): number {
  let squares = 0
  for (let i = 0; i < returns.length; i++) squares += (returns[i] as number) ** 2
  return Math.sqrt((periodsPerYear / returns.length) * squares)
}

/**
 * Realised volatility over the `length` log returns that end with each element: as many values as returns.
 *
 * NaN for the first ones, which have too few before them, and wherever one of the returns is NaN: a missing
 * close is never bridged. Each value is summed afresh, so that it does not hang on where the record begins.
 */
export function rollingVolatility(
  returns: Float64Array,
  length: number,
  periodsPerYear: number,
): Float64Array {
  const volatilities = new Float64Array(returns.length).fill(Number.NaN)
  for (let end = length; end <= returns.length; end++) {
    volatilities[end - 1] = realisedVolatility(returns.subarray(end - length, end), periodsPerYear)
  }
  return volatilities
}
