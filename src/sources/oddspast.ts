/** Past prices of the parts of an outcome, summed: several sizes of one move are markets of their own. */
import { DAY, type Instant } from '#src/market/time.ts'

export interface PricedPart {
  /** Rising by time; a price for each. */
  readonly points: readonly { readonly time: Instant; readonly price: number }[]
}

/** A price that is older says nothing of the moment. */
const HOLDS = DAY

/**
 * Sums at every time at which any part was priced, each part at its last price of the day before; a time at which a part
 * has none is left out, as without it the sum would be too small. At most 1.
 */
export function summedParts(
  parts: readonly PricedPart[],
): readonly { readonly time: Instant; readonly probability: number }[] {
  const times = [...new Set(parts.flatMap(({ points }) => points.map(({ time }) => time)))].sort(
    (a, b) => a - b,
  )
  const places = parts.map(() => -1)
  return times.flatMap((time) => {
    let sum = 0
    for (const [at, { points }] of parts.entries()) {
      let place = places[at] as number
      while (place + 1 < points.length && (points[place + 1]?.time as number) <= time) place += 1
      places[at] = place
      const last = points[place]
      if (!last || time - last.time > HOLDS) return []
      sum += last.price
    }
    // Prices of several markets may add up to a little more than 1; to more, they are not of one moment.
    return sum > 1.02 ? [] : [{ time, probability: Math.round(Math.min(1, sum) * 1e6) / 1e6 }]
  })
}
