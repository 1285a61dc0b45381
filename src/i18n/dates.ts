/** Dates and times as each language prints them, in a named zone. */
import type { Instant } from '#src/market/time.ts'
import { grammarOf } from './grammar.ts'
import type { Locale } from './locale.ts'

/** The calendar in which dates are stated: its zones, and the year that need not be said. */
export interface DateContext {
  readonly locale: Locale
  /**
   * IANA zone of calendar days. The market's days are cut in UTC, and a day stated in a reader's own zone would name
   * another one than the data do; only a window has days of its own.
   */
  readonly zone: string
  /** IANA zone in which the reader's clock runs: times of day, always stated with its name. */
  readonly clock: string
  /** An instant in the year that goes without saying: the edition's. */
  readonly reference: Instant
}

/** `6 October`, `10月6日`; with its year where that is not the reference's. */
export function formatDate(time: Instant, context: DateContext): string {
  const at = local(time, context.zone)
  return grammarOf(context.locale).date(at, yearUnlessSaid(at.year, context))
}

/** `24 Nov 2025`, `2025年11月24日`. */
export function formatFullDate(time: Instant, context: DateContext): string {
  return grammarOf(context.locale).fullDate(local(time, context.zone))
}

/** `24 Nov`, `11/24`: ticks and tables. */
export function formatShortDate(time: Instant, context: DateContext): string {
  return grammarOf(context.locale).shortDate(local(time, context.zone))
}

/** `Nov`, `11月`: the ticks at month starts. */
export function formatMonthTick(time: Instant, context: DateContext): string {
  return grammarOf(context.locale).monthTick(local(time, context.zone))
}

/** `Mon 17 Nov`, `11月17日（月）`. */
export function formatWeekdayDate(time: Instant, context: DateContext): string {
  return grammarOf(context.locale).weekdayDate(local(time, context.zone))
}

/** `Thursday`, `27日（木）`: a day of the coming week. */
export function formatDayAhead(time: Instant, context: DateContext): string {
  return grammarOf(context.locale).dayAhead(local(time, context.zone))
}

/** `April`, `4月`; with its year where that is not the reference's. */
export function formatMonth(time: Instant, context: DateContext): string {
  const at = local(time, context.zone)
  return grammarOf(context.locale).month(at, yearUnlessSaid(at.year, context))
}

/** `Sep 2025`, `2025年9月`: the month that a figure is for, its year always said. */
export function formatMonthOfYear(time: Instant, context: DateContext): string {
  return grammarOf(context.locale).monthOfYear(local(time, context.zone))
}

/** `late October`, `10月下旬`: days 1-10, 11-20 and the rest. */
export function formatMonthPart(time: Instant, context: DateContext): string {
  const { day } = local(time, context.zone)
  const part = day <= 10 ? 0 : day <= 20 ? 1 : 2
  return grammarOf(context.locale).monthPart(formatMonth(time, context), part)
}

/** `12:00 UTC on 21 Nov`, `日本時間11月21日21時`: always with its zone, and its year where that is not the reference's. */
export function formatDateTime(time: Instant, context: DateContext): string {
  const { locale, clock } = context
  const at = local(time, clock)
  return grammarOf(locale).dateTime(at, formatZone(clock, locale), yearUnlessSaid(at.year, context))
}

/** `18:10–20:40 UTC, 23 Nov`, `日本時間11月24日3時10分〜5時40分`; of two days both ends as `formatDateTime` has them. */
export function formatTimeSpan(from: Instant, to: Instant, context: DateContext): string {
  const { locale, clock } = context
  const { timeSpan, spanOfDays } = grammarOf(locale)
  const [start, end] = [local(from, clock), local(to, clock)]
  return start.toPlainDate().equals(end.toPlainDate())
    ? timeSpan(start, end, formatZone(clock, locale))
    : spanOfDays(formatDateTime(from, context), formatDateTime(to, context))
}

/** `2025年11月17日〜24日`, `17–24 Nov 2025`: what both ends share is said once. */
export function formatPeriod(from: Instant, to: Instant, { locale, zone }: DateContext): string {
  return grammarOf(locale).period(local(from, zone), local(to, zone))
}

/** `10–16 Nov`, `27 Oct – 2 Nov`; `11/10〜16`: a stretch of days under a bar. */
export function formatShortPeriod(from: Instant, to: Instant, { locale, zone }: DateContext): string {
  return grammarOf(locale).shortPeriod(local(from, zone), local(to, zone))
}

/** `Fri 10`, `10日（金）`. */
export function formatWeekday(time: Instant, context: DateContext): string {
  return grammarOf(context.locale).weekday(local(time, context.zone))
}

/** `16 Nov`, `11月16日`: beside a value of a chart. */
export function formatDayOfAxis(time: Instant, context: DateContext): string {
  return grammarOf(context.locale).axisDay(local(time, context.zone))
}

/** `16 Nov`, `16日`: a day of the edition's week. */
export function formatDayTick(time: Instant, context: DateContext): string {
  return grammarOf(context.locale).dayTick(local(time, context.zone))
}

/** `Fri 10`, `10(金)`: the day ticks of a week. */
export function formatWeekdayTick(time: Instant, context: DateContext): string {
  return grammarOf(context.locale).weekdayTick(local(time, context.zone))
}

/** The name of a zone: `日本時間`, `UTC`, `Tokyo time`. */
export function formatZone(zone: string, locale: Locale): string {
  if (zone === 'UTC' || zone === 'Etc/UTC') return 'UTC'
  const { zones, tag } = grammarOf(locale)
  const own = zones[zone]
  if (own !== undefined) return own
  const parts = new Intl.DateTimeFormat(tag, {
    timeZone: zone,
    timeZoneName: 'longGeneric',
  }).formatToParts(0)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
}

/** What a zone is called where one is chosen: by its city, `Tokyo`, `東京`; else as `formatZone` names it. */
export function formatCity(zone: string, locale: Locale): string {
  if (zone === 'UTC' || zone === 'Etc/UTC') return 'UTC'
  return grammarOf(locale).city(zone) ?? formatZone(zone, locale)
}

function yearUnlessSaid(year: number, context: DateContext): number | undefined {
  return year === local(context.reference, context.zone).year ? undefined : year
}

function local(time: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone)
}
