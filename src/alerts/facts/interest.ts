/** Open interest at the end of a day, in dollars and in coins, beside what it was a window before. */
import type { InterestNow } from '#src/briefing/firingfacts.ts'
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAt, type Series } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { coinsSpread } from '#src/services/openinterest/hours.ts'
import { interestVenues } from '../past.ts'

/**
 * Of the venues that have both days; coins by the close of the day, and at each hour at which its rows may have been read where the
 * venues do not count coins themselves. Undefined where the record has no such day, or no close of it.
 */
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
  const at = (series: Series | undefined, of: Instant) => series?.values[indexAt(series.times, of)]
  let [usd, before] = [0, 0]
  const counted = { end: 0, start: 0 }
  for (const venue of interestVenues(asset, history)) {
    const [dollars, coins] = [history.openInterest(asset, venue), history.interestCoins?.(asset, venue)]
    const [end, start] = [at(dollars, day), at(dollars, day - window)]
    if (end === undefined || start === undefined) continue
    usd += end
    before += start
    counted.end += at(coins, day) ?? Number.NaN
    counted.start += at(coins, day - window) ?? Number.NaN
  }
  const coins = usd / close(day)
  const now = {
    usd,
    usdChange: usd / before - 1,
    coins,
    coinsChange: coins / (before / close(day - window)) - 1,
  }
  if (!Object.values(now).every(Number.isFinite)) return undefined
  if (Number.isFinite(counted.end / counted.start)) return now
  const range = coinsSpread(history, asset, {
    start: { value: before, date: day - window },
    end: { value: usd, date: day },
  })
  if (!range) return now
  const { low, high, atClose } = range
  return { ...now, coinsRange: { low, high, ...(atClose && { atClose }) } }
}
