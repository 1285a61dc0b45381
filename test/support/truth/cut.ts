/** Histories without the newest rows of one table, as if its source had stopped. */
import type { History } from '#src/market/history.ts'
import type { HistoryTable } from '#src/market/historytable.ts'
import type { FundingPrints } from '#src/market/perpetual.ts'
import { type Candles, indexAtOrBefore, type Series } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'

/** Tables that charts are drawn from. */
export const CUT_TABLES = [
  'prices_daily',
  'prices_hourly',
  'market_caps',
  'total_market_cap',
  'funding',
  'open_interest',
  'spot_volume',
  'perp_volume',
  'cross_assets',
  'rate_odds',
  'yield_curves',
  'sentiment',
] as const satisfies readonly HistoryTable[]

export type CutTable = (typeof CUT_TABLES)[number]

/** Rows of the table that were known by an instant: rows of days are known when their day is over. */
export function cutTable(history: History, table: CutTable, at: Instant): History {
  const series = (one: Series | undefined, length = 0): Series | undefined => {
    if (!one) return undefined
    const count = indexAtOrBefore(one.times, at - length) + 1
    return count === 0
      ? undefined
      : { times: one.times.subarray(0, count), values: one.values.subarray(0, count) }
  }
  const candles = (one: Candles | undefined): Candles | undefined => {
    if (!one) return undefined
    const count = indexAtOrBefore(one.times, at - one.interval) + 1
    if (count === 0) return undefined
    const part = (column: Float64Array) => column.subarray(0, count)
    const { interval, times, open, high, low, close } = one
    return {
      interval,
      times: part(times),
      open: part(open),
      high: part(high),
      low: part(low),
      close: part(close),
    }
  }
  switch (table) {
    case 'prices_daily':
      return { ...history, dailyCandles: (asset) => candles(history.dailyCandles(asset)) }
    case 'prices_hourly':
      return { ...history, hourlyCandles: (asset) => candles(history.hourlyCandles(asset)) }
    case 'market_caps':
      return { ...history, marketCaps: (asset) => series(history.marketCaps(asset)) }
    case 'total_market_cap':
      return { ...history, totalMarketCap: series(history.totalMarketCap) }
    case 'funding':
      return { ...history, funding: (asset, venue) => printsUntil(history.funding(asset, venue), at) }
    case 'open_interest':
      return {
        ...history,
        openInterest: (asset, venue) => series(history.openInterest(asset, venue), DAY),
        ...(history.interestCoins && {
          interestCoins: (asset: string, venue: string) => series(history.interestCoins?.(asset, venue), DAY),
        }),
      }
    case 'spot_volume':
    case 'perp_volume': {
      const cut = table === 'spot_volume' ? 'spot' : 'perp'
      return {
        ...history,
        volume: (market, venue) => {
          const all = history.volume(market, venue)
          return market === cut ? series(all, DAY) : all
        },
      }
    }
    case 'cross_assets':
      return { ...history, crossCloses: (id) => series(history.crossCloses(id), DAY) }
    case 'rate_odds':
      return { ...history, rateOdds: history.rateOdds.filter(({ time }) => time <= at) }
    case 'yield_curves':
      return { ...history, curveYields: (curve, tenor) => series(history.curveYields(curve, tenor), DAY) }
    case 'sentiment':
      return { ...history, sentiment: (index) => series(history.sentiment(index), DAY) }
  }
}

function printsUntil(prints: FundingPrints | undefined, at: Instant): FundingPrints | undefined {
  if (!prints) return undefined
  const count = indexAtOrBefore(prints.times, at) + 1
  if (count === 0) return undefined
  return {
    times: prints.times.subarray(0, count),
    rates: prints.rates.subarray(0, count),
    intervalHours: prints.intervalHours.subarray(0, count),
  }
}
