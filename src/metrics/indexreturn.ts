/** The return of an index over a period during which its weights are left alone. */

/**
 * Sum of weight at the start x simple return, a fraction. `weights` sum to 1; both lists have the same order.
 * Throws RangeError where their lengths differ.
 */
export function indexReturn(weights: readonly number[], returns: readonly number[]): number {
  if (weights.length !== returns.length) {
    throw new RangeError(`${weights.length} weights do not fit ${returns.length} returns`)
  }
  return weights.reduce((sum, weight, i) => sum + weight * (returns[i] as number), 0)
}
