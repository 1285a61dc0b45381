/** A clock that runs so many times as fast as the machine's, the same in every process that is told of it. */
import type { Clock } from '#src/clock.ts'

export interface Scale {
  /** What the clock said, and what the machine's did, at one moment; milliseconds since 1970. */
  readonly start: number
  readonly startedAt: number
  readonly factor: number
}

export function scaledClock({ start, startedAt, factor }: Scale): Clock {
  return {
    now: () => start + (Date.now() - startedAt) * factor,
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds / factor)
      return () => clearTimeout(timer)
    },
  }
}
