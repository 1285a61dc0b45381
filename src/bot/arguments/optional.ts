/** An argument that may be left out, and then has no value. */
import type { Argument } from './argument.ts'

/** The same argument, undefined where nothing was typed. */
export function optional<Value>(argument: Argument<Value>): Argument<Value | undefined> {
  return {
    ...argument,
    optional: true,
    absent: () => undefined,
    parse: (typed, context) => (typed.trim() === '' ? undefined : argument.parse(typed, context)),
    print: (value, context) => (value === undefined ? '' : argument.print(value, context)),
  }
}
