/** A stretch of time whose extremes are looked for: a week, or one day. */
import { DAY, type Day, type Instant, startOfDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'

export interface Stretch {
  readonly start: Instant
  readonly end: Instant
  /** Trading days that belong to it: 00:00 UTC of the first, and of the one after the last. */
  readonly sessions: readonly [from: Instant, until: Instant]
  /** What a week's own value is dated by; a day has none. */
  readonly closing?: Instant
}

export function weekStretch({ start, end, edition }: Week): Stretch {
  const monday = startOfDay(edition)
  return { start, end, sessions: [monday - 7 * DAY, monday], closing: monday }
}

/** The 24 hours from 00:00 UTC. */
export function dayStretch(day: Day): Stretch {
  const start = startOfDay(day)
  return { start, end: start + DAY, sessions: [start, start + DAY] }
}
