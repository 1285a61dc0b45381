/** A market of which nothing but yields, releases, odds and moods was told. */
import type { History } from '#src/market/history.ts'

export function bareMarket(market: History): History {
  return {
    ...market,
    dailyCandles: () => undefined,
    hourlyCandles: () => undefined,
    marketCaps: () => undefined,
    totalMarketCap: undefined,
    fundingVenues: () => [],
    funding: () => undefined,
    openInterestVenues: () => [],
    openInterest: () => undefined,
    volumeVenues: () => [],
    volume: () => undefined,
    crossAssets: [],
    crossCloses: () => undefined,
  }
}
