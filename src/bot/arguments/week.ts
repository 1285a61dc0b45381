/** A past week: by a day inside it, by its closing Monday, by its ISO number, by the month it ends in, or the last one. */
import { RequestError } from '#src/errors.ts'
import { editionNumber } from '#src/market/editionnumber.ts'
import type { History } from '#src/market/history.ts'
import { DAY, dayOf, floorToDay, type Instant, startOfDay } from '#src/market/time.ts'
import { lastWeekAt, type Week, weekBefore, weekEnding } from '#src/market/week.ts'
import type { Argument, ArgumentContext } from './argument.ts'
import { digitsOf } from './days.ts'
import { nameKey, quotable } from './input.ts'
import { symbolsOf } from './symbols.ts'

/** Weeks that are suggested while typing. */
const SUGGESTIONS = 25
const LAST_WEEK = ['先週', '前週', 'last week', 'lastweek']
const LAST = ['last', 'latest', 'week', '最新', '直近', '今週', '週', ...LAST_WEEK]
const LATEST_WORDS = LAST.map(nameKey)
const LAST_WEEK_WORDS = LAST_WEEK.map(nameKey)
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)

/**
 * The week to a Monday 00:00 UTC, as the record holds it. A Monday means the week that it closes, as editions are
 * named by it; any other day the week that it falls in; a month the last week that ends in it. Without a year, the
 * newest of that name on record. Throws RequestError: `chat.badWeek`, `chat.weekOutside`.
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
    accepts: (typed, { history }) =>
      LATEST_WORDS.includes(nameKey(typed)) ||
      FORMS.some((form) => form.test(keyOf(typed))) ||
      // `may` may be a coin.
      (monthNamed(keyOf(typed)) !== undefined && symbolsOf(history).find(typed).length === 0),
    suggest(typed, { history }) {
      const key = keyOf(typed)
      const month = monthOf(key, history)
      return recentWeeks(history)
        .filter(
          ({ edition }) =>
            edition.startsWith(month ?? key) || LATEST_WORDS.some((word) => word.startsWith(key)),
        )
        .slice(0, SUGGESTIONS)
        .map(({ edition }) => ({ label: `${edition} (${isoWeekOf(edition)})`, value: edition }))
    },
    print: ({ edition }) => edition,
  }
}

/** Whether what was typed names the seven days of the last week, as `last` and `week` together do, and not its end alone. */
export function isLastWeek(typed: string): boolean {
  return LAST_WEEK_WORDS.includes(nameKey(typed))
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

/** How days, months and weeks begin that nothing else can mean. */
const FORMS = [/^\d{4}[-/.年]?w?\d/u, /^\d{1,2}月/u, /^\d{1,2}[-/.]\d{1,2}$/u, /^(?:第?\d{1,2}週|w\d{1,2})$/u]

function keyOf(typed: string): string {
  return digitsOf(nameKey(typed))
}

function closingMonday(typed: string, { history }: ArgumentContext): Instant | undefined {
  const key = keyOf(typed)
  const { last } = weeksOf(history)
  if (LATEST_WORDS.includes(nameKey(typed))) return last.end
  const month = monthOf(key, history)
  if (month !== undefined) return lastMondayIn(month, last)
  const [, ofYear = '', numbered] =
    /^(\d{4})-?w(\d{1,2})$/u.exec(key) ?? /^(?:(\d{4})年)?(?:第|w)?(\d{1,2})週?$/u.exec(weekForm(key)) ?? []
  if (numbered !== undefined) {
    const year = ofYear === '' ? undefined : Number(ofYear)
    return newest(year, last, (one) => isoWeekEnd(one, Number(numbered)))
  }
  const parts =
    /^(?:(\d{4})(?:[-/.]|年))?(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/u.exec(key) ??
    /^(\d{4})(\d{2})(\d{2})$/u.exec(key)
  if (!parts) return undefined
  const [, year, ofYearMonth = '', day = ''] = parts
  return newest(year === undefined ? undefined : Number(year), last, (one) => {
    const instant = startOfDay(`${one}-${ofYearMonth.padStart(2, '0')}-${day.padStart(2, '0')}`)
    return Number.isNaN(instant) ? undefined : mondayFrom(instant)
  })
}

/** What names a week by its number alone: `w46`, `第46週`, `46週`; empty for all else. */
function weekForm(key: string): string {
  return /^(?:\d{4}年)?(?:第\d{1,2}週?|w\d{1,2}|\d{1,2}週)$/u.test(key) ? key : ''
}

/** `2025-10` of a month by its name or number, the newest on record where no year was typed; undefined for all else. */
function monthOf(key: string, history: History): string | undefined {
  const [, year, number] =
    /^(?:(\d{4})年)?(\d{1,2})月$/u.exec(key) ?? /^(\d{4})[-/.](\d{1,2})$/u.exec(key) ?? []
  const month = number === undefined ? monthNamed(key) : Number(number)
  if (month === undefined || month < 1 || month > 12) return undefined
  const { last } = weeksOf(history)
  const of = (one: number) => `${one}-${String(month).padStart(2, '0')}`
  if (year !== undefined) return of(Number(year))
  const newestYear = Number(last.edition.slice(0, 4))
  return of(newestYear) <= last.edition.slice(0, 7) ? of(newestYear) : of(newestYear - 1)
}

/** 10 of `oct` and `october`. */
function monthNamed(key: string): number | undefined {
  const index = MONTHS.findIndex((name) => key === name || key === name.slice(0, 3))
  return index < 0 ? undefined : index + 1
}

/** The last Monday of a month, or the last on record where the month goes on after it. */
function lastMondayIn(month: string, last: Week): Instant {
  const first = startOfDay(`${month}-01`)
  const [year, number] = month.split('-').map(Number) as [number, number]
  const monday = mondayFrom(Date.UTC(year, number, 1)) - 7 * DAY
  return monday > last.end && last.end >= first ? last.end : monday
}

/** Of the year that was typed; without one, of the newest year in which it is not after the record's last week. */
function newest(
  year: number | undefined,
  last: Week,
  of: (year: number) => Instant | undefined,
): Instant | undefined {
  if (year !== undefined) return of(year)
  const newestYear = Number(last.edition.slice(0, 4))
  const found = of(newestYear)
  return found === undefined || found > last.end ? of(newestYear - 1) : found
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
