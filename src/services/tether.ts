/** Times at which USDT was not worth a dollar: prices that are reported in it are then reported in another currency. */
import type { History } from '#src/market/history.ts'
import type { TetherRate } from '#src/market/tether.ts'
import { floorToDay, type Instant } from '#src/market/time.ts'

/** Further off par than this share is stated to readers. */
const BOUND = 0.005

/**
 * The rates at the last 00:00 UTC at or before each of the times, of those that are off par. None where no rate is on
 * record: that is no rate of 1.
 */
export function ratesOffPar(history: History, times: readonly Instant[]): readonly TetherRate[] {
  const midnights = [...new Set(times.map(floorToDay))]
  return midnights.flatMap((midnight) => {
    const reported = history.tetherRate?.(midnight)
    return reported && Math.abs(reported.rate - 1) > BOUND ? [reported] : []
  })
}
