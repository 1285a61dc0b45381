/** Open interest against its own past: the peak of 90 days, and percentiles of a year. */
import { between, type Series, valueAt } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import { MOST_DAYS } from '#src/metrics/levels.ts'
import { type Gap, gap, isGap } from '../publish.ts'
import { type YearRank, rankAmong } from '../year.ts'
import { type Interest, PEAK_DAYS } from './known.ts'

export { PEAK_DAYS } from './known.ts'

/** With more days missing than these the highest known one need not be the peak. */
export const LEAST_PEAK_DAYS = 72

export interface Peak {
  /** USD. */
  readonly value: number
  readonly date: Instant
  /** Of the 90 days, those with a value. */
  readonly days: number
}

/** The highest value of the 90 days before the end; the later of equal ones. */
export function peakBefore({ daily, start, end }: Interest, boundary: Instant): Peak | Gap {
  if (isGap(end)) return end
  // Of rows that may lie a day off no day is the highest.
  if (isGap(start) && start.missing === 'unproved') return start
  const midnight = floorToDay(boundary)
  const { times, values } = between(daily, midnight - PEAK_DAYS * DAY, midnight)
  if (!((daily.times[0] as number) <= midnight - PEAK_DAYS * DAY))
    return gap('record-too-short', 'open_interest')
  if (times.length < LEAST_PEAK_DAYS) return gap('gap', 'open_interest')
  let top = 0
  for (let i = 1; i < values.length; i++) if ((values[i] as number) >= (values[top] as number)) top = i
  return { value: values[top] as number, date: times[top] as number, days: times.length }
}

/** Where a week's change stands among the seven-day changes that end on the days of the year before, 0-1. */
export function changeRank({ daily, end }: Interest, change: number): YearRank | Gap {
  if (isGap(end)) return end
  const changes = earlierDays(daily, end.date).flatMap((date) => {
    const now = valueAt(daily, date)
    const before = valueAt(daily, date - 7 * DAY)
    return now !== undefined && before !== undefined && before > 0 ? [now / before - 1] : []
  })
  return rankAmong(change, changes, 'open_interest')
}

/** Where the level at the end stands among those of the year before, 0-1. */
export function levelRank({ levels, end }: Interest): YearRank | Gap {
  if (isGap(end)) return end
  const earlier = earlierDays(levels, end.date).flatMap((date) => valueAt(levels, date) ?? [])
  return rankAmong(end.value, earlier, 'open_interest')
}

function earlierDays(daily: Series, end: Instant): Instant[] {
  return [...between(daily, end - MOST_DAYS * DAY, end).times]
}
