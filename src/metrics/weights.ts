/** Index weights by market cap, with a cap on each, so that no single name is the index. */

/** Room for rounding when a weight is compared with its cap. */
const TOLERANCE = 1e-12

/**
 * Weights (fractions that sum to 1, in the order given) in proportion to `marketCaps`, none above `cap`.
 *
 * Names above the cap are fixed at it and the excess is spread over the others in proportion, again and again
 * until none is above: the usual method of capped indices. With so few names that n x cap < 1, the cap is
 * raised to 1/n. Throws RangeError for a market cap that is not above 0, or a cap outside 0 to 1.
 */
export function cappedWeights(marketCaps: readonly number[], cap: number): number[] {
  if (!(cap > 0 && cap <= 1)) throw new RangeError(`A cap on weights lies between 0 and 1, not ${cap}`)
  const bad = marketCaps.find((value) => !(value > 0 && Number.isFinite(value)))
  if (bad !== undefined) throw new RangeError(`A market cap of ${bad} carries no weight: leave the name out`)
  const limit = Math.max(cap, 1 / marketCaps.length)
  const fixed = marketCaps.map(() => false)
  for (;;) {
    const free = 1 - limit * count(fixed)
    const freeCaps = marketCaps.reduce((sum, value, i) => (fixed[i] ? sum : sum + value), 0)
    const weights = marketCaps.map((value, i) => (fixed[i] ? limit : (value / freeCaps) * free))
    const above = weights.map((weight) => weight > limit + TOLERANCE)
    if (!above.includes(true)) return weights
    above.forEach((isAbove, i) => {
      if (isAbove) fixed[i] = true
    })
  }
}

function count(flags: readonly boolean[]): number {
  return flags.reduce((sum, flag) => sum + Number(flag), 0)
}
