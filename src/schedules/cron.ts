/** Five-field cron expressions, read by node-cron and checked for what it lets pass. */
import cron from 'node-cron'
import { RequestError } from '#src/errors.ts'

/** The times of day and the days that an expression names. */
export interface CronTimes {
  /** Rising. */
  readonly minutes: readonly number[]
  /** Rising. */
  readonly hours: readonly number[]
  readonly days: ReadonlySet<number>
  readonly months: ReadonlySet<number>
  /** 1 is Monday, 7 is Sunday. */
  readonly weekdays: ReadonlySet<number>
  /** Every hour of the day: then it runs by the clock that never jumps, also in an hour that comes twice. */
  readonly hourly: boolean
}

/** Minutes between two runs, at least. */
const LEAST_MINUTES = 60
const [HOURS, DAYS, WEEKDAYS] = [24, 31, 7]
const KEPT = 500
const known = new Map<string, CronTimes>()

/** Throws RequestError that says what is wrong: `when.cronFields`, `when.cronField`, `when.cronDays`, `when.tooOften`. */
export function readCron(expression: string): CronTimes {
  const kept = known.get(expression)
  if (kept) return kept
  const times = parse(expression)
  if (known.size >= KEPT) known.clear()
  known.set(expression, times)
  return times
}

function parse(expression: string): CronTimes {
  const typed = expression.trim()
  const fields = typed.split(/\s+/)
  // node-cron takes six, whose first are seconds, and words such as @weekly.
  if (fields.length !== 5) throw new RequestError('when.cronFields', { typed, count: String(fields.length) })
  const { valid, errors } = cron.validateDetailed(typed)
  if (!valid) throw new RequestError('when.cronField', { typed, value: errors[0]?.value ?? typed })
  const { minute, hour, dayOfMonth, month, dayOfWeek } = cron.parse(typed)
  const special = [...dayOfMonth, ...dayOfWeek].find((one) => typeof one !== 'number')
  if (special !== undefined) throw new RequestError('when.cronField', { typed, value: String(special) })
  // Some programs take either day then, others both: a moderator should not have to know which.
  if (dayOfMonth.length < DAYS && dayOfWeek.length < WEEKDAYS) {
    throw new RequestError('when.cronDays', { typed })
  }
  const times = {
    minutes: minute.toSorted((a, b) => a - b),
    hours: hour.toSorted((a, b) => a - b),
    days: new Set(dayOfMonth as number[]),
    months: new Set(month),
    weekdays: new Set((dayOfWeek as number[]).map((day) => day || WEEKDAYS)),
    hourly: hour.length === HOURS,
  }
  if (shortestGap(times) < LEAST_MINUTES) throw new RequestError('when.tooOften', { typed })
  return times
}

/** Minutes between two runs of a day, or of one day and the next, where every day has runs. */
function shortestGap({ minutes, hours }: Pick<CronTimes, 'minutes' | 'hours'>): number {
  const runs = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute))
  const first = (runs[0] ?? 0) + HOURS * 60
  return Math.min(...runs.map((run, index) => (runs[index + 1] ?? first) - run))
}
