/** Values of a series that lie too far from the last one that stands. */
import type { Series } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'

export interface Jump {
  readonly time: Instant
  readonly value: number
  /** The last value that stands, and its time. */
  readonly before: number
  readonly since: Instant
}

export interface JumpRule {
  /** Whether a value may follow another. */
  readonly isNear: (value: number, before: number, at: { time: Instant; since: Instant }) => boolean
  /** Whether something else says so too: then it stands, and others are held against it. */
  readonly isConfirmed?: (jump: Jump) => boolean
}

/** A series begins with what most of its first values are near to. */
const FIRST = 5
/** After a longer gap nothing is held against what was before. */
const GAP = 30 * DAY

export function jumpsIn({ times, values }: Series, { isNear, isConfirmed }: JumpRule): readonly Jump[] {
  if (times.length < 2) return []
  let before = medianOf(Array.from(values.subarray(0, FIRST)).filter(Number.isFinite))
  let since = times[0] as Instant
  const jumps: Jump[] = []
  for (let row = 0; row < times.length; row += 1) {
    const [time, value] = [times[row] as Instant, values[row] as number]
    if (!Number.isFinite(value)) continue
    const jump = { time, value, before, since }
    if (time - since <= GAP && !isNear(value, before, { time, since }) && !isConfirmed?.(jump))
      jumps.push(jump)
    else [before, since] = [value, time]
  }
  return jumps
}

/** A rule for ratios of what is above 0. */
export function within(down: number, up: number): JumpRule['isNear'] {
  return (value, before) => !(value > 0 && before > 0) || (value / before <= up && value / before >= down)
}

/** The middle of numbers; NaN of none. Arrays of doubles sort several times as fast as by a comparison of our own. */
export function medianOf(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort()
  const half = sorted.length / 2
  const upper = sorted[Math.floor(half)] ?? Number.NaN
  return Number.isInteger(half) ? ((sorted[half - 1] ?? Number.NaN) + upper) / 2 : upper
}
