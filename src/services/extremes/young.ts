/** Moves of a young record: a group whose series are all shorter than 180 days reports the size of its moves alone. */
import type { Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { Extreme, ExtremeGroup, ExtremeKind } from './extreme.ts'
import { earlierOf, LEAST_RECORD, ofSeries, reachOf, sizeOf } from './reach.ts'
import { weekStretch } from './stretch.ts'
import { indicesIn, isMove, type Tracked } from './tracked.ts'

/** Groups of which no series has a record of 180 days at the end of the week. */
export function youngGroups(all: readonly Tracked[], week: Week, now: Instant): ReadonlySet<ExtremeGroup> {
  const end = Math.min(week.end, now)
  const isOld = ({ data, recordStart }: Tracked) =>
    end - (recordStart ?? (data.times[0] as number)) >= LEAST_RECORD
  const old = new Set(all.filter(isOld).map(({ group }) => group))
  return new Set(all.map(({ group }) => group).filter((group) => !old.has(group)))
}

/** The largest move of the week of a series of moves, whether or not it is the largest of the record. */
export function youngMoves(tracked: Tracked, week: Week, now: Instant): Extreme[] {
  const kinds = [tracked.up, tracked.down].filter((kind) => kind !== undefined)
  if (tracked.runs || !kinds.some(isMove)) return []
  const [first, last] = indicesIn(tracked, weekStretch(week), now)
  if (last < first) return []
  const { times, values } = tracked.data
  let index = first
  for (let i = first + 1; i <= last; i++) {
    if (Math.abs(values[i] as number) > Math.abs(values[index] as number)) index = i
  }
  const value = values[index] as number
  // A week without a move has none to report, nor has one of steps or glitches.
  if (value === 0 || tracked.isCoarse?.(index)) return []
  const side = value > 0 ? 'up' : 'down'
  if (tracked.isGlitch?.(index, last, side)) return []
  const kind: ExtremeKind = value > 0 ? 'largest-rise' : 'largest-fall'
  const earlier = earlierOf(tracked, side, index)
  return [
    {
      ...ofSeries(tracked),
      series: tracked.series,
      kind,
      value,
      at: times[index] as number,
      scope: index === last ? 'boundary' : 'inside',
      ...reachOf(tracked, side, index, earlier, last),
      ...sizeOf(tracked, kind, index),
      guard: 'short-record',
      young: true,
      evidence: {
        ...(earlier >= 0 && { earlier: values[earlier] as number }),
        sources: tracked.sources,
      },
    },
  ]
}
