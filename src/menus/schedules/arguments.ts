/** The arguments of commands about schedules: numbers, days, times of day, time zones. */
import { optional, text, word } from '#src/bot/arguments.ts'
import { nameKey, plainText } from '#src/bot/arguments/input.ts'
import { readZone, suggestZones } from '#src/bot/arguments/zones.ts'
import { looksLikeTime, printTime, readTime, readWeekday, suggestTimes, WEEKDAYS } from './when.ts'

/** `3`, `#3`. */
export const number = word({
  read(typed) {
    const [, digits] = /^#?(\d{1,4})$/u.exec(plainText(typed)) ?? []
    return digits === undefined ? undefined : Number(digits)
  },
  print: String,
  refusal: 'schedules.badNumberWord',
  suggest: (typed, { schedules }) => schedules?.(typed) ?? [],
})

export const weekday = word({
  read: readWeekday,
  print: (day) => day,
  refusal: 'schedules.badDay',
  suggest: (typed, { words }) => {
    const [key, read] = [nameKey(typed), readWeekday(typed)]
    return WEEKDAYS.map((day) => ({ label: words.say(`schedules:weekdays.${day}`), value: day })).filter(
      ({ label, value }) => value === read || value.startsWith(key) || nameKey(label).startsWith(key),
    )
  },
})

export const time = word({
  read: (typed) => {
    const read = readTime(typed)
    return read && printTime(read)
  },
  print: (read) => read,
  looksLike: looksLikeTime,
  refusal: 'schedules.badTime',
  suggest: suggestTimes,
})

export const zone = word({
  read: readZone,
  print: (name) => name,
  refusal: 'schedules.badZone',
  suggest: suggestZones,
})

export const freeText = optional(text({ optional: true }))
