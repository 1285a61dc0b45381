/**
 * When a schedule runs next. Wall times are of its zone: one that a change of the clocks leaves out runs as much later
 * as the clocks jumped, one that comes twice runs once, at the first.
 */
import type { When } from '#src/chat/schedule.ts'
import { RequestError } from '#src/errors.ts'
import { readCron } from './cron.ts'

/** Years of days that are looked through: 29 February may be eight years away. */
const YEARS = 9
/** Answers kept: one time in one zone is asked for by thousands of schedules at once. */
const KEPT = 2000
const known = new Map<string, number>()

/** The first run after an instant (milliseconds since 1970). Throws RequestError where there is none. */
export function nextRun(when: When, zone: string, after: number): number {
  const key = `${zone} ${JSON.stringify(when)} ${after}`
  const kept = known.get(key)
  if (kept !== undefined) return kept
  const next = find(when, zone, after)
  if (known.size >= KEPT) known.clear()
  known.set(key, next)
  return next
}

function find(when: When, zone: string, after: number): number {
  const runsOn = runsOf(when)
  // A day before: what is left out of yesterday may run today.
  let day = Temporal.Instant.fromEpochMilliseconds(after)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .subtract({ days: 1 })
  const end = day.add({ years: YEARS })
  while (Temporal.PlainDate.compare(day, end) < 0) {
    for (const run of runsOn(day, zone)) if (run > after) return run
    day = day.add({ days: 1 })
  }
  throw new RequestError('when.never', { typed: when.kind === 'cron' ? when.expression : '' })
}

/** The runs of a local day, rising. */
type Runs = (day: Temporal.PlainDate, zone: string) => readonly number[]

function runsOf(when: When): Runs {
  switch (when.kind) {
    case 'weekly':
      return weeklyRuns(when)
    case 'daily':
      return (day, zone) => [compatible(day, when.hour, when.minute, zone)]
    case 'cron':
      return cronRuns(when.expression)
    case 'event':
      throw new TypeError('what happens by itself has no next run')
  }
}

function weeklyRuns({ weekday, hour, minute }: When & { readonly kind: 'weekly' }): Runs {
  return (day, zone) => (day.dayOfWeek === weekday ? [compatible(day, hour, minute, zone)] : [])
}

function cronRuns(expression: string): Runs {
  const { minutes, hours, days, months, weekdays, hourly } = readCron(expression)
  return (day, zone) => {
    if (!(days.has(day.day) && months.has(day.month) && weekdays.has(day.dayOfWeek))) return []
    const runs = hours.flatMap((hour) =>
      minutes.flatMap((minute) =>
        hourly ? everyTime(day, hour, minute, zone) : [compatible(day, hour, minute, zone)],
      ),
    )
    return [...new Set(runs)].sort((a, b) => a - b)
  }
}

function compatible(day: Temporal.PlainDate, hour: number, minute: number, zone: string): number {
  return day.toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).epochMilliseconds
}

/** Both instants of a time that comes twice, none of one that is left out: the next hour follows at once. */
function everyTime(day: Temporal.PlainDate, hour: number, minute: number, zone: string): number[] {
  const wall = day.toPlainDateTime({ hour, minute })
  const instants = (['earlier', 'later'] as const)
    .map((disambiguation) => wall.toZonedDateTime(zone, { disambiguation }))
    .filter((zoned) => zoned.toPlainDateTime().equals(wall))
  return instants.map(({ epochMilliseconds }) => epochMilliseconds)
}
