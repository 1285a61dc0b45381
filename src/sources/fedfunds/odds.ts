/**
 * Odds of a rate decision from prices of 30-day fed funds futures: our calculation, by the arithmetic that the CME
 * publishes. A contract settles at 100 less the mean of the rate over its month.
 */

export interface MeetingMonth {
  /** Percent: mean of the meeting's month, 100 less its contract's price. */
  readonly average: number
  /** Percent before the meeting; undefined where it must come from `end`. */
  readonly start?: number | undefined
  /** Percent after it, from the next month, where that has no meeting; undefined where it must come from `average`. */
  readonly end?: number | undefined
  /** Days of the month. */
  readonly days: number
  /** Days of it at the old rate: the new one applies from the day after the decision. */
  readonly before: number
}

export interface Move {
  /** Percent. */
  readonly start: number
  readonly end: number
  /** 0 to 1 each, 1 together. A move of more than 25 basis points is certain of at least one. */
  readonly cut: number
  readonly hold: number
  readonly hike: number
}

/** Undefined where neither rate before nor after can be distinguished from the mean. */
export function moveOf(month: MeetingMonth): Move | undefined {
  const { average, days, before } = month
  const [old, late] = [before / days, (days - before) / days]
  const start =
    month.start ?? (month.end === undefined || old === 0 ? undefined : (average - late * month.end) / old)
  const end =
    month.end ?? (month.start === undefined || late === 0 ? undefined : (average - old * month.start) / late)
  if (start === undefined || end === undefined) return undefined
  const steps = (end - start) / STEP
  const [cut, hike] = [Math.min(1, Math.max(0, -steps)), Math.min(1, Math.max(0, steps))]
  return { start, end, cut, hike, hold: 1 - cut - hike }
}

/** Percentage points of one move. */
const STEP = 0.25
