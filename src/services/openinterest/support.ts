/** What open interest must show before a word may be said of it. Changes are fractions. */
import { DAY, type Instant } from '#src/market/time.ts'
import { quadrant } from '#src/metrics/quadrant.ts'
import type { FundingWeek, LeverageWord, QuadrantWord, Spread } from '../verdicts.ts'

/** Coins that left in a week, and that are gone since the peak: positions were cut. */
const UNWOUND = -0.05
const UNWOUND_FROM_PEAK = -0.2
const ADDED = 0.02
/** Below this a week's change of coins or price is no move. */
const STILL = 0.01
/** A highest day this near to the start of its window is what is left of an earlier fall, and no peak. */
const EDGE_DAYS = 7

export function leverageWord(
  coins: Spread,
  fromPeak: Spread | undefined,
  price: number | undefined,
): LeverageWord {
  if (coins.high <= UNWOUND) return 'unwound'
  if (coins.low >= ADDED) return price !== undefined && price >= STILL ? 'rebuilt' : 'added'
  if (fromPeak !== undefined && fromPeak.high <= UNWOUND_FROM_PEAK) return 'unwound'
  return Math.max(-coins.low, coins.high) < STILL ? 'calm' : 'mixed'
}

/** Coins explain less than half of a move in dollars, whatever the hour; a move under 1 % has nothing to explain. */
export function isByPrice(dollars: number, coins: Spread): boolean {
  if (Math.abs(dollars) < STILL) return false
  return Math.max(coins.low / dollars, coins.high / dollars) < 0.5
}

/** Coins explain at least half of a move in dollars of 1 % or more, whatever the hour. */
export function isByCoins(dollars: number, coins: Spread): boolean {
  return Math.abs(dollars) >= STILL && Math.min(coins.low / dollars, coins.high / dollars) >= 0.5
}

/** Price and coins each moved at least 1 %, coins with the same sign at every hour. */
export function quadrantOf(price: number | undefined, coins: Spread): QuadrantWord | undefined {
  if (price === undefined) return undefined
  const word = quadrant(price, coins.low)
  return word === 'mixed' || word !== quadrant(price, coins.high) ? undefined : word
}

/**
 * Funding speaks against it. New shorts need a reference venue whose week's mean is negative or under half of the
 * week before; new longs need a positive one. Without funding on record neither can be shown.
 */
export function fundingObjects(word: QuadrantWord, reference: FundingWeek | undefined): boolean {
  if (word !== 'new-shorts' && word !== 'new-longs') return false
  if (reference === undefined) return true
  const { mean, meanBefore } = reference
  if (word === 'new-longs') return !(mean > 0)
  return !(mean < 0 || (meanBefore !== undefined && mean < meanBefore / 2))
}

/** Whether the highest day of a window is one of its first seven: then it is no peak. */
export function isPeakAtEdge(peak: Instant, windowStart: Instant): boolean {
  return peak < windowStart + EDGE_DAYS * DAY
}
