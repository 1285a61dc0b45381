/** A past day: by its date in any common form, as yesterday, or the last one that is over. */
import { RequestError } from '#src/errors.ts'
import type { History } from '#src/market/history.ts'
import { DAY, type Day, dayOf, startOfDay } from '#src/market/time.ts'
import { daysOf } from '#src/services/daily.ts'
import type { Argument } from './argument.ts'
import { nameKey, quotable } from './input.ts'

/** Days that are suggested while typing. */
const SUGGESTIONS = 25
const LAST = ['last', 'latest', 'yesterday', '昨日', '前日', '最新', '直近'].map(nameKey)
const BEFORE = ['一昨日', 'おととい'].map(nameKey)
const FORMS = [/^\d{4}[-/.年]?\d/u, /^\d{1,2}月/u, /^\d{1,2}[-/.]\d{1,2}$/u]

/**
 * A day from its 00:00 UTC. Without a year, the newest of that date on record. Throws RequestError: `chat.badDate`,
 * `chat.dateOutside`.
 */
export function day(): Argument<Day> {
  return {
    kind: 'day',
    optional: true,
    default: 'last',
    parse(typed, { history }) {
      const { first, last } = daysOf(history)
      const found = dayTyped(typed, history)
      if (found === undefined) throw new RequestError('chat.badDate', { typed: quotable(typed), first, last })
      if (found < first || found > last) {
        throw new RequestError('chat.dateOutside', { typed: quotable(typed), first, last })
      }
      return found
    },
    absent: ({ history }) => daysOf(history).last,
    accepts: (typed) =>
      [...LAST, ...BEFORE].includes(nameKey(typed)) || FORMS.some((form) => form.test(nameKey(typed))),
    suggest(typed, { history }) {
      const key = nameKey(typed)
      const { first, last } = daysOf(history)
      const all: Day[] = []
      for (let at = startOfDay(last); at >= startOfDay(first) && all.length < SUGGESTIONS; at -= DAY) {
        const one = dayOf(at)
        if (one.startsWith(key) || LAST.some((word) => word.startsWith(key))) all.push(one)
      }
      return all.map((one) => ({ label: one, value: one }))
    },
    print: (one) => one,
  }
}

function dayTyped(typed: string, history: History): Day | undefined {
  const key = nameKey(typed)
  const { last } = daysOf(history)
  if (LAST.includes(key)) return last
  if (BEFORE.includes(key)) return dayOf(startOfDay(last) - DAY)
  const [, year, month = '', number = ''] =
    /^(?:(\d{4})(?:[-/.]|年))?(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/u.exec(key) ??
    /^(\d{4})(\d{2})(\d{2})$/u.exec(key) ??
    []
  if (month === '') return undefined
  const of = (one: string) => {
    const name = `${one}-${month.padStart(2, '0')}-${number.padStart(2, '0')}`
    return Number.isNaN(startOfDay(name)) ? undefined : name
  }
  if (year !== undefined) return of(year)
  const newest = Number(last.slice(0, 4))
  const found = of(String(newest))
  return found === undefined || found > last ? of(String(newest - 1)) : found
}
