/** Days on which US offices work: no weekends, no federal holidays. */
import { DAY, type Day, dayOf, startOfDay } from '#src/market/time.ts'

/** The same weekdays every year: the n-th one of a month, from its end where n is below 0. */
const MOVING: readonly (readonly [month: number, weekday: number, nth: number])[] = [
  [1, 1, 3], // Martin Luther King
  [2, 1, 3], // Washington
  [5, 1, -1], // Memorial Day
  [9, 1, 1], // Labor Day
  [10, 1, 2], // Columbus
  [11, 4, 4], // Thanksgiving
]
/** On a Sunday they are kept on Monday; on a Saturday not at all, as the Federal Reserve has it. */
const FIXED = ['01-01', '06-19', '07-04', '11-11', '12-25']

export function isUsWorkday(day: Day): boolean {
  const date = new Date(startOfDay(day))
  const weekday = date.getUTCDay()
  if (weekday === 0 || weekday === 6) return false
  if (FIXED.includes(day.slice(5))) return false
  if (weekday === 1 && FIXED.includes(dayOf(startOfDay(day) - DAY).slice(5))) return false
  const [month, of] = [date.getUTCMonth() + 1, date.getUTCDate()]
  const left = new Date(Date.UTC(date.getUTCFullYear(), month, 0)).getUTCDate() - of
  return !MOVING.some(
    ([its, on, nth]) =>
      its === month &&
      on === weekday &&
      (nth > 0 ? Math.ceil(of / 7) === nth : Math.ceil((left + 1) / 7) === -nth),
  )
}

/** The next one after a day. */
export function usWorkdayAfter(day: Day): Day {
  let next = dayOf(startOfDay(day) + DAY)
  while (!isUsWorkday(next)) next = dayOf(startOfDay(next) + DAY)
  return next
}
