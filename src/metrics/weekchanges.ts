/** The seven-day changes of a year, a day apart: what the change of one week is seen among. */
import { between, type Series, valueAt } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { LEAST_DAYS, MOST_DAYS } from './levels.ts'
import { simpleReturn } from './returns.ts'

/** `fraction`: a simple return. `points`: the difference of two values, in their own unit. */
export type ChangeUnit = 'fraction' | 'points'

const WEEK = 7 * DAY

/**
 * Every change over seven days that ends on a value of the 365 days before `end`, oldest first; the one that ends at `end` is not
 * among them. A value without one seven days before it, to the millisecond, has no change. Undefined for fewer than 180 changes.
 */
export function weekChanges(series: Series, end: Instant, unit: ChangeUnit): number[] | undefined {
  const { times, values } = between(series, end - MOST_DAYS * DAY, end)
  const changes: number[] = []
  for (let i = 0; i < times.length; i++) {
    const before = valueAt(series, (times[i] as number) - WEEK)
    if (before === undefined) continue
    const change = changeBetween(before, values[i] as number, unit)
    if (Number.isFinite(change)) changes.push(change)
  }
  return changes.length < LEAST_DAYS ? undefined : changes
}

/** NaN where there is no return: from or to 0 and below. */
export function changeBetween(before: number, now: number, unit: ChangeUnit): number {
  return unit === 'points' ? now - before : simpleReturn(before, now)
}
