/** Open interest at the end of a day, in dollars and in coins, beside what it was a window before. */
import type { InterestNow } from '#src/briefing/firingfacts.ts'
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAt } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { interestSeries } from '../past.ts'

/** Of the venues that have both days. Undefined where the record has no such day, or no close of it. */
export function interestNow(
  asset: AssetId,
  time: Instant,
  window: number,
  history: History,
): InterestNow | undefined {
  const candles = history.dailyCandles(asset)
  if (!candles) return undefined
  // Dated by its day: known when that has ended.
  const day = time - DAY
  const close = (of: Instant) => candles.close[indexAt(candles.times, of)] ?? Number.NaN
  let [usd, before] = [0, 0]
  for (const { times, values } of interestSeries(asset, history)) {
    const [end, start] = [values[indexAt(times, day)], values[indexAt(times, day - window)]]
    if (end === undefined || start === undefined) continue
    usd += end
    before += start
  }
  const coins = usd / close(day)
  const now = {
    usd,
    usdChange: usd / before - 1,
    coins,
    coinsChange: coins / (before / close(day - window)) - 1,
  }
  return Object.values(now).every(Number.isFinite) ? now : undefined
}
