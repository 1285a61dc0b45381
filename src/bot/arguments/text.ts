/** Free text: a term to look up. */
import type { Ability } from '#src/chat/platform.ts'
import { RequestError } from '#src/errors.ts'
import type { Suggestion } from '#src/chat/request.ts'
import type { Argument, ArgumentContext } from './argument.ts'
import { plainText } from './input.ts'

/** Characters that are read; nothing asked for by name is longer. */
const LONGEST = 200

interface Options<Optional extends boolean> {
  readonly optional?: Optional
  /** Whether it takes words that nothing else takes: unless it says otherwise. */
  readonly takesRest?: boolean
  /** What a platform has to be able to do for it to be offered there. */
  readonly needs?: readonly Ability[]
  /** Suggestions while it is typed. */
  readonly suggest?: (
    typed: string,
    context: ArgumentContext,
  ) => readonly Suggestion[] | Promise<readonly Suggestion[]>
}

/** Half-width text without invisible characters, cut at 200; undefined where it may be left out and was. */
export function text(options: Options<true> & { readonly optional: true }): Argument<string | undefined>
export function text(options?: Options<false>): Argument<string>
export function text({
  optional = false,
  takesRest = true,
  needs,
  suggest,
}: Options<boolean> = {}): Argument<string | undefined> {
  const needed = (context: ArgumentContext) =>
    new RequestError('chat.textNeeded', { argument: context.argument?.name ?? '' })
  return {
    kind: 'text',
    optional,
    ...(needs && { needs }),
    takes: 'several',
    takesRest,
    parse(typed, context) {
      const read = plainText(typed.slice(0, LONGEST))
      if (read !== '') return read
      if (optional) return undefined
      throw needed(context)
    },
    absent(context) {
      if (optional) return undefined
      throw needed(context)
    },
    // Any word could be meant for it, so none can only be: it takes what no other argument does.
    accepts: () => false,
    suggest: (typed, context) => suggest?.(typed, context) ?? [],
    print: (value) => value ?? '',
  }
}
