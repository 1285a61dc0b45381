/** What funding rates are stated in: per 8 hours, or a year where that is asked for. */
import type { Words } from './words.ts'

/** `8h` is a fraction per 8 hours, `apr` that times the intervals of a year. */
export type RateUnit = '8h' | 'apr'

/** The same words, with funding rates a year: each sentence is given the unit beside its values. */
export function inApr(words: Words): Words {
  return {
    ...words,
    say: (key, values) => words.say(key, { ...values, rateUnit: 'apr' }),
    find: (key, values) => words.find(key, { ...values, rateUnit: 'apr' }),
    sayOtherwise: (key, values) => words.sayOtherwise(key, { ...values, rateUnit: 'apr' }),
  }
}
