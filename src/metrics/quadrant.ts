/** Price against open interest: who is likely to have acted. */

export type Quadrant = 'new-longs' | 'short-covering' | 'new-shorts' | 'long-unwinding' | 'mixed'

/** Below one percent a week, price and open interest count as having stood still. */
const THRESHOLD = 0.01

/**
 * The quadrant of a week; both arguments are fractions. Up/up new longs, up/down short covering, down/up new
 * shorts, down/down long unwinding; mixed unless both moved at least 1 %.
 */
export function quadrant(priceReturn: number, openInterestChange: number): Quadrant {
  if (!(Math.abs(priceReturn) >= THRESHOLD && Math.abs(openInterestChange) >= THRESHOLD)) return 'mixed'
  if (priceReturn > 0) return openInterestChange > 0 ? 'new-longs' : 'short-covering'
  return openInterestChange > 0 ? 'new-shorts' : 'long-unwinding'
}
