/** One of a few fixed values, by its word or by what it is called in either language. */
import { RequestError } from '#src/errors.ts'
import type { Argument, ArgumentContext } from './argument.ts'
import { nameKey, quotable } from './input.ts'

interface Options<Value extends string> {
  /** Without one the argument is needed. */
  readonly default?: NoInfer<Value>
  /** Whether an answer has a button for each value. */
  readonly toggle?: boolean
}

/** One of `values`: lower-case ASCII words without dots and colons, named in `locales`. Throws RequestError. */
export function choice<const Value extends string>(
  values: readonly Value[],
  { default: preset, toggle = false }: Options<Value> = {},
): Argument<Value> {
  const find = (typed: string, context: ArgumentContext): Value | undefined => {
    const key = nameKey(typed)
    return values.find(
      (value) => value === key || labelsOf(value, context).some((label) => nameKey(label) === key),
    )
  }
  const refusal = (key: string, context: ArgumentContext, typed = '') =>
    new RequestError(
      key,
      { argument: nameOf(context), typed: quotable(typed), choices: values.join(', ') },
      values.map((value) => ({ value, label: labelsOf(value, context)[0] ?? value })),
    )
  return {
    kind: 'choice',
    optional: preset !== undefined,
    choices: values,
    toggle,
    ...(preset !== undefined && { default: preset }),
    parse(typed, context) {
      const value = find(typed, context)
      if (value === undefined) throw refusal('chat.badChoice', context, typed)
      return value
    },
    absent(context) {
      if (preset === undefined) throw refusal('chat.choiceNeeded', context)
      return preset
    },
    accepts: (typed, context) => find(typed, context) !== undefined,
    suggest(typed, context) {
      const key = nameKey(typed)
      return values
        .map((value) => ({ value, label: labelsOf(value, context)[0] ?? value }))
        .filter(({ value, label }) => value.startsWith(key) || nameKey(label).includes(key))
    },
    print: (value) => value,
  }
}

function labelsOf(value: string, { argument }: ArgumentContext): readonly string[] {
  return argument?.labels(value) ?? []
}

function nameOf({ argument }: ArgumentContext): string {
  return argument?.name ?? ''
}
