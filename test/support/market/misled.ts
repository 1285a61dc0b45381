/** Histories that differ from the market's in a few rows: what a supplier that is wrong tells from. */
import type { History } from '#src/market/history.ts'
import type { Candles, Series } from '#src/market/series.ts'
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

/** Another close of one hour; its high and low hold it. */
export function withHour(
  history: History,
  asset: string,
  hour: Instant,
  close: (was: number) => number,
): History {
  return {
    ...history,
    hourlyCandles(id) {
      const candles = history.hourlyCandles(id)
      return candles && id === asset ? closed(candles, hour, close) : candles
    },
  }
}

/** A rate of USD and USDT, by the day: the coins' own prices are in USDT. */
export function withTether(history: History, rate: (day: Instant) => number): History {
  const days = history.dailyCandles('bitcoin')
  if (!days) throw new RangeError('the history has no bitcoin')
  const rates = Float64Array.from(days.times, (day) => rate(day))
  const tether: Candles = { ...days, open: rates, high: rates, low: rates, close: rates }
  return { ...history, dailyCandles: (id) => (id === 'tether' ? tether : history.dailyCandles(id)) }
}

/** Caps and the total in dollars, of a history whose prices are in USDT: by what USDT is worth at each midnight. */
export function withCapsInDollars(history: History, rate: (midnight: Instant) => number): History {
  const inDollars = ({ times, values }: Series): Series => ({
    times,
    values: values.map((value, row) => value * rate(times[row] as Instant)),
  })
  return {
    ...history,
    totalMarketCap: history.totalMarketCap && inDollars(history.totalMarketCap),
    marketCaps(id) {
      const caps = history.marketCaps(id)
      return caps && inDollars(caps)
    },
  }
}

/** Another cap of one coin at one midnight. */
export function withCap(history: History, asset: string, midnight: Instant, factor: number): History {
  return {
    ...history,
    marketCaps(id) {
      const caps = history.marketCaps(id)
      const row = caps && id === asset ? caps.times.indexOf(midnight) : -1
      if (!caps || row < 0) return caps
      return { ...caps, values: caps.values.with(row, (caps.values[row] as number) * factor) }
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
