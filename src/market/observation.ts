/**
 * Observations: facts as suppliers tell them, one row of a dataset's table each (see docs/dataset.md). The record
 * keeps them, a history is made from them.
 */
import type { HistoryTable } from './history.ts'
import type { Instant } from './time.ts'

/**
 * The dataset's tables, and what only a running bot knows.
 * - `prices_now`: `{ asset, venue }`, values `{ price }` in USD per one coin, timed as told; venue `all` across venues.
 * - `funding_next`: `{ asset, venue }`, values `{ rate, interval_hours }`, timed at the settlement to come.
 * - `implied_volatility`: `{ asset, venue }`, values `{ close }` in percent a year, dated by the UTC day.
 */
export type ObservedTable = HistoryTable | 'funding_next' | 'prices_now' | 'implied_volatility'

export interface Observation {
  readonly table: ObservedTable
  /** The key columns but time, by the dataset's names: `{ venue: 'binance', asset: 'bitcoin' }`, `{ curve, tenor_years }`. */
  readonly of: Readonly<Record<string, string>>
  /**
   * What the row is dated: its time, or 00:00 UTC of its day. A release of `macro` is dated when it was released; where
   * nothing tells that, the end of its period stands here and `text.released_at` is empty.
   */
  readonly time: Instant
  /** Number columns by the dataset's names: `{ close, open }`, `{ rate, interval_hours }`. Finite; absent is missing. */
  readonly values: Readonly<Record<string, number>>
  /** Columns of words that are no key: `unit`, `class`, `name_en`. */
  readonly text?: Readonly<Record<string, string>>
  /** Who told it, as source lines name them: `Binance`. */
  readonly source: string
}
