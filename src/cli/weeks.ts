/** Which week is meant, and whether the record holds it. */
import { RequestError } from '#src/errors.ts'
import type { History } from '#src/market/history.ts'
import { DAY, dayOf, startOfDay } from '#src/market/time.ts'
import { lastWeekAt, type Week, weekEnding } from '#src/market/week.ts'

/** The week that ends on the Monday asked for, else the last that the record covers. Throws RequestError. */
export function chooseWeek(history: History, asked: string | undefined, zone: string): Week {
  const last = lastWeekAt(history.now, zone)
  const first = firstWeek(history, zone)
  if (asked === undefined && last.end >= first.end) return last
  const value = asked ?? last.edition
  const instant = startOfDay(value)
  if (Number.isNaN(instant)) throw new RequestError('brief.badDay', { value })
  if (new Date(instant).getUTCDay() !== 1) {
    throw new RequestError('brief.badWeek', { value, nearest: nearestMonday(instant) })
  }
  const week = weekEnding(value, zone)
  if (week.end > history.now || week.end < first.end) {
    throw new RequestError('brief.weekOutside', { value, first: first.edition, last: last.edition })
  }
  return week
}

/** The first week that begins no earlier than the record. */
function firstWeek(history: History, zone: string): Week {
  const started = lastWeekAt(history.from + 7 * DAY, zone)
  return started.start >= history.from ? started : lastWeekAt(started.end + 7 * DAY, zone)
}

function nearestMonday(instant: number): string {
  const weekday = (new Date(instant).getUTCDay() + 6) % 7
  return dayOf(instant + (weekday <= 3 ? -weekday : 7 - weekday) * DAY)
}
