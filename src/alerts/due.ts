/** Whether it is time to ask again. */
import type { Instant } from '#src/market/time.ts'

/** `longest` is the longest wait there is, in milliseconds: where one is longer than that, the clock was set back since. */
export function isDue(at: Instant | undefined, now: Instant, longest: number): boolean {
  return at === undefined || at <= now || at - now > longest
}
