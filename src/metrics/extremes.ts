/** "Lowest since", "highest since": the last earlier time at which a series was as low, or as high, as now. */
import type { Series } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'

/** An instant; null = never before on record; undefined = a missing period makes the claim impossible. */
export type Since = Instant | null | undefined

/**
 * Last earlier time with a value <= the one at `index` (the last by default).
 *
 * `step` is the usual distance between values in milliseconds. Where a value is missing between the two times
 * (a distance of 1.5 steps or more), it might have been lower, and nothing is claimed. Undefined too for an
 * empty series.
 */
export function lowestSince(series: Series, step: number, index = series.times.length - 1): Since {
  return lastEarlier(series, step, index, (value, now) => value <= now)
}

/** Last earlier time with a value >= the one at `index`; the rest as in lowestSince. */
export function highestSince(series: Series, step: number, index = series.times.length - 1): Since {
  return lastEarlier(series, step, index, (value, now) => value >= now)
}

function lastEarlier(
  { times, values }: Series,
  step: number,
  index: number,
  reaches: (value: number, now: number) => boolean,
): Since {
  const now = values[index]
  if (now === undefined) return undefined
  for (let i = index - 1; i >= 0; i--) {
    if ((times[i + 1] as number) - (times[i] as number) >= 1.5 * step) return undefined
    if (reaches(values[i] as number, now)) return times[i] as number
  }
  return null
}
