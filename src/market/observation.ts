/**
 * Observations: facts as suppliers report them, one row of a dataset's table each (see docs/dataset.md). The record
 * keeps them, a history is made from them.
 */
import type { HistoryTable } from './historytable.ts'
import type { Instant } from './time.ts'

/**
 * The dataset's tables, and what only a running bot knows.
 * - `prices_now`: `{ asset, venue }`, values `{ price }` in USD per one coin, timed as reported; venue `all` across venues.
 * - `funding_next`: `{ asset, venue }`, values `{ rate, interval_hours }`, timed at the settlement to come.
 * - `prices_witness`: `{ asset, venue }`, values `{ close }` in USD per one coin, of the UTC day, as each of several venues
 *   reported it: what the close on record is held against.
 * - `interest_reading`: `{ asset, venue }`, values `{ open_interest_usd, coins }` of one side, timed at the midnight that the
 *   venue's own time is within ten minutes of: what its history must hold there. Venue `binance-archive` is what its archive holds.
 * - `interest_stamp`: `{ venue }`, values `{ days, start, end, contradicted }`, text `{ at, agreed }`: what instant a daily row of
 *   it was found to stand for (src/market/stamp.ts), timed when that was looked at.
 * - `implied_volatility`: `{ asset, venue }`, values `{ close }` in percent a year, dated by the UTC day.
 */
export type ObservedTable =
  | HistoryTable
  | 'funding_next'
  | 'prices_now'
  | 'prices_witness'
  | 'implied_volatility'
  | 'interest_reading'
  | 'interest_stamp'

export interface Observation {
  readonly table: ObservedTable
  /** The key columns but time, by the dataset's names: `{ venue: 'binance', asset: 'bitcoin' }`, `{ curve, tenor_years }`. */
  readonly of: Readonly<Record<string, string>>
  /**
   * What the row is dated: its time, or 00:00 UTC of its day. A release of `macro` is dated when it was released; where
   * nothing reports that, the first instant of its period stands here and `text.dated` is `period`.
   */
  readonly time: Instant
  /** Number columns by the dataset's names: `{ close, open }`, `{ rate, interval_hours }`. Finite; absent is missing. */
  readonly values: Readonly<Record<string, number>>
  /** Columns of words that are no key: `unit`, `class`, `name_en`. */
  readonly text?: Readonly<Record<string, string>>
  /** Who reported it, as source lines name them: `Binance`. */
  readonly source: string
}

/** The key columns of each table but time, in the order of a series' name. */
export const KEY_COLUMNS: Readonly<Record<ObservedTable, readonly string[]>> = {
  prices_daily: ['asset'],
  prices_hourly: ['asset'],
  market_caps: ['asset'],
  total_market_cap: [],
  funding: ['venue', 'asset'],
  open_interest: ['venue', 'asset'],
  spot_volume: ['venue'],
  perp_volume: ['venue'],
  cross_assets: ['asset'],
  macro: ['series', 'period'],
  rate_odds: ['source', 'meeting', 'outcome'],
  yield_curves: ['curve', 'tenor_years'],
  sentiment: ['index'],
  calendar: ['country', 'kind', 'name_en'],
  funding_next: ['venue', 'asset'],
  prices_now: ['venue', 'asset'],
  prices_witness: ['venue', 'asset'],
  implied_volatility: ['venue', 'asset'],
  interest_reading: ['venue', 'asset'],
  interest_stamp: ['venue'],
}

/** The number columns that are kept of each table, the one that must be there first. */
export const VALUE_COLUMNS: Readonly<Record<ObservedTable, readonly string[]>> = {
  prices_daily: ['close', 'open', 'high', 'low'],
  prices_hourly: ['close', 'open', 'high', 'low'],
  market_caps: ['market_cap_usd'],
  total_market_cap: ['market_cap_usd'],
  funding: ['rate', 'interval_hours'],
  // `coins` where the venue counts in them: dated D, both are of the end of D.
  open_interest: ['open_interest_usd', 'coins'],
  spot_volume: ['volume_usd'],
  perp_volume: ['volume_usd'],
  cross_assets: ['close'],
  macro: ['value'],
  rate_odds: ['probability'],
  yield_curves: ['yield_pct'],
  sentiment: ['value'],
  calendar: [],
  funding_next: ['rate', 'interval_hours'],
  prices_now: ['price'],
  prices_witness: ['close'],
  implied_volatility: ['close'],
  interest_reading: ['open_interest_usd', 'coins'],
  interest_stamp: ['days', 'start', 'end', 'contradicted'],
}

const TIMED: readonly ObservedTable[] = [
  'prices_hourly',
  'funding',
  'rate_odds',
  'funding_next',
  'prices_now',
  'interest_reading',
  'interest_stamp',
]

/** Whether the rows of a table stand for whole days, not for times of them. */
export function isDaily(table: ObservedTable): boolean {
  return !TIMED.includes(table)
}
