/**
 * Observations: facts as suppliers tell them, one row of a dataset's table each (see docs/dataset.md). The record
 * keeps them, a history is made from them.
 */
import type { HistoryTable } from './history.ts'
import type { Instant } from './time.ts'

/** The dataset's tables, and what only a running bot knows: rates that are not settled yet, prices of this minute. */
export type ObservedTable = HistoryTable | 'funding_next' | 'prices_now'

export interface Observation {
  readonly table: ObservedTable
  /** The key columns but time, by the dataset's names: `{ venue: 'binance', asset: 'bitcoin' }`, `{ curve, tenor_years }`. */
  readonly of: Readonly<Record<string, string>>
  /** What the row is dated: its time, or 00:00 UTC of its day. */
  readonly time: Instant
  /** Number columns by the dataset's names: `{ close, open }`, `{ rate, interval_hours }`. Finite; absent is missing. */
  readonly values: Readonly<Record<string, number>>
  /** Columns of words that are no key: `unit`, `class`, `name_en`. */
  readonly text?: Readonly<Record<string, string>>
  /** Who told it, as source lines name them: `Binance`. */
  readonly source: string
}
