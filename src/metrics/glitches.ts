/** Prints that are more likely a fault of one venue than a price: they are no extremes. */
import { indexAt } from '#src/market/series.ts'
import { median } from './median.ts'

/** A wick longer than this beyond open and close, a fraction, needs a second venue. */
const LONGEST_WICK = 0.15
/** How close the second venue must come, a fraction. */
const CONFIRMS = 0.03
/** A close this many robust deviations away, which the next one takes back, is none. */
const DEVIATIONS = 6
/** How much of a move the next one takes back. */
const TAKEN_BACK = 0.75
/** Returns from which the usual move is estimated: fewer do not suffice. */
const MOST_RETURNS = 365
const LEAST_RETURNS = 30
/** The standard deviation of a normal distribution over its median absolute deviation. */
const ROBUST = 1.4826
const MOST_DECIMALS = 9
/** A step of open interest, a fraction, and the price move that would explain it. */
const INTEREST_STEP = 0.35
const PRICE_STEP = 0.05

export interface Candle {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

/** How far a candle's high or low lies beyond its open and close, a fraction of the nearer one; 0 where it does not. */
export function wick({ open, high, low, close }: Candle, side: 'high' | 'low'): number {
  if (side === 'high') return Math.max(0, high / Math.max(open, close) - 1)
  return Math.max(0, 1 - low / Math.min(open, close))
}

/** Whether a wick is too long to be reported: over 15 %, unless `other`, a second venue's price, lies within 3 % of it. */
export function isWickGlitch(candle: Candle, side: 'high' | 'low', other?: number): boolean {
  if (wick(candle, side) <= LONGEST_WICK) return false
  return other === undefined || Math.abs(other / candle[side] - 1) > CONFIRMS
}

/**
 * Whether the value at an index jumped by more than six robust deviations of the log returns before it (median absolute
 * deviation x 1.4826, up to a year of them) and the next value took at least three quarters of it back.
 *
 * `last` is the last index that is known: what came later is not asked. False where either is unknown.
 */
export function isSpike(values: ArrayLike<number>, index: number, last: number): boolean {
  if (index < 1 || index + 1 > last) return false
  const jump = Math.log((values[index] as number) / (values[index - 1] as number))
  const back = Math.log((values[index + 1] as number) / (values[index] as number))
  if (jump * back >= 0 || Math.abs(back) < TAKEN_BACK * Math.abs(jump)) return false
  const returns: number[] = []
  for (let i = Math.max(1, index - MOST_RETURNS); i < index; i++) {
    returns.push(Math.log((values[i] as number) / (values[i - 1] as number)))
  }
  if (returns.length < LEAST_RETURNS) return false
  const middle = median(returns) as number
  const deviation = ROBUST * (median(returns.map((value) => Math.abs(value - middle))) as number)
  return deviation > 0 && Math.abs(jump - middle) > DEVIATIONS * deviation
}

/**
 * Whether open interest stepped by more than 35 % within a day in which the price moved less than 5 %: it was counted
 * otherwise. `priceMove` is a fraction; where it is not known the step stands.
 */
export function isInterestGlitch(step: number, priceMove: number | undefined): boolean {
  return Math.abs(step) > INTEREST_STEP && priceMove !== undefined && Math.abs(priceMove) < PRICE_STEP
}

/**
 * Whether values are printed in steps of more than half of their usual move: an extreme of them may be rounding.
 * Looks at the values up to `last`, a year of them at most.
 */
export function isCoarse(values: ArrayLike<number>, last: number): boolean {
  const moves: number[] = []
  let decimals = 0
  for (let i = Math.max(0, last - MOST_RETURNS); i <= last; i++) {
    if (decimals < MOST_DECIMALS) decimals = Math.max(decimals, decimalsOf(values[i] as number))
    if (i > 0) moves.push(Math.abs((values[i] as number) - (values[i - 1] as number)))
  }
  const usual = median(moves)
  // A hair of slack: 1.17 - 1.16 is a little more than 0.01 in binary.
  return usual !== undefined && 10 ** -decimals > (usual / 2) * (1 + 1e-9)
}

/** Decimals that a value is printed with, nine at most. Arithmetic, as text takes ten times as long. */
function decimalsOf(value: number): number {
  for (let decimals = 0, scaled = value; decimals < MOST_DECIMALS; decimals++, scaled *= 10) {
    if (Math.abs(scaled - Math.round(scaled)) <= 1e-9 * (Math.abs(scaled) + 1)) return decimals
  }
  return MOST_DECIMALS
}

/** Index of a candle that opens at an instant and its values, for the guards. */
export function candleAt(
  candles: {
    readonly times: Float64Array
    readonly open: Float64Array
    readonly high: Float64Array
    readonly low: Float64Array
    readonly close: Float64Array
  },
  time: number,
): Candle | undefined {
  const i = indexAt(candles.times, time)
  if (i < 0) return undefined
  return {
    open: candles.open[i] as number,
    high: candles.high[i] as number,
    low: candles.low[i] as number,
    close: candles.close[i] as number,
  }
}
