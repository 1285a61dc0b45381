/** The files of a dataset folder: one per kind of fact, beside the assets and the description. */
import type { HistoryTable } from '#src/market/historytable.ts'

export const DESCRIPTION_FILE = 'dataset.json'
export const ASSETS_FILE = 'assets.csv'

export const HISTORY_TABLES = [
  'prices_daily',
  'prices_hourly',
  'market_caps',
  'total_market_cap',
  'funding',
  'open_interest',
  'spot_volume',
  'perp_volume',
  'cross_assets',
  'macro',
  'rate_odds',
  'yield_curves',
  'sentiment',
  'calendar',
] as const satisfies readonly HistoryTable[]

export function fileOf<T extends HistoryTable>(table: T): `${T}.csv` {
  return `${table}.csv`
}
