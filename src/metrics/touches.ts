/** Hours that moved a price far from where it stood, and the first time that it touched a round level. */
import { indexAtOrBefore } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'

/** What a price reached in each step; of single values high, low and close are the same. */
export interface Reached {
  /** Milliseconds from one row to the next. */
  readonly interval: number
  readonly times: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
}

export interface FarMove {
  readonly time: Instant
  /** From the close before to the high or low that lies farther off, a fraction. */
  readonly change: number
}

export interface Touch {
  readonly time: Instant
  readonly level: number
  readonly direction: 'up' | 'down'
  /** Last row before that was on the side now entered; null = none on record; undefined where a row between is missing. */
  readonly since: Instant | null | undefined
}

/** Rows in `[from, to)` whose high or low lies `least` or more, a fraction, from the close of the row directly before, oldest first. */
export function farMoves(reached: Reached, from: Instant, to: Instant, least: number): FarMove[] {
  const { times, high, low, close, interval } = reached
  const moves: FarMove[] = []
  for (let i = Math.max(1, firstFrom(times, from)); i < times.length && (times[i] as number) < to; i++) {
    const before = close[i - 1] as number
    if (times[i] !== (times[i - 1] as number) + interval || !(before > 0)) continue
    const [up, down] = [(high[i] as number) / before - 1, (low[i] as number) / before - 1]
    const change = up > -down ? up : down
    if (Math.abs(change) >= least) moves.push({ time: times[i] as number, change })
  }
  return moves
}

/**
 * The first touch, in `[from, to)`, of each multiple of `step` on either side of the value before, oldest first: down where the low
 * lies below it, up where the high is at it or above.
 */
export function firstTouches(reached: Reached, from: Instant, to: Instant, step: number): Touch[] {
  const { times, high, low, close } = reached
  const first = firstFrom(times, from)
  const start = close[Math.max(0, first - 1)]
  if (start === undefined) return []
  const touches: Touch[] = []
  // The highest multiple that was not touched from above, and the lowest not reached from below.
  let below = Math.floor(start / step)
  let above = below + 1
  for (let i = first; i < times.length && (times[i] as number) < to; i++) {
    for (; (low[i] as number) < below * step; below--) touches.push(touchAt(i, below * step, 'down'))
    for (; (high[i] as number) >= above * step; above++) touches.push(touchAt(i, above * step, 'up'))
  }
  return touches

  function touchAt(row: number, level: number, direction: Touch['direction']): Touch {
    let earlier = row - 1
    const isThere = (i: number) =>
      direction === 'down' ? (low[i] as number) < level : (high[i] as number) >= level
    while (earlier >= 0 && !isThere(earlier)) earlier--
    return { time: times[row] as number, level, direction, since: sinceOf(reached, earlier, row) }
  }
}

function sinceOf({ times, interval }: Reached, earlier: number, row: number): Touch['since'] {
  const begin = Math.max(0, earlier)
  const isWhole = (times[row] as number) - (times[begin] as number) === (row - begin) * interval
  if (!isWhole) return undefined
  return earlier < 0 ? null : (times[earlier] as number)
}

function firstFrom(times: Float64Array, from: Instant): number {
  return indexAtOrBefore(times, from - 1) + 1
}
