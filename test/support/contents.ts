/** Everything a History holds as plain data, so that two histories can be compared. */
import type { History } from '#src/market/history.ts'
import type { HistoryTable } from '#src/market/historytable.ts'
import { CURVES } from '#src/market/macro.ts'

const TABLES: Record<HistoryTable, true> = {
  prices_daily: true,
  prices_hourly: true,
  market_caps: true,
  total_market_cap: true,
  funding: true,
  open_interest: true,
  spot_volume: true,
  perp_volume: true,
  cross_assets: true,
  macro: true,
  rate_odds: true,
  yield_curves: true,
  sentiment: true,
  calendar: true,
}

/** All that the contract of History lets one find out. */
export function contentsOf(history: History) {
  const ids = history.assets.map(({ id }) => id)
  const each = <K extends string | number, V>(keys: readonly K[], value: (key: K) => V) =>
    keys.map((key) => [key, value(key)] as const)
  return {
    name: history.name,
    kind: history.kind,
    from: history.from,
    now: history.now,
    suppliers: each(Object.keys(TABLES) as HistoryTable[], history.suppliers),
    assets: history.assets,
    found: each(ids, history.asset),
    daily: each(ids, history.dailyCandles),
    hourly: each(ids, history.hourlyCandles),
    marketCaps: each(ids, history.marketCaps),
    totalMarketCap: history.totalMarketCap,
    funding: each(ids, (id) => each(history.fundingVenues(id), (venue) => history.funding(id, venue))),
    openInterest: each(['total', ...ids], (id) =>
      each(history.openInterestVenues(id), (venue) => history.openInterest(id, venue)),
    ),
    volume: each(['spot', 'perp'] as const, (market) =>
      each(history.volumeVenues(market), (venue) => history.volume(market, venue)),
    ),
    crossAssets: history.crossAssets,
    crossCloses: each(
      history.crossAssets.map(({ id }) => id),
      history.crossCloses,
    ),
    macro: history.macro,
    rateOdds: history.rateOdds,
    curves: each(CURVES, (curve) =>
      each(history.curveTenors(curve), (tenor) => history.curveYields(curve, tenor)),
    ),
    sentiment: each(history.sentimentIndices, history.sentiment),
    calendar: history.calendar,
  }
}
