/** A community's schedules as suggestions while their number is typed: `2 · #brief · Monday 09:30`. */
import type { Schedule, When } from '#src/chat/schedule.ts'
import type { Words } from '#src/i18n/words.ts'
import { createNames } from '#src/schedules/names.ts'
import type { ScheduleService } from '#src/schedules/service.ts'
import { nameKey } from '#src/bot/arguments/input.ts'
import type { SuggestSchedules } from '#src/bot/bot.ts'
import { formatWhat } from './format.ts'
import { printTime, WEEKDAYS } from './when.ts'

/** `now` is in milliseconds since 1970. */
export function createScheduleSuggestions(
  scheduleService: ScheduleService,
  now: () => number,
): SuggestSchedules {
  const nameOf = createNames(scheduleService, now)
  return async (owner, typed, words) => {
    const all = await scheduleService.list(owner)
    const choices = await Promise.all(
      all.map(async (schedule) => ({
        value: String(schedule.number),
        label: labelOf(schedule, await nameOf(schedule.target), words),
      })),
    )
    const key = nameKey(typed)
    const [, digits] = /^#?(\d*)$/u.exec(key) ?? []
    return choices.filter(({ value, label }) =>
      digits === undefined ? nameKey(label).includes(key) : value.startsWith(digits),
    )
  }
}

function labelOf(schedule: Schedule, name: string, words: Words): string {
  const { number, when, what, state } = schedule
  return [
    String(number),
    name,
    timeIn(when, words),
    formatWhat(what, words),
    ...(state === 'paused' ? [words.say('schedules:states.paused')] : []),
  ].join(' · ')
}

function timeIn(when: When, words: Words): string {
  if (when.kind === 'cron') return when.expression
  if (when.kind === 'event') return words.say('schedules:when.event')
  const day = when.kind === 'weekly' ? (WEEKDAYS[when.weekday - 1] ?? 'mon') : 'every'
  return `${words.say(`schedules:weekdays.${day}`)} ${printTime(when)}`
}
