/** A record in which bitcoin's close of one midnight turned out to be another. */
import type { History } from '#src/market/history.ts'
import { DAY, type Instant } from '#src/market/time.ts'

/** Of the day that ends at `midnight` the close is one percent higher. */
export function restated(history: History, midnight: Instant): History {
  return {
    ...history,
    dailyCandles(asset) {
      const candles = history.dailyCandles(asset)
      if (asset !== 'bitcoin' || !candles) return candles
      const close = candles.close.map((value, i) =>
        candles.times[i] === midnight - DAY ? value * 1.01 : value,
      )
      return { ...candles, close }
    },
  }
}
