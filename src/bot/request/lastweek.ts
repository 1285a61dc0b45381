/** `先週` is a word for two: the last week, and its seven days where a command has windows. */
import type { Argument } from '../arguments/argument.ts'
import { isLastWeek } from '../arguments/week.ts'

const SEVEN_DAYS = '7d'

/** The window of seven days, where the last week was typed as one word and no window was. */
export function giveWindow(
  args: Readonly<Record<string, Argument<unknown>>>,
  typed: Map<string, string>,
): void {
  const all = Object.entries(args)
  const isNamed = all.some(([name, { kind }]) => kind === 'week' && isLastWeek(typed.get(name) ?? ''))
  const [window] = all.find(([, { choices = [] }]) => choices.includes(SEVEN_DAYS)) ?? []
  if (isNamed && window !== undefined && !typed.has(window)) typed.set(window, SEVEN_DAYS)
}
