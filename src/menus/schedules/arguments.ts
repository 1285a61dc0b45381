/** The arguments of commands about schedules: numbers, days, times of day, time zones. */
import { optional, text, word } from '#src/bot/arguments.ts'
import type { Argument } from '#src/bot/arguments/argument.ts'
import { nameKey, plainText } from '#src/bot/arguments/input.ts'
import { looksLikeZone, nearZones, readZone, suggestZones } from '#src/bot/arguments/zones.ts'
import { RequestError } from '#src/errors.ts'
import {
  looksLikeTime,
  looksLikeWeekday,
  printTime,
  readTime,
  readWeekday,
  suggestTimes,
  WEEKDAYS,
} from './when.ts'

/** What was typed for an argument, or why it cannot be read. */
export type Tried<Value> = { readonly value: Value } | { readonly error: RequestError }

/**
 * The same argument, whose mistakes are for the command to answer, beside what it could read. It takes no word that might
 * as well be meant for another.
 */
export function tried<Value>(argument: Argument<Value>): Argument<Tried<Value>> {
  return {
    ...argument,
    takesRest: false,
    parse(typed, context) {
      try {
        return { value: argument.parse(typed, context) }
      } catch (error) {
        if (error instanceof RequestError) return { error }
        throw error
      }
    },
    absent: (context) => ({ value: argument.absent(context) }),
    print: (one, context) => ('error' in one ? '' : argument.print(one.value, context)),
  }
}

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
  looksLike: looksLikeWeekday,
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
  looksLike: looksLikeZone,
  refusal: 'schedules.badZone',
  near: nearZones,
  suggest: (typed, { words }) => suggestZones(typed, words),
})

export const freeText = optional(text({ optional: true }))
