/** A past week: by a day inside it, by its closing Monday, by its ISO number, or the last one. */
import { RequestError } from '#src/errors.ts'
import { editionNumber } from '#src/market/editionnumber.ts'
import type { History } from '#src/market/history.ts'
import { DAY, dayOf, floorToDay, type Instant, startOfDay } from '#src/market/time.ts'
import { lastWeekAt, type Week, weekBefore, weekEnding } from '#src/market/week.ts'
import type { Argument, ArgumentContext } from './argument.ts'
import { nameKey, quotable } from './input.ts'

/** Weeks that are suggested while typing. */
const SUGGESTIONS = 25
const LAST = ['last', 'latest', '最新', '直近', '先週', '今週']
const LATEST_WORDS = LAST.map(nameKey)

/**
 * The week to a Monday 00:00 UTC, as the record holds it. A Monday means the week that it closes, as editions are
 * named by it; any other day the week that it falls in. Throws RequestError: `chat.badWeek`, `chat.weekOutside`.
 */
export function week(): Argument<Week> {
  return {
    kind: 'week',
    optional: true,
    default: 'last',
    parse(typed, context) {
      const closing = closingMonday(typed, context)
      if (closing === undefined)
        throw new RequestError('chat.badWeek', { typed: quotable(typed), ...bounds(context) })
      const { first, last } = weeksOf(context.history)
      if (!(closing >= first.end && closing <= last.end)) {
        throw new RequestError('chat.weekOutside', { typed: quotable(typed), ...bounds(context) })
      }
      return weekEnding(dayOf(closing))
    },
    absent: ({ history }) => weeksOf(history).last,
    accepts: (typed) => LATEST_WORDS.includes(nameKey(typed)) || /^\d{4}[-/.年]?w?\d/u.test(nameKey(typed)),
    suggest(typed, { history }) {
      const key = nameKey(typed)
      return recentWeeks(history)
        .filter(({ edition }) => edition.startsWith(key) || LATEST_WORDS.some((word) => word.startsWith(key)))
        .slice(0, SUGGESTIONS)
        .map(({ edition }) => ({ label: `${edition} (${isoWeekOf(edition)})`, value: edition }))
    },
    print: ({ edition }) => edition,
  }
}

/** The first and the last whole week of a record; a shorter record has its last only. */
function weeksOf(history: History): Weeks {
  const known = weeks.get(history) ?? boundsOf(history)
  weeks.set(history, known)
  return known
}

interface Weeks {
  readonly first: Week
  readonly last: Week
}

/** Sound because a history never changes; every question asks for it. */
const weeks = new WeakMap<History, Weeks>()

function boundsOf(history: History): Weeks {
  const last = lastWeekAt(history.now)
  const started = lastWeekAt(history.from + 7 * DAY)
  const first = started.start >= history.from ? started : lastWeekAt(started.end + 7 * DAY)
  return { first: first.end <= last.end ? first : last, last }
}

function closingMonday(typed: string, { history }: ArgumentContext): Instant | undefined {
  const key = nameKey(typed)
  if (LATEST_WORDS.includes(key)) return weeksOf(history).last.end
  const numbered = /^(\d{4})-?w(\d{1,2})$/u.exec(key)
  if (numbered) return isoWeekEnd(Number(numbered[1]), Number(numbered[2]))
  const parts =
    /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/u.exec(key) ??
    /^(\d{4})(\d{2})(\d{2})$/u.exec(key)
  if (!parts) return undefined
  const [, year = '', month = '', day = ''] = parts
  const instant = startOfDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  return Number.isNaN(instant) ? undefined : mondayFrom(instant)
}

/** The Monday on or after a day. */
function mondayFrom(instant: Instant): Instant {
  return instant + ((8 - new Date(instant).getUTCDay()) % 7) * DAY
}

/** The end of an ISO 8601 week: the Monday after it. Undefined where the year has no such week. */
function isoWeekEnd(year: number, number: number): Instant | undefined {
  // The week with 4 January in it is the first.
  const fourth = Date.UTC(year, 0, 4)
  const firstMonday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY
  const end = firstMonday + number * 7 * DAY
  return number >= 1 && isoWeekOf(dayOf(end)) === `${year}-W${String(number).padStart(2, '0')}`
    ? end
    : undefined
}

/** The ISO week that ends at a closing Monday. */
function isoWeekOf(edition: string): string {
  const { year, week } = editionNumber(startOfDay(edition))
  return `${year}-W${String(week).padStart(2, '0')}`
}

function recentWeeks(history: History): Week[] {
  const { first, last } = weeksOf(history)
  const count = Math.round((floorToDay(last.end) - floorToDay(first.end)) / (7 * DAY)) + 1
  return Array.from({ length: count }, (_, index) => weekBefore(last, index))
}

/** The closing Mondays between which weeks can be asked for, and one among them as an example. */
export function weeksOnRecord(history: History) {
  const { first, last } = weeksOf(history)
  const earlier = weekBefore(last, 4)
  const example = earlier.end < first.end ? first : earlier
  return { first: first.edition, last: last.edition, example: example.edition }
}

function bounds({ history }: ArgumentContext): { readonly first: string; readonly last: string } {
  const { first, last } = weeksOf(history)
  return { first: first.edition, last: last.edition }
}
