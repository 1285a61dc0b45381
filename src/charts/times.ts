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
  const isOfHours = isHourly(times)
  return (time) => {
    const context = { locale, zone: 'UTC', clock: 'UTC', reference: time }
    if (isOfHours) {
      const at = new Date(time).toISOString().slice(11, 16)
      return `${formatFullDate(time, context)} ${at} UTC`
    }
    return step > DAY ? formatPeriod(time, time + step - DAY, context) : formatFullDate(time, context)
  }
}

/** Whether values stand less than a day apart; `times` rise or fall. */
export function isHourly([first, second]: readonly number[]): boolean {
  return first !== undefined && second !== undefined && Math.abs(second - first) < DAY
}
