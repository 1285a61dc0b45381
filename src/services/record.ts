/** What is on record, table by table: who supplied it, how far it reaches, and how many rows it has. */
import type { History } from '#src/market/history.ts'
import type { HistoryTable } from '#src/market/historytable.ts'
import { CURVES } from '#src/market/macro.ts'
import { type Instant, startOfDay } from '#src/market/time.ts'

export interface TableRecord {
  readonly table: HistoryTable
  readonly suppliers: readonly string[]
  readonly rows: number
  /** First and last date of any row; undefined where the table is empty. The calendar's last lies ahead. */
  readonly first?: Instant
  readonly last?: Instant
}

/** Every kind of fact, in the order of the dataset's files. */
export function readRecord(history: History): readonly TableRecord[] {
  return (Object.keys(timesOf) as HistoryTable[]).map((table) => {
    const columns = timesOf[table](history).filter((times) => times.length > 0)
    const suppliers = history.suppliers(table)
    const rows = columns.reduce((sum, times) => sum + times.length, 0)
    if (rows === 0) return { table, suppliers, rows }
    return {
      table,
      suppliers,
      rows,
      first: Math.min(...columns.map((times) => times[0] as number)),
      last: Math.max(...columns.map((times) => times[times.length - 1] as number)),
    }
  })
}

type Columns = readonly ArrayLike<Instant>[]

/** The dates of each table's rows, column by column, each column sorted. */
export const timesOf: Readonly<Record<HistoryTable, (history: History) => Columns>> = {
  prices_daily: (history) => ofAssets(history, (id) => history.dailyCandles(id)?.times),
  prices_hourly: (history) => ofAssets(history, (id) => history.hourlyCandles(id)?.times),
  market_caps: (history) => ofAssets(history, (id) => history.marketCaps(id)?.times),
  total_market_cap: ({ totalMarketCap }) => (totalMarketCap ? [totalMarketCap.times] : []),
  funding: (history) =>
    history.assets.flatMap(({ id }) =>
      history.fundingVenues(id).flatMap((venue) => history.funding(id, venue)?.times ?? []),
    ),
  open_interest: (history) =>
    ['total', ...history.assets.map(({ id }) => id)].flatMap((id) =>
      history.openInterestVenues(id).flatMap((venue) => history.openInterest(id, venue)?.times ?? []),
    ),
  spot_volume: (history) => ofVolume(history, 'spot'),
  perp_volume: (history) => ofVolume(history, 'perp'),
  cross_assets: (history) => history.crossAssets.flatMap(({ id }) => history.crossCloses(id)?.times ?? []),
  // A release that no source dates counts by the period that it measures.
  macro: ({ macro }) => [
    macro
      .map(({ releasedAt, period }) => releasedAt ?? Date.parse(period))
      .filter(Number.isFinite)
      .sort((a, b) => a - b),
  ],
  rate_odds: ({ rateOdds }) => [rateOdds.map(({ time }) => time)],
  yield_curves: (history) =>
    CURVES.flatMap((curve) =>
      history.curveTenors(curve).flatMap((tenor) => history.curveYields(curve, tenor)?.times ?? []),
    ),
  sentiment: (history) => history.sentimentIndices.flatMap((index) => history.sentiment(index)?.times ?? []),
  calendar: ({ calendar }) => [calendar.map(({ date }) => startOfDay(date)).sort((a, b) => a - b)],
}

function ofAssets(history: History, times: (id: string) => Float64Array | undefined): Columns {
  return history.assets.flatMap(({ id }) => times(id) ?? [])
}

function ofVolume(history: History, market: 'spot' | 'perp'): Columns {
  return history.volumeVenues(market).flatMap((venue) => history.volume(market, venue)?.times ?? [])
}
