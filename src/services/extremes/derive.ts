/** Series made from others: closes, changes from one value to the next, values that exist on the same days. */
import type { Candles, Series } from '#src/market/series.ts'

export const closesOf = ({ times, close }: Candles): Series => ({ times, values: close })

/**
 * Change of each value from the one before it, dated by the later; fractions, or differences where `by` says so. Where
 * the two are `longestGap` or more apart there is none.
 */
export function changesOf(
  { times, values }: Series,
  longestGap: number,
  by: 'fraction' | 'difference' = 'fraction',
): Series & { readonly base: Int32Array } {
  const kept: number[] = []
  for (let i = 1; i < times.length; i++) {
    const apart = (times[i] as number) - (times[i - 1] as number)
    // Oil has been below 0: there is no return to or from there.
    const isKnown = by === 'difference' || ((values[i] as number) > 0 && (values[i - 1] as number) > 0)
    if (apart < longestGap && isKnown) kept.push(i)
  }
  const base = Int32Array.from(kept)
  const changeAt = (i: number) => {
    const [now, before] = [values[i] as number, values[i - 1] as number]
    return by === 'difference' ? now - before : now / before - 1
  }
  return {
    times: Float64Array.from(base, (i) => times[i] as number),
    values: Float64Array.from(base, changeAt),
    base,
  }
}

/** Without the values that are not finite. */
export function finite({ times, values }: Series): Series {
  if (values.every(Number.isFinite)) return { times, values }
  const kept = [...values.keys()].filter((i) => Number.isFinite(values[i]))
  return {
    times: Float64Array.from(kept, (i) => times[i] as number),
    values: Float64Array.from(kept, (i) => values[i] as number),
  }
}
