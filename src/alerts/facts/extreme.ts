/** What the chart of an extreme shows: its series back to when there was last one like it. */
import type { TimeDrawing } from '#src/briefing/firingfacts.ts'
import type { History } from '#src/market/history.ts'
import { type Point, valueAt } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import type { WatchedExtreme } from '#src/market/watched.ts'
import { lastWeekAt, weekBefore } from '#src/market/week.ts'
import { extremeSeries } from '#src/services/extremes.ts'
import type { Tracked } from '#src/services/extremes/tracked.ts'
import { enough } from './drawing.ts'

const [SHORTEST, LONGEST] = [90 * DAY, 400 * DAY]
/** More points are not told apart. */
const MOST_POINTS = 400

/** Undefined for series that are not counted in money, coins or percent, and where much of it is missing. */
export function drawExtreme(extreme: WatchedExtreme | undefined, history: History): TimeDrawing | undefined {
  if (extreme?.at === undefined) return undefined
  const { of, at, since, boundedBy, recordStart } = extreme
  const week = lastWeekAt(history.now)
  const tracked = extremeSeries(history, weekBefore(week, -1), of) ?? extremeSeries(history, week, of)
  const unit = tracked && unitOf(tracked)
  if (!tracked || !unit) return undefined
  const back = at - (boundedBy ?? since ?? recordStart ?? at)
  const from = at - Math.min(LONGEST, Math.max(SHORTEST, 1.1 * back))
  const step = tracked.longestGap / 1.5
  const stride = Math.ceil((at - from) / step / MOST_POINTS)
  const points = pointsOf(tracked, from, at, step, stride)
  if (!enough(points)) return undefined
  const value = since === null || since < from ? undefined : valueAt(tracked.data, since)
  return {
    ...{ shape: 'line', unit, points, step: step * stride },
    ...(since !== null && value !== undefined && { since: { at: since, value } }),
  }
}

/** Every so many values back from the last; null where one is missing. */
function pointsOf(
  { data: { times, values }, longestGap }: Tracked,
  from: number,
  to: number,
  step: number,
  stride: number,
): readonly Point[] {
  const points: Point[] = []
  let place = 0
  for (let i = times.length - 1; i >= 0 && (times[i] as number) >= from; i--) {
    const time = times[i] as number
    if (time > to) continue
    const next = times[i + 1]
    if (points.length > 0 && next !== undefined && next - time >= longestGap)
      for (let at = next - step; at > time + step / 2; at -= step * stride) points.push([at, null])
    if (place % stride === 0) points.push([time, values[i] as number])
    place++
  }
  return points.reverse()
}

function unitOf({ unit, group }: Tracked): TimeDrawing['unit'] | undefined {
  switch (unit) {
    case 'USD':
      return group === 'price' || group === 'coins' ? 'price' : 'amount'
    case 'coins':
      return 'coins'
    case 'fraction per 8 hours':
      return 'rate'
    case 'fraction':
    case 'fraction per year':
      return 'percent'
    default:
      return undefined
  }
}
