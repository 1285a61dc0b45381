/** Days and times of day as people type them, in either language, half- or full-width. */
import { nameKey, plainText } from '#src/bot/arguments/input.ts'
import type { When } from '#src/chat/schedule.ts'
import { editDistance } from '#src/distance.ts'

/** Monday first, as `When.weekday` counts from 1. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

export interface TimeOfDay {
  readonly hour: number
  readonly minute: number
}

/** The time of day of a plan; undefined where an expression says it, and where none is known. */
export function timeOf(when: When): TimeOfDay | undefined {
  return when.kind === 'cron' || when.kind === 'event' ? undefined : { hour: when.hour, minute: when.minute }
}

/** Weekly on a day from 1, Monday, to 7; every day for 0. */
export function onDay(weekday: number, time: TimeOfDay): When {
  return weekday === 0 ? { kind: 'daily', ...time } : { kind: 'weekly', weekday, ...time }
}

/** `every day`, `daily`, `毎日`. */
export function isEveryDay(typed: string): boolean {
  return ['daily', 'every day', 'everyday', '毎日'].includes(nameKey(typed))
}

/** `mon`, `Monday`, `Mondays`, `月`, `（月）`, `月曜日`, `毎週月曜`. */
export function readWeekday(typed: string): Weekday | undefined {
  const key = nameKey(typed).replace(/^\((.+)\)$/u, '$1')
  return WEEKDAYS.find((day, index) => {
    const kanji = KANJI[index]
    return (
      key === day ||
      key === FULL[index] ||
      key === `${FULL[index]}s` ||
      [kanji, `${kanji}曜`, `${kanji}曜日`, `毎週${kanji}曜`, `毎週${kanji}曜日`].includes(key)
    )
  })
}

/** `9:30`, `９：３０`, `9.30`, `930`, `1830`, `9時`, `午前9時半`, `午後9時30分`, `9pm`, `9:30 pm`, `正午`. */
export function readTime(typed: string): TimeOfDay | undefined {
  const text = plainText(typed).toLowerCase().replaceAll(' ', '')
  if (text === '正午' || text === 'noon') return { hour: 12, minute: 0 }
  const [, before, hour, ...rest] = TIME.exec(text) ?? []
  const [colon, joined, inWords, half, after] = rest
  if (hour === undefined) return undefined
  const minute = Number(colon ?? joined ?? inWords ?? (half === undefined ? 0 : 30))
  const part = before ?? after
  if (part === undefined && rest.every((one) => one === undefined) && !text.endsWith('時')) return undefined
  const time = { hour: hourOf(Number(hour), part), minute }
  return time.hour < 24 && time.minute < 60 ? time : undefined
}

/** Half of the day, hour, minutes after a colon, joined ones, in words, a half, half of the day. */
const TIME = /^(午前|午後|am|pm)?(\d{1,2}?)(?:[:.](\d{2})|(\d{2})|時(?:(\d{1,2})分|(半))?)?(am|pm)?$/u

/** Of 24 hours; 24 where the half of the day has no such hour. */
function hourOf(hour: number, part: string | undefined): number {
  if (part === undefined) return hour
  const isLate = part === '午後' || part === 'pm'
  // 午後0時 is noon, as 12 pm is.
  if (hour > 12) return 24
  return (hour % 12) + (isLate ? 12 : 0)
}

/** `25:00`, `9:5`, `13pm`, `午後25時`: meant for a time of day, whether or not it can be read as one. */
export function looksLikeTime(typed: string): boolean {
  const text = plainText(typed)
  return /^(?:午前|午後)?\d{1,3}(?:[:.]\d{1,3}|時.{0,3})$|^\d{1,2}(?::\d{1,2})?[ap]m$/iu.test(text)
}

/** `fryday`, `Tusday`, `木曜日曜`: meant for a day, and none. */
export function looksLikeWeekday(typed: string): boolean {
  const key = nameKey(typed)
  if (/[月火水木金土日]曜/u.test(key)) return true
  return key.length >= 4 && FULL.some((day) => editDistance(key, day) <= 2)
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
