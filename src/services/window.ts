/** Windows of another length than a week, for questions that a recap does not ask: they end where the week ends. */
import type { Point } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'

/** The `days` days (of 24 hours) that end with the week. Readers of a week read them as one window. */
export function windowBefore(week: Week, days: number): Week {
  return { ...week, start: week.end - days * DAY }
}

/** From the 1 January (00:00 UTC) of the year in which the week's last instant lies. */
export function yearToDate(week: Week): Week {
  const year = new Date(week.end - 1).getUTCFullYear()
  return { ...week, start: Date.UTC(year, 0, 1) }
}

/** The points of the last `days` days before `end`, which is not among them where lines are dated by day starts. */
export function lastDays(points: readonly Point[], end: Instant, days: number): readonly Point[] {
  return points.filter(([time]) => time >= end - days * DAY)
}
