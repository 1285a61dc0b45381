/** One word of a form of its own: a number, a time of day, a day, a time zone. */
import type { Suggestion } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import type { Words } from '#src/i18n/words.ts'
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
  /** What a word of another form may have meant at `now` (milliseconds since 1970), best first: offered with `errors:<key>Near`, and `names`. */
  readonly near?: (typed: string, now: number, words: Words) => readonly Suggestion[]
  readonly suggest?: (
    typed: string,
    context: ArgumentContext,
  ) => readonly Suggestion[] | Promise<readonly Suggestion[]>
}

/** Buttons under a refusal. */
const OFFERED = 5

/** Undefined where nothing was typed. Throws RequestError. */
export function word<Value>({
  read,
  print,
  refusal,
  near,
  looksLike,
  suggest,
}: Options<Value>): Argument<Value | undefined> {
  return {
    kind: 'text',
    optional: true,
    parse(typed, { words, history }) {
      if (typed.trim() === '') return undefined
      const value = read(typed)
      if (value !== undefined) return value
      const offered = near?.(typed, history.now, words).slice(0, OFFERED) ?? []
      if (offered.length === 0) throw new RequestError(refusal, { typed: quotable(typed) })
      const names = offered.map(({ label }) => label).join(words.grammar.comma)
      throw new RequestError(`${refusal}Near`, { typed: quotable(typed), names }, offered)
    },
    absent: () => undefined,
    accepts: (typed) => read(typed) !== undefined || looksLike?.(typed) === true,
    suggest: (typed, context) => suggest?.(typed, context) ?? [],
    print: (value) => (value === undefined ? '' : print(value)),
  }
}
