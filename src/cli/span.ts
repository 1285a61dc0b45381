/** Lengths of time as `doctor` prints them, to the nearest of a unit that a reader counts in. */
import type { Words } from '#src/i18n/words.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'

/** Seconds up to two minutes, then minutes, hours from one on, days from one on: `60 s`, `5 min`, `2 hours`, `1 day`. */
export function spanOf(milliseconds: number, words: Words): string {
  const of = (unit: number) => Math.round(milliseconds / unit)
  if (of(HOUR) >= 24) return words.say('doctor:span.days', { count: of(DAY) })
  if (of(MINUTE) >= 60) return words.say('doctor:span.hours', { count: of(HOUR) })
  if (of(1000) > 120) return words.say('doctor:span.minutes', { count: of(MINUTE) })
  return words.say('doctor:span.seconds', { count: of(1000) })
}
