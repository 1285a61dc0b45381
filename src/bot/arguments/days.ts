/** Lengths of time as people write them, in either language: `30`, `1か月`, `2 weeks`, `半年`, `週`. */
import { nameKey } from './input.ts'

/** Days of one of each unit; a month is 30 days and a year 365, as the windows of commands are. */
const UNITS: readonly (readonly [pattern: RegExp, days: number])[] = [
  [/^(?:d|days?|日)$/u, 1],
  [/^(?:w|wks?|weeks?|週)$/u, 7],
  [/^(?:m|mo|mths?|months?|[ヶかカヵ箇]?月)$/u, 30],
  [/^(?:y|yrs?|years?|年)$/u, 365],
]

/** A unit that is typed alone means one of it. */
const ALONE = /^(?:weeks?|months?|years?|週|月|年)$/u

const KANJI = '〇一二三四五六七八九'

/** Days that a length of time has; undefined for what is none. A bare number counts days. */
export function daysTyped(typed: string): number | undefined {
  const key = digitsOf(nameKey(typed))
    .replaceAll(' ', '')
    .replace(/^半年/u, '6ヶ月')
    .replace(/(?<=[日週月年])間$/u, '')
  const [, count = '', unit = ''] = /^(\d{0,4})(.*)$/u.exec(key) ?? []
  if (unit === '') return count === '' ? undefined : Number(count)
  if (count === '' && !ALONE.test(unit)) return undefined
  // `10月` is a month of the year and `2025年` a year: a count of months has its counter.
  if (count !== '' && (unit === '月' || (unit === '年' && count.length === 4))) return undefined
  const days = UNITS.find(([pattern]) => pattern.test(unit))?.[1]
  return days === undefined ? undefined : Number(count === '' ? 1 : count) * days
}

/** A number in kanji before a counter as digits: `三か月` is `3か月`, `十月` is `10月`. */
export function digitsOf(key: string): string {
  return key.replace(
    /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)(?=[日週ヶかカヵ箇月年])/u,
    (all, tens, ten, ones) => {
      if (all === '') return all
      const [first, last] = [KANJI.indexOf(tens || '〇'), KANJI.indexOf(ones || '〇')]
      return String(ten === '' ? first + last : (tens === '' ? 1 : first) * 10 + last)
    },
  )
}

/** Whether two lengths are one window: half a year and 180 days, twelve months and a year. */
export function isSameWindow(a: number, b: number): boolean {
  return a === b || (Math.max(a, b) >= 360 && Math.min(a, b) >= 360 && Math.abs(a - b) <= 6)
}
