/** Returns of a price from one time to a later one. */

/** Simple return P1/P0 - 1, a fraction: 94000 to 87500 is -0.0691. NaN unless both prices are above 0. */
export function simpleReturn(from: number, to: number): number {
  return from > 0 && to > 0 ? to / from - 1 : Number.NaN
}

/** ln(P1/P0), a fraction that adds up over time. NaN unless both prices are above 0. */
export function logReturn(from: number, to: number): number {
  return from > 0 && to > 0 ? Math.log(to / from) : Number.NaN
}

/** Log returns between consecutive closes: one fewer than closes, none for fewer than two. */
export function logReturns(closes: ArrayLike<number>): Float64Array {
  const returns = new Float64Array(Math.max(0, closes.length - 1))
  for (let i = 0; i < returns.length; i++) {
    returns[i] = logReturn(closes[i] as number, closes[i + 1] as number)
  }
  return returns
}
