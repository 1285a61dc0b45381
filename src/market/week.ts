/** The briefing's window: Monday 00:00 to Monday 00:00 in a zone, named by its closing Monday. */
import { DAY, type Day, dayOf, type Instant, startOfDay } from './time.ts'

export interface Week {
  /** The closing Monday, `YYYY-MM-DD`, which names the edition. */
  readonly edition: Day
  /** First instant inside. */
  readonly start: Instant
  /** The boundary that ends it; not inside. */
  readonly end: Instant
  /** IANA zone in which both boundaries are Monday 00:00. */
  readonly zone: string
}

/** The week that ends on the given Monday. Throws RangeError for a day that is no Monday, or an unknown zone. */
export function weekEnding(edition: Day, zone = 'UTC'): Week {
  const instant = startOfDay(edition)
  if (Number.isNaN(instant)) throw new RangeError(`${edition} is not a calendar day (YYYY-MM-DD)`)
  if (new Date(instant).getUTCDay() !== 1) throw new RangeError(`${edition} is not a Monday`)
  if (zone === 'UTC') return { edition, start: instant - 7 * DAY, end: instant, zone }
  return { edition, start: midnight(edition, zone, -7), end: midnight(edition, zone, 0), zone }
}

/** The week `count` weeks before. */
export function weekBefore(week: Week, count = 1): Week {
  return weekEnding(dayOf(startOfDay(week.edition) - 7 * count * DAY), week.zone)
}

/** The last week that has ended at an instant. */
export function lastWeekAt(instant: Instant, zone = 'UTC'): Week {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
  const monday = local.toPlainDate().subtract({ days: local.dayOfWeek - 1 })
  return weekEnding(monday.toString(), zone)
}

/** Local midnights of the week's zone, `count` of them, ending with the week's end; oldest first. */
export function midnightsUpTo(week: Week, count: number): Instant[] {
  if (week.zone === 'UTC') return Array.from({ length: count }, (_, i) => week.end - (count - 1 - i) * DAY)
  return Array.from({ length: count }, (_, i) => midnight(week.edition, week.zone, i - count + 1))
}

/** Whether the boundaries fall on 00:00 UTC, where daily candles and snapshots are cut. */
export function endsAtUtcMidnight(week: Week): boolean {
  return week.end % DAY === 0 && week.start % DAY === 0
}

function midnight(day: Day, zone: string, addDays: number): Instant {
  const date = Temporal.PlainDate.from(day).add({ days: addDays })
  return date.toZonedDateTime({ timeZone: zone, plainTime: '00:00' }).epochMilliseconds
}
