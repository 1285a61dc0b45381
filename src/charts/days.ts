/** Dates on charts: the row of days under a line, which of them are written, and how a period is stated. */
import {
  type DateContext,
  formatFullDate,
  formatMonthTick,
  formatPeriod,
  formatShortDate,
} from '#src/i18n/dates.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'

/** What the dates of an axis need of a language. */
export type TickWords = DateContext & Pick<Words, 'grammar'>

/** Labelled categories, by their index. */
export type WrittenTicks = Readonly<Record<number, string>>

/** Every step from the first to the last point of the lines: absent days appear, so that they can be gaps. */
export function daysOf(lines: readonly (readonly Point[])[], step = DAY): Instant[] {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const line of lines) {
    first = Math.min(first, line[0]?.[0] ?? first)
    last = Math.max(last, line.at(-1)?.[0] ?? last)
  }
  if (first > last) return []
  return Array.from({ length: Math.round((last - first) / step) + 1 }, (_, i) => first + i * step)
}

/** The values of a line at those days; null where it has none. */
export function valuesAt(line: readonly Point[], days: readonly Instant[]): (number | null)[] {
  const byDay = new Map(line)
  return days.map((day) => byDay.get(day) ?? null)
}

/** Stretches of null, both ends included. */
export function gapsOf(values: readonly (number | null)[]): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = []
  for (const [i, value] of values.entries()) {
    if (value !== null) continue
    const last = gaps.at(-1)
    if (last && last.to === i - 1) last.to = i
    else gaps.push({ from: i, to: i })
  }
  return gaps
}

/** Month starts, thinned to at most so many; single weeks where the row is short. January carries its year. */
export function monthTicks(days: readonly Instant[], words: TickWords, most = 7): WrittenTicks {
  const span = (days.at(-1) ?? 0) - (days[0] ?? 0)
  if (span < 45 * DAY) return weekTicks(days, words)
  const starts = days.flatMap((day, index) => {
    const date = new Date(day)
    const before = days[index - 1]
    const isStart =
      before === undefined ? date.getUTCDate() === 1 : date.getUTCMonth() !== new Date(before).getUTCMonth()
    return isStart ? [{ index, day, month: date.getUTCMonth() }] : []
  })
  const stride = Math.ceil(starts.length / most)
  const written: Record<number, string> = {}
  for (const { index, day, month } of starts) {
    if (month % stride !== 0) continue
    written[index] = month === 0 ? yearMonth(day, words) : formatMonthTick(day, utc(words))
  }
  return written
}

/** Every so many days counted back from the newest, at most seven. */
export function weekTicks(days: readonly Instant[], words: TickWords, most = 7): WrittenTicks {
  const stride = Math.ceil(days.length / most)
  const written: Record<number, string> = {}
  for (let i = days.length - 1; i >= 0; i -= stride)
    written[i] = formatShortDate(days[i] as Instant, utc(words))
  return written
}

/** `2025年11月17日〜24日`, `17–24 Nov 2025`: what both ends share is said once. Days are UTC days. */
export function formatRange(from: Instant, to: Instant, words: Words, zone = 'UTC'): string {
  return formatPeriod(from, to, { ...words, zone })
}

/** The window of a weekly reading. */
export function formatWeek(week: Week, words: Words): string {
  return formatRange(week.start, week.end, words, week.zone)
}

/** Whether a window is a week, give or take the hour of a change of summer time. */
export function isWeek({ start, end }: Week): boolean {
  return Math.round((end - start) / DAY) === 7
}

/** The days of a row. */
export function formatDays(days: readonly Instant[], words: Words): string {
  return formatRange(days[0] ?? 0, days.at(-1) ?? 0, words)
}

/** `2025年11月24日`, `24 Nov 2025` of a UTC day. */
export function formatDay(day: Instant, words: Words): string {
  return formatFullDate(day, utc(words))
}

/** Days of daily series are UTC days, in whatever zone times are stated. */
function utc<Some extends DateContext>(words: Some): Some {
  return { ...words, zone: 'UTC' }
}

function yearMonth(day: Instant, words: TickWords): string {
  const year = new Date(day).getUTCFullYear()
  return words.grammar.monthOfYear({ year, month: 1 })
}
