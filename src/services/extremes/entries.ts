/** The extremes of a stretch of one series: its highest and lowest value, and since when there was none like it. */
import type { Instant } from '#src/market/time.ts'
import { crossedLevels } from './beyond.ts'
import type { Extreme, ExtremeKind } from './extreme.ts'
import { earlierOf, isNews, ofSeries, reachOf, sizeOf } from './reach.ts'
import { runEntries } from './runentries.ts'
import type { Stretch } from './stretch.ts'
import { indicesIn, type Tracked } from './tracked.ts'

/** Those of three weeks or more, and the withheld ones with their guard. */
export function entriesOf(tracked: Tracked, stretch: Stretch, now: Instant): Extreme[] {
  const [first, last] = indicesIn(tracked, stretch, now)
  if (last < first) return []
  if (tracked.runs) return runEntries(tracked, tracked.runs, first, last)
  const sides = (['up', 'down'] as const).flatMap((side) => {
    const kind = tracked[side]
    const entry = kind && extremeOf(tracked, side, kind, first, last, isNews)
    return entry ? [entry] : []
  })
  return [...sides, ...crossedLevels(tracked, first, last)]
}

/** The highest or the lowest value from `first` to `last`; undefined for a rise where all fell, and where `keeps` refuses its reach. */
export function extremeOf(
  tracked: Tracked,
  side: 'up' | 'down',
  kind: ExtremeKind,
  first: number,
  last: number,
  keeps: typeof isNews = () => true,
): Extreme | undefined {
  const { times, values } = tracked.data
  const index = extremeIn(values, side, first, last)
  const value = values[index] as number
  // A week of falls alone has no largest rise.
  if (kind === 'largest-rise' ? value <= 0 : kind === 'largest-fall' && value >= 0) return undefined
  const earlier = earlierOf(tracked, side, index)
  const reach = reachOf(tracked, side, index, earlier, last)
  if (!keeps(reach, times[index] as number)) return undefined
  const beside = tracked.neighbours?.(index) ?? neighboursOf(values, index, last)
  return {
    ...ofSeries(tracked),
    series: tracked.series,
    kind,
    value,
    at: times[index] as number,
    scope: index === last ? 'boundary' : 'inside',
    ...reach,
    ...sizeOf(tracked, kind, index),
    ...(tracked.isByPrice?.(index, side) && { byPrice: true }),
    ...(tracked.isCloseHourOnly?.(index, side) && { closeHourOnly: true }),
    evidence: {
      ...(earlier >= 0 && { earlier: values[earlier] as number }),
      neighbours: beside,
      sources: tracked.sources,
    },
  }
}

/** The first of equal ones. */
function extremeIn(values: Float64Array, side: 'up' | 'down', first: number, last: number): number {
  let best = first
  for (let i = first + 1; i <= last; i++) {
    const [value, champion] = [values[i] as number, values[best] as number]
    if (side === 'up' ? value > champion : value < champion) best = i
  }
  return best
}

function neighboursOf(values: Float64Array, index: number, last: number): number[] {
  return [index > 0 ? values[index - 1] : undefined, index < last ? values[index + 1] : undefined].filter(
    (value) => value !== undefined,
  )
}
