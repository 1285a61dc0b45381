/** Days and times of day as people type them, in either language, half- or full-width. */
import { nameKey, plainText } from '#src/bot/arguments/input.ts'

/** Monday first, as `When.weekday` counts from 1. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

export interface TimeOfDay {
  readonly hour: number
  readonly minute: number
}

/** `mon`, `Monday`, `月`, `月曜`, `月曜日`. */
export function readWeekday(typed: string): Weekday | undefined {
  const key = nameKey(typed)
  return WEEKDAYS.find((day, index) => {
    const kanji = KANJI[index]
    return (
      key === day ||
      key === FULL[index] ||
      [kanji, `${kanji}曜`, `${kanji}曜日`, `毎週${kanji}曜`].includes(key)
    )
  })
}

/** `9:30`, `09:30`, `９：３０`, `9時`, `9時半`, `9時30分`. */
export function readTime(typed: string): TimeOfDay | undefined {
  const text = plainText(typed)
  const [, hour, minute] = /^(\d{1,2})(?::(\d{2})|時(?:(\d{1,2})分|半)?)$/u.exec(text) ?? []
  if (hour === undefined) return undefined
  const inWords = text.endsWith('半') ? '30' : /時(\d{1,2})分$/u.exec(text)?.[1]
  const time = { hour: Number(hour), minute: Number(minute ?? inWords ?? 0) }
  return time.hour < 24 && time.minute < 60 ? time : undefined
}

/** `25:00`, `9:5`, `9.30`, `9pm`, `午後9時`: meant for a time of day, whether or not it can be read as one. */
export function looksLikeTime(typed: string): boolean {
  const text = plainText(typed)
  return /^(?:午前|午後)?\d{1,3}(?:[:.]\d{1,3}|時.{0,3})$|^\d{1,2}(?::\d{1,2})?[ap]m$/iu.test(text)
}

/** `09:30`. */
export function printTime({ hour, minute }: TimeOfDay): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** Times of day that begin with what was typed: each hour until something is, then its quarters, the typed one first. */
export function suggestTimes(typed: string): readonly { readonly label: string; readonly value: string }[] {
  const text = plainText(typed)
  const own = readTime(text)
  const digits = text.replace(/時.*$/u, ':')
  const quarters = QUARTERS.filter((time) =>
    digits === '' ? time.endsWith(':00') : time.startsWith(digits) || time.startsWith(`0${digits}`),
  )
  return [...new Set([...(own ? [printTime(own)] : []), ...quarters])]
    .slice(0, 25)
    .map((time) => ({ label: time, value: time }))
}

const QUARTERS: readonly string[] = Array.from({ length: 96 }, (_, index) =>
  printTime({ hour: Math.floor(index / 4), minute: (index % 4) * 15 }),
)

const KANJI = '月火水木金土日'
const FULL = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ')
