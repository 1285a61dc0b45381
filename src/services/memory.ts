/** Remembers what was computed from a history. Sound because a History never changes while it is read. */
import type { History } from '#src/market/history.ts'

/**
 * The same function, computing each answer once a history and arguments. Weeks are asked again and again (ranks
 * of earlier weeks, four weeks ago, the 26 weeks of a line), by several topics. Answers are shared: treat them
 * as read-only. They are forgotten together with their history.
 */
export function rememberPerHistory<A extends readonly (string | number)[], V>(
  compute: (history: History, ...args: A) => V,
): (history: History, ...args: A) => V {
  const memory = new WeakMap<History, Map<string, { readonly answer: V }>>()
  return (history, ...args) => {
    const answers = memory.get(history) ?? new Map<string, { readonly answer: V }>()
    memory.set(history, answers)
    const key = args.join(' ')
    const known = answers.get(key) ?? { answer: compute(history, ...args) }
    answers.set(key, known)
    return known.answer
  }
}
