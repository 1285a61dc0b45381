/** Whether two reports of a number differ by more than the digits that they were reported with. */

/** No rate is reported with fewer decimals; a number that ends earlier ended so, as 0.0001 does. */
const LEAST_DECIMALS = 8
const MOST_DECIMALS = 20
/** A fraction of the larger; less is how a number looks that was reckoned twice. */
const RELATIVE = 1e-4

/** The same number up to the rounding of the coarser report, or nearer than a ten-thousandth. */
export function isSameRounded(a: number, b: number): boolean {
  const apart = Math.abs(a - b)
  if (apart <= RELATIVE * Math.max(Math.abs(a), Math.abs(b))) return true
  const decimals = Math.max(LEAST_DECIMALS, Math.min(decimalsOf(a), decimalsOf(b)))
  // Half of the last decimal, and what binary fractions add to it.
  return apart <= 0.5001 * 10 ** -decimals
}

function decimalsOf(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e')
  const [, fraction = ''] = digits.split('.')
  return Math.min(MOST_DECIMALS, Math.max(0, fraction.length - Number(exponent)))
}
