/** The first close beyond a round level for a while. */
import { lastReaching } from '#src/metrics/lookback.ts'
import type { Extreme } from './extreme.ts'
import { isNews, ofSeries, reachOf } from './reach.ts'
import { lookbackOf, type Tracked } from './tracked.ts'

/** Of each side the crossing that reaches back the furthest, among the values from `first` to `last`. */
export function crossedLevels(tracked: Tracked, first: number, last: number): Extreme[] {
  const { levels } = tracked
  if (!levels) return []
  return (['up', 'down'] as const).flatMap((direction) => {
    let furthest: Extreme | undefined
    for (let i = Math.max(1, first); i <= last; i++) {
      const entry = crossingAt(tracked, levels, direction, i, last)
      if (entry && (!furthest || entry.weeks > furthest.weeks)) furthest = entry
    }
    return furthest && isNews(furthest, furthest.at) ? [furthest] : []
  })
}

/** Several levels at once are reported by the last of them, which was not reached for the longest time. */
function crossingAt(
  tracked: Tracked,
  levels: NonNullable<Tracked['levels']>,
  direction: 'up' | 'down',
  index: number,
  last: number,
): Extreme | undefined {
  const { times, values } = tracked.data
  const value = values[index] as number
  const before = values[index - 1] as number
  const step = levels.step(value)
  // On a level counts as above it.
  const level = direction === 'up' ? Math.floor(value / step) * step : Math.floor(value / step + 1) * step
  const isCrossed = direction === 'up' ? before < level && value >= level : before >= level && value < level
  if (!isCrossed) return undefined
  const lookback = lookbackOf(tracked.series, values)
  const earlier = lastBeyond(
    values,
    index,
    (from) => lastReaching(values, lookback, from, level, direction),
    level,
    direction,
  )
  return {
    ...ofSeries(tracked),
    series: levels.series,
    kind: 'first-beyond',
    value,
    level,
    direction,
    at: times[index] as number,
    scope: index === last ? 'boundary' : 'inside',
    ...reachOf(tracked, direction, index, earlier, last),
    equal: false,
    evidence: {
      ...(earlier >= 0 && { earlier: values[earlier] as number }),
      neighbours: [before, ...(index < last ? [values[index + 1] as number] : [])],
      sources: tracked.sources,
    },
  }
}

/** The last earlier value on that side; one exactly on the level is not below it. */
function lastBeyond(
  values: Float64Array,
  index: number,
  reaching: (from: number) => number,
  level: number,
  direction: 'up' | 'down',
): number {
  let at = reaching(index)
  while (direction === 'down' && at >= 0 && values[at] === level) at = reaching(at)
  return at
}
