/** The day on which an alert ends, as people type it: `31 Dec`, `2026-12-31`, `12月31日`, `tomorrow`. */
import type { Instant } from '#src/market/time.ts'

export interface DateToken {
  readonly kind: 'date'
  readonly date: TypedDate
  readonly from: number
  readonly to: number
}

export type TypedDate =
  /** Without a year: the next such day. */
  | { readonly of: 'day'; readonly year?: number; readonly month: number; readonly day: number }
  /** Days from today. */
  | { readonly of: 'relative'; readonly days: number }
  | { readonly of: 'instant'; readonly at: Instant }

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const MONTH = `(${MONTHS.join('|')})[a-z]*\\.?`
const DAY_NUMBER = '(\\d{1,2})(?:st|nd|rd|th)?(?![\\d.%])'
const YEAR = '(?:,?\\s+(20\\d\\d)(?!\\d))?'
const RELATIVE: Readonly<Record<string, number>> = {
  ...{ yesterday: -1, today: 0, tomorrow: 1 },
  ...{ 昨日: -1, 今日: 0, 本日: 0, 明日: 1, 明後日: 2 },
}

type Reader = readonly [
  form: RegExp,
  read: (groups: readonly (string | undefined)[]) => TypedDate | undefined,
]

const READERS: readonly Reader[] = [
  [
    /\d{4}-\d{2}-\d{2}t\d{2}:\d{2}z/uy,
    ([whole = '']) => {
      const at = Date.parse(whole.toUpperCase())
      return Number.isNaN(at) ? undefined : { of: 'instant', at }
    },
  ],
  [
    /(20\d\d)(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?!\d)/uy,
    ([, year, month, day]) => dayOf(month, day, year),
  ],
  [/(\d{1,2})月(\d{1,2})日/uy, ([, month, day]) => dayOf(month, day)],
  [
    /(\d{1,2})\/(\d{1,2})(?![\d/])/uy,
    // 31/12 can only be a day and its month.
    ([, first, second]) => (Number(first) > 12 ? dayOf(second, first) : dayOf(first, second)),
  ],
  [
    new RegExp(`${DAY_NUMBER}\\s+(?:of\\s+)?${MONTH}(?![a-z])${YEAR}`, 'uy'),
    ([, day, month, year]) => dayOf(monthNumber(month), day, year),
  ],
  [
    new RegExp(`${MONTH}\\s+${DAY_NUMBER}${YEAR}`, 'uy'),
    ([, month, day, year]) => dayOf(monthNumber(month), day, year),
  ],
  [
    /(?:yesterday|today|tomorrow)(?![a-z])|昨日|今日|本日|明日|明後日/uy,
    ([whole = '']) => ({ of: 'relative', days: RELATIVE[whole] ?? 0 }),
  ],
]

/** The date that begins at a place of a lower-case text. */
export function dateAt(text: string, at: number): DateToken | undefined {
  if (/[a-z0-9]/u.test(text.charAt(at)) && /[a-z0-9.]/u.test(text.charAt(at - 1))) return undefined
  for (const [form, read] of READERS) {
    form.lastIndex = at
    const match = form.exec(text)
    const date = match && read(match)
    if (match && date) return { kind: 'date', date, from: at, to: at + match[0].length }
  }
  return undefined
}

/** The instant at which the day ends in a zone; undefined where there is no such day. */
export function endOf(date: TypedDate, now: Instant, zone: string): Instant | undefined {
  if (date.of === 'instant') return date.at
  const today = dayIn(now, zone)
  if (date.of === 'relative') return startIn(today.add({ days: date.days + 1 }), zone)
  const { year = today.year, month, day } = date
  const end = endOfDay(year, month, day, zone)
  if (end === undefined || date.year !== undefined || end > now) return end
  return endOfDay(year + 1, month, day, zone)
}

/** So many whole days from today on, the last of them to its end. */
export function endAfter(days: number, now: Instant, zone: string): Instant {
  return startIn(dayIn(now, zone).add({ days: days + 1 }), zone)
}

/** `2026-12-31` where it is the end of that day in the zone, else the instant: what is typed to mean it. */
export function printEnd(until: Instant, zone: string): string {
  const last = dayIn(until - 1, zone)
  if (startIn(last.add({ days: 1 }), zone) === until) return last.toString()
  return `${new Date(until).toISOString().slice(0, 16)}Z`
}

function dayIn(at: Instant, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
}

function startIn(day: Temporal.PlainDate, zone: string): Instant {
  return day.toZonedDateTime(zone).epochMilliseconds
}

function endOfDay(year: number, month: number, day: number, zone: string): Instant | undefined {
  if (month < 1 || month > 12 || day < 1) return undefined
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  return day > first.daysInMonth ? undefined : startIn(first.add({ days: day }), zone)
}

function dayOf(
  month: string | undefined,
  day: string | undefined,
  year?: string | undefined,
): TypedDate | undefined {
  if (month === undefined || day === undefined) return undefined
  return {
    of: 'day',
    month: Number(month),
    day: Number(day),
    ...(year !== undefined && { year: Number(year) }),
  }
}

function monthNumber(name = ''): string {
  return String(MONTHS.indexOf(name) + 1)
}
