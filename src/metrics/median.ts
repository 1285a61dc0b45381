/** The middle of many values, and the values that other shares of them lie below. */

/** Middle value, or the mean of the two middle ones; undefined where there are none. Order does not matter. */
export function median(values: ArrayLike<number>): number | undefined {
  return quantile(values, 0.5)
}

/**
 * The value below which a share of the values lies, with straight lines between the sorted values
 * (Hyndman and Fan 1996, type 7, as in most spreadsheets). `share` from 0 (lowest) to 1 (highest).
 * Undefined where there are no values; throws RangeError for a share outside 0 to 1.
 */
export function quantile(values: ArrayLike<number>, share: number): number | undefined {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`A share lies between 0 and 1, not ${share}`)
  if (values.length === 0) return undefined
  const sorted = new Float64Array(values).sort()
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)] as number
  const above = sorted[Math.ceil(place)] as number
  // The middle of two is their plain mean, so that a median is exact.
  if (place % 1 === 0.5) return below / 2 + above / 2
  return below + (above - below) * (place % 1)
}
