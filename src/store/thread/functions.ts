/** Functions among a call's arguments: they stay where they are, and the other thread gets a name to call them by. */
import type { FunctionMark } from './messages.ts'

type AnyFunction = (...args: unknown[]) => unknown

/** The arguments with marks for functions, one level deep, and the functions by their names. */
export function takeFunctions(args: readonly unknown[]): {
  readonly args: readonly unknown[]
  readonly functions: ReadonlyMap<string, AnyFunction>
} {
  const functions = new Map<string, AnyFunction>()
  const marked = (value: unknown, name: string): unknown => {
    if (typeof value !== 'function') return value
    functions.set(name, value as AnyFunction)
    return { calledBack: name } satisfies FunctionMark
  }
  const taken = args.map((arg, index) =>
    isRecord(arg) && Object.values(arg).some((value) => typeof value === 'function')
      ? Object.fromEntries(
          Object.entries(arg).map(([name, value]) => [name, marked(value, `${index}.${name}`)]),
        )
      : marked(arg, String(index)),
  )
  return { args: taken, functions }
}

/** The arguments with something to call in the place of each mark. */
export function putFunctions(
  args: readonly unknown[],
  call: (name: string, args: readonly unknown[]) => Promise<unknown>,
): readonly unknown[] {
  const put = (value: unknown): unknown => {
    if (!isMark(value)) return value
    return (...given: unknown[]) => {
      const answer = call(value.calledBack, given)
      // Not all that are called are waited for.
      answer.catch(() => {})
      return answer
    }
  }
  return args.map((arg) =>
    isRecord(arg) && !isMark(arg) && Object.values(arg).some(isMark)
      ? Object.fromEntries(Object.entries(arg).map(([name, value]) => [name, put(value)]))
      : put(arg),
  )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

function isMark(value: unknown): value is FunctionMark {
  return isRecord(value) && typeof value.calledBack === 'string'
}
