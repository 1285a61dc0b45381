/** The first value beyond a round level, recomputed. */
import type { PublishedExtreme } from '../product/briefing.ts'
import type { Point } from '../record/record.ts'
import { dayName, instantOf, type Week } from '../record/time.ts'
import { beginning, pointsOfWeek, type Series } from '../series/series.ts'

export function checkBeyond(entry: PublishedExtreme, series: Series, week: Week): string[] {
  const { level, direction } = entry
  if (level === undefined || direction === undefined) return [`${entry.series}: names no level`]
  const beyond = ({ value }: Point) => (direction === 'up' ? value >= level : value < level)
  const point = pointsOfWeek(series, week).find(beyond)
  const faults: string[] = []
  if (point?.at !== instantOf(entry.at)) {
    faults.push(`at ${entry.at}, recomputed ${point ? dayName(point.at) : 'never in the week'}`)
  } else if (Math.abs(point.value / entry.value - 1) > 1e-9) {
    faults.push(`value ${entry.value}, recomputed ${point.value}`)
  }
  const earlier = series.points.findLast((one) => one.at < beginning(series, week) && beyond(one))
  const since = entry.since === null ? undefined : instantOf(entry.since)
  if (since !== earlier?.at) {
    faults.push(`since ${entry.since}, recomputed ${earlier ? dayName(earlier.at) : 'never on record'}`)
  }
  const before = series.points.findLast((one) => one.at < (point?.at ?? week.start))
  if (before && beyond(before)) faults.push(`the value before it, ${before.value}, is beyond too`)
  return faults.map((fault) => `${entry.series} ${level} ${direction} ${entry.at}: ${fault}`)
}
