/** When a dated value passed round levels, and when it had last been on the side it came to. */
import { indexAt, type Series } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'

export interface LevelCrossing {
  readonly level: number
  readonly direction: 'up' | 'down'
  /** First snapshot on the new side. */
  readonly time: Instant
  /** Last earlier snapshot on the side now entered; null = none on record. */
  readonly lastOnThisSide: Instant | null
  /**
   * First missing snapshot between then (or the start of the record) and the crossing. Where there is one,
   * "first since" cannot be claimed: the value may have been on this side between two observations.
   */
  readonly gapSince?: Instant
}

/**
 * Crossings of all multiples of `levelStep` between consecutive snapshots from the one at `from` to the one at
 * `to`, both included, in the order in which they happened. On a level counts as above it.
 *
 * `period` is the distance of snapshots in milliseconds. Undefined where one from `from` to `to` is missing:
 * a crossing there could be neither dated nor ruled out.
 */
export function levelCrossings(
  series: Series,
  from: Instant,
  to: Instant,
  levelStep: number,
  period: number,
): LevelCrossing[] | undefined {
  const start = indexAt(series.times, from)
  const end = indexAt(series.times, to)
  if (start < 0 || end < 0 || end - start !== (to - from) / period) return undefined
  const crossings: LevelCrossing[] = []
  for (let i = start + 1; i <= end; i++) {
    const before = Math.floor((series.values[i - 1] as number) / levelStep)
    const now = Math.floor((series.values[i] as number) / levelStep)
    for (let n = before + 1; n <= now; n++) crossings.push(crossing(series, i, n * levelStep, 'up', period))
    for (let n = before; n > now; n--) crossings.push(crossing(series, i, n * levelStep, 'down', period))
  }
  return crossings
}

function crossing(
  { times, values }: Series,
  index: number,
  level: number,
  direction: 'up' | 'down',
  period: number,
): LevelCrossing {
  let last = index - 1
  let gapSince: Instant | undefined
  while (last >= 0 && (values[last] as number) >= level !== (direction === 'up')) {
    last--
    const missing = (times[last] as number) + period
    if (last >= 0 && missing < (times[last + 1] as number)) gapSince = missing
  }
  const lastOnThisSide = last < 0 ? null : (times[last] as number)
  return {
    level,
    direction,
    time: times[index] as number,
    lastOnThisSide,
    ...(gapSince !== undefined && { gapSince }),
  }
}
