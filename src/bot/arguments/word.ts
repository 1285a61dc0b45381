/** One word of a form of its own: a number, a time of day, a day, a time zone. */
import type { Suggestion } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import type { Argument, ArgumentContext } from './argument.ts'
import { quotable } from './input.ts'

interface Options<Value> {
  /** The value, undefined for a word of another form. */
  readonly read: (typed: string) => Value | undefined
  readonly print: (value: Value) => string
  /** Words that can only be meant for it, though they may not be readable: what refuses them says what is wrong. */
  readonly looksLike?: (typed: string) => boolean
  /** The sentence for a word of another form: `errors:<key>`, with `typed`. */
  readonly refusal: string
  readonly suggest?: (
    typed: string,
    context: ArgumentContext,
  ) => readonly Suggestion[] | Promise<readonly Suggestion[]>
}

/** Undefined where nothing was typed. Throws RequestError. */
export function word<Value>({
  read,
  print,
  refusal,
  looksLike,
  suggest,
}: Options<Value>): Argument<Value | undefined> {
  return {
    kind: 'text',
    optional: true,
    parse(typed) {
      if (typed.trim() === '') return undefined
      const value = read(typed)
      if (value === undefined) throw new RequestError(refusal, { typed: quotable(typed) })
      return value
    },
    absent: () => undefined,
    accepts: (typed) => read(typed) !== undefined || looksLike?.(typed) === true,
    suggest: (typed, context) => suggest?.(typed, context) ?? [],
    print: (value) => (value === undefined ? '' : print(value)),
  }
}
