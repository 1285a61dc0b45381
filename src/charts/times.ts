/** The time of a value in words: its day, the hour of hourly values, the week of weekly ones. */
import type { ChartSpec } from './spec.ts'
import { formatFullDate, formatPeriod } from '#src/i18n/dates.ts'

const DAY = 86_400_000

/** `times` are those of all values, rising or falling. */
export function timePrinter(
  { body, locale }: Pick<ChartSpec, 'body' | 'locale'>,
  times: readonly number[],
): (time: number) => string {
  const step = body.type === 'panes' ? (body.step ?? 0) : 0
  const [first, second] = times
  const isHourly = first !== undefined && second !== undefined && Math.abs(second - first) < DAY
  return (time) => {
    const context = { locale, zone: 'UTC', clock: 'UTC', reference: time }
    if (isHourly) {
      const at = new Date(time).toISOString().slice(11, 16)
      return `${formatFullDate(time, context)} ${at} UTC`
    }
    return step > DAY ? formatPeriod(time, time + step - DAY, context) : formatFullDate(time, context)
  }
}
