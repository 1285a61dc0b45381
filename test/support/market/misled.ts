/** Histories that differ from the market's in a few rows: what a supplier that is wrong tells from. */
import type { History } from '#src/market/history.ts'
import type { Candles } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'

/** Another close of one day; its high and low hold it. */
export function withClose(
  history: History,
  asset: string,
  day: Instant,
  close: (was: number) => number,
): History {
  return {
    ...history,
    dailyCandles(id) {
      const candles = history.dailyCandles(id)
      return candles && id === asset ? closed(candles, day, close) : candles
    },
  }
}

function closed(candles: Candles, day: Instant, close: (was: number) => number): Candles {
  const row = candles.times.indexOf(day)
  const value = close(candles.close[row] as number)
  return {
    ...candles,
    close: candles.close.with(row, value),
    high: candles.high.with(row, Math.max(candles.high[row] as number, value)),
    low: candles.low.with(row, Math.min(candles.low[row] as number, value)),
  }
}
