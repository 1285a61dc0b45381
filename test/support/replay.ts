/** A replay for tests: the record passes by the test's own clock. */
import type { Replay } from '#src/app/replaysettings.ts'
import { isoOf } from '#src/market/time.ts'
import type { FakeClock } from './clock.ts'

export function replayBy(clock: FakeClock): Replay {
  return {
    asked: { typed: isoOf(clock.now()), from: clock.now(), speed: 1 },
    clock: { ...clock, during: (work) => work(), whileBusy: () => {}, start: () => {}, stop: () => {} },
    real: clock,
  }
}
