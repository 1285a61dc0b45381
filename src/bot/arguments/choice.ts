/** One of a few fixed values, by its word, by what it is called in either language, or as a length of time. */
import { RequestError } from '#src/errors.ts'
import type { Argument, ArgumentContext } from './argument.ts'
import { daysTyped, isSameWindow } from './days.ts'
import { nameKey, quotable } from './input.ts'

interface Options<Value extends string> {
  /** Without one the argument is needed. */
  readonly default?: NoInfer<Value>
  /** Whether an answer has a button for each value. */
  readonly toggle?: boolean
  /** Other words for a value, beside its name in each language. */
  readonly also?: Readonly<Partial<Record<NoInfer<Value>, readonly string[]>>>
}

/**
 * One of `values`: lower-case ASCII words without dots and colons, named in `locales`. Among lengths of time (`7d`, `1y`)
 * one is found by its days however it is written: `30`, `1か月`, `a week` as `週`. Throws RequestError.
 */
export function choice<const Value extends string>(
  values: readonly Value[],
  { default: preset, toggle = false, also }: Options<Value> = {},
): Argument<Value> {
  const find = (typed: string, context: ArgumentContext): Value | undefined => {
    const key = nameKey(typed)
    const others: Readonly<Partial<Record<string, readonly string[]>>> = also ?? {}
    const named = values.find((value) =>
      [value, ...labelsOf(value, context), ...(others[value] ?? [])].some((label) => nameKey(label) === key),
    )
    return named ?? windowOf(typed, values)
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

/** The value that is as long as what was typed. */
function windowOf<Value extends string>(typed: string, values: readonly Value[]): Value | undefined {
  const days = daysTyped(typed)
  if (days === undefined) return undefined
  return values.find((value) => {
    const own = WINDOW.test(value) ? daysTyped(value) : undefined
    return own !== undefined && isSameWindow(own, days)
  })
}

const WINDOW = /^\d+[dwy]$/u

function labelsOf(value: string, { argument }: ArgumentContext): readonly string[] {
  return argument?.labels(value) ?? []
}

function nameOf({ argument }: ArgumentContext): string {
  return argument?.name ?? ''
}
