/** Dates and times as each language prints them, in a named zone. */
import type { Instant } from '#src/market/time.ts'
import type { Locale } from './locale.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const WEEKDAYS_EN = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const WEEKDAYS_LONG = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const WEEKDAYS_JA = ['月', '火', '水', '木', '金', '土', '日']

/** The calendar in which dates are told: its zones, and the year that need not be said. */
export interface DateContext {
  readonly locale: Locale
  /**
   * IANA zone of calendar days. The market's days are cut in UTC, and a day told in a reader's own zone would name
   * another one than the data do; only a window has days of its own.
   */
  readonly zone: string
  /** IANA zone in which the reader's clock runs: times of day, always told with its name. */
  readonly clock: string
  /** An instant in the year that goes without saying: the edition's. */
  readonly reference: Instant
}

/** `6 October`, `10月6日`; with its year where that is not the reference's. */
export function formatDate(time: Instant, context: DateContext): string {
  const date = local(time, context.zone)
  const year = yearUnlessSaid(date.year, context)
  if (context.locale === 'ja') return `${year ? `${year}年` : ''}${date.month}月${date.day}日`
  return `${date.day} ${MONTHS[date.month - 1]}${year ? ` ${year}` : ''}`
}

/** `24 Nov 2025`, `2025年11月24日`. */
export function formatFullDate(time: Instant, context: DateContext): string {
  const date = local(time, context.zone)
  if (context.locale === 'ja') return `${date.year}年${date.month}月${date.day}日`
  return `${date.day} ${shortMonth(date.month)} ${date.year}`
}

/** `24 Nov`, `11/24`: ticks and tables. */
export function formatShortDate(time: Instant, context: DateContext): string {
  const date = local(time, context.zone)
  return context.locale === 'ja' ? `${date.month}/${date.day}` : `${date.day} ${shortMonth(date.month)}`
}

/** `Nov`, `11月`: the ticks at month starts. */
export function formatMonthTick(time: Instant, context: DateContext): string {
  const date = local(time, context.zone)
  return context.locale === 'ja' ? `${date.month}月` : shortMonth(date.month)
}

/** `Mon 17 Nov`, `11月17日（月）`. */
export function formatWeekdayDate(time: Instant, context: DateContext): string {
  const date = local(time, context.zone)
  if (context.locale === 'ja') return `${date.month}月${date.day}日（${WEEKDAYS_JA[date.dayOfWeek - 1]}）`
  return `${WEEKDAYS_EN[date.dayOfWeek - 1]} ${date.day} ${shortMonth(date.month)}`
}

/** `Thursday`, `27日（木）`: a day of the coming week. */
export function formatDayAhead(time: Instant, context: DateContext): string {
  const date = local(time, context.zone)
  return context.locale === 'ja'
    ? `${date.day}日（${WEEKDAYS_JA[date.dayOfWeek - 1]}）`
    : `${WEEKDAYS_LONG[date.dayOfWeek - 1]}`
}

/** `April`, `4月`; with its year where that is not the reference's. */
export function formatMonth(time: Instant, context: DateContext): string {
  const date = local(time, context.zone)
  const year = yearUnlessSaid(date.year, context)
  if (context.locale === 'ja') return `${year ? `${year}年` : ''}${date.month}月`
  return `${MONTHS[date.month - 1]}${year ? ` ${year}` : ''}`
}

/** `Sep 2025`, `2025年9月`: the month that a figure is for, its year always said. */
export function formatMonthOfYear(time: Instant, context: DateContext): string {
  const { year, month } = local(time, context.zone)
  return context.locale === 'ja' ? `${year}年${month}月` : `${shortMonth(month)} ${year}`
}

/** `late October`, `10月下旬`: days 1-10, 11-20 and the rest. */
export function formatMonthPart(time: Instant, context: DateContext): string {
  const { day } = local(time, context.zone)
  const part = day <= 10 ? 0 : day <= 20 ? 1 : 2
  const month = formatMonth(time, context)
  return context.locale === 'ja'
    ? month + ['上旬', '中旬', '下旬'][part]
    : `${['early', 'mid-', 'late'][part]}${part === 1 ? '' : ' '}${month}`
}

/** `12:00 UTC on 21 Nov`, `日本時間11月21日21時`: always with its zone, and its year where that is not the reference's. */
export function formatDateTime(time: Instant, context: DateContext): string {
  const date = local(time, context.clock)
  const year = yearUnlessSaid(date.year, context)
  if (context.locale === 'ja') {
    const minutes = date.minute === 0 ? '' : `${String(date.minute).padStart(2, '0')}分`
    const zone = formatZone(context.clock, 'ja')
    // A Latin name needs its gap before the digits; a Japanese one runs on.
    const joint = /[A-Za-z0-9]$/.test(zone) ? ' ' : ''
    return `${zone}${joint}${year ? `${year}年` : ''}${date.month}月${date.day}日${date.hour}時${minutes}`
  }
  const clock = `${String(date.hour).padStart(2, '0')}:${String(date.minute).padStart(2, '0')}`
  return `${clock} ${formatZone(context.clock, 'en')} on ${date.day} ${shortMonth(date.month)}${year ? ` ${year}` : ''}`
}

/** The name of a zone: `日本時間`, `UTC`, `Tokyo time`. */
export function formatZone(zone: string, locale: Locale): string {
  if (zone === 'UTC' || zone === 'Etc/UTC') return 'UTC'
  if (zone === 'Asia/Tokyo') return locale === 'ja' ? '日本時間' : 'JST'
  const parts = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-US', {
    timeZone: zone,
    timeZoneName: 'longGeneric',
  }).formatToParts(0)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
}

function shortMonth(month: number): string {
  return (MONTHS[month - 1] ?? '').slice(0, 3)
}

function yearUnlessSaid(year: number, context: DateContext): number | undefined {
  return year === local(context.reference, context.zone).year ? undefined : year
}

function local(time: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone)
}
