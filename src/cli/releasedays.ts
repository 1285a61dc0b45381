/** What `doctor` says of the release schedules that the code has: they end, and releases after that cannot be dated. */
import type { Words } from '#src/i18n/words.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { schedulesEnd } from '#src/sources/releases.ts'

/** Days before the end from which on it is said. */
const AHEAD = 45

export function warnOfReleaseDays(
  now: Instant,
  words: Words,
  stdout: { write(text: string): void },
  end: Instant = schedulesEnd(),
): void {
  if (now < end - AHEAD * DAY) return
  stdout.write(`\n${words.say('doctor:releaseDays', { end })}\n`)
}
