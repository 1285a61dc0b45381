/** Dated numbers in columns: sorted by time, one value a time, a missing value simply absent. */
import type { DAY, HOUR, Instant } from './time.ts'

export interface Series {
  /** Strictly rising instants. */
  readonly times: Float64Array
  /** As many finite numbers. */
  readonly values: Float64Array
}

/** Candles in columns; `times` holds the opening instants. */
export interface Candles {
  readonly interval: typeof DAY | typeof HOUR
  readonly times: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  /** USD of the instrument that the prices are of, NaN where it is not known: to be drawn, no figure is made of it. */
  readonly volume?: Float64Array
}

/** One point of a drawn line; null is a gap and is drawn as one. */
export type Point = readonly [time: Instant, value: number | null]

/** Index of the last element <= `time`, or -1. */
export function indexAtOrBefore(times: ArrayLike<Instant>, time: Instant): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] as number) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Index of exactly `time`, or -1. */
export function indexAt(times: Float64Array, time: Instant): number {
  const index = indexAtOrBefore(times, time)
  return index >= 0 && times[index] === time ? index : -1
}

/** The value dated exactly `time`. */
export function valueAt(series: Series, time: Instant): number | undefined {
  const index = indexAt(series.times, time)
  return index < 0 ? undefined : series.values[index]
}

/** The last point at or before `time`. */
export function lastAtOrBefore(series: Series, time: Instant): { time: Instant; value: number } | undefined {
  const index = indexAtOrBefore(series.times, time)
  if (index < 0) return undefined
  return { time: series.times[index] as number, value: series.values[index] as number }
}

/** The part with `from <= time < to`; a view on the same memory. */
export function between(series: Series, from: Instant, to: Instant): Series {
  const start = indexAtOrBefore(series.times, from - 1) + 1
  const end = indexAtOrBefore(series.times, to - 1) + 1
  return { times: series.times.subarray(start, end), values: series.values.subarray(start, end) }
}

/** A series from pairs in any order; the last of equal times wins. */
export function seriesOf(points: Iterable<readonly [Instant, number]>): Series {
  const byTime = new Map<Instant, number>()
  for (const [time, value] of points) byTime.set(time, value)
  const sorted = [...byTime].sort((a, b) => a[0] - b[0])
  return {
    times: Float64Array.from(sorted, (point) => point[0]),
    values: Float64Array.from(sorted, (point) => point[1]),
  }
}
