/** Runs of one sign in a series of values, wherever they lie, and the last earlier run that was as long. */
import type { Series } from '#src/market/series.ts'

export interface SignRun {
  /** Indices of its first and last value. */
  readonly first: number
  readonly last: number
  readonly length: number
}

export interface LongestRun extends SignRun {
  /** The most recent earlier run with as many values or more; undefined = none on the record. */
  readonly earlier?: SignRun
  /** First index from which the record is unbroken up to the run. */
  readonly unbrokenFrom: number
}

/**
 * Runs of a sign, oldest first; zero has neither. Two values `longestGap` or more apart (milliseconds) are never in
 * one run: the sign of what is missing between them is unknown.
 */
export function runsOfSign({ times, values }: Series, sign: -1 | 1, longestGap: number): SignRun[] {
  const runs: SignRun[] = []
  let first = -1
  for (let i = 0; i <= values.length; i++) {
    const broken = i > 0 && (times[i] as number) - (times[i - 1] as number) >= longestGap
    const belongs = i < values.length && Math.sign(values[i] as number) === sign
    if (first >= 0 && (!belongs || broken)) {
      runs.push({ first, last: i - 1, length: i - first })
      first = -1
    }
    if (belongs && first < 0) first = i
  }
  return runs
}

/**
 * The longest run with a value from `from` to `to` (indices), counted up to `to` alone: the later part is not known
 * yet. The first of equal ones. Undefined where none has a value there.
 */
export function longestRun(
  series: Series,
  runs: readonly SignRun[],
  from: number,
  to: number,
  longestGap: number,
): LongestRun | undefined {
  let best: SignRun | undefined
  let place = -1
  for (let i = runs.length - 1; i >= 0; i--) {
    const run = runs[i] as SignRun
    if (run.last < from) break
    if (run.first > to) continue
    const last = Math.min(run.last, to)
    const length = last - run.first + 1
    if (!best || length >= best.length) {
      best = { first: run.first, last, length }
      place = i
    }
  }
  if (!best) return undefined
  let earlier: SignRun | undefined
  for (let i = place - 1; i >= 0 && !earlier; i--) {
    if ((runs[i] as SignRun).length >= best.length) earlier = runs[i] as SignRun
  }
  return {
    ...best,
    ...(earlier && { earlier }),
    unbrokenFrom: unbroken(series.times, best.first, longestGap),
  }
}

function unbroken(times: Float64Array, index: number, longestGap: number): number {
  let first = index
  while (first > 0 && (times[first] as number) - (times[first - 1] as number) < longestGap) first--
  return first
}
