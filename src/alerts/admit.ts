/** Which observed values are judged: confirmed ones, each newer than the last, none from the future. */
import type { KnownValue } from '#src/chat/alert.ts'
import { cadenceOf, parseSeries, type WatchedReading, type WatchedSeries } from '#src/market/watched.ts'
import type { Cadence } from './resolution.ts'

/** Milliseconds by which a value may be dated ahead of the clock. */
export const AHEAD = 5 * 60_000

export type Refusal =
  /** No series of ours. */
  | 'unknown'
  /** No number, or one that the series cannot have: a price of 0. */
  | 'senseless'
  | 'unconfirmed'
  /** At or before the last: a repetition, a revision, a backfill, a clock that was set back. */
  | 'old'
  | 'future'

/** Undefined where a reading is to be judged against the last one; `now` is in milliseconds since 1970. */
export function refusalOf(
  { series: name, value, time, standing }: WatchedReading,
  last: KnownValue | undefined,
  now: number,
): Refusal | undefined {
  const series = parseSeries(name)
  if (!series) return 'unknown'
  if (!(Number.isFinite(value) && Number.isFinite(time)) || (isPositive(series) && value <= 0))
    return 'senseless'
  if (standing === 'unconfirmed') return 'unconfirmed'
  if (time > now + AHEAD) return 'future'
  return last && time <= last.time ? 'old' : undefined
}

/** Cadences without a confirmed value after which a series is blind, and a crossing late. */
const MISSED = 3

/** Milliseconds between two values that are a gap in a series; a name that is none of ours has none. */
export function gapOf(name: string, cadence: Cadence = cadenceOf): number {
  const series = parseSeries(name)
  return series ? MISSED * cadence(series) : Number.POSITIVE_INFINITY
}

function isPositive({ kind }: WatchedSeries): boolean {
  return kind === 'price' || kind === 'cap' || kind === 'rank' || kind === 'volatility'
}
