/** The newest value of each series of a table. */
import type { HistoryTable } from '#src/market/historytable.ts'
import type { ObservedTable } from '#src/market/observation.ts'
import type { Instant } from '#src/market/time.ts'
import type { Loaded } from './loaded.ts'

/** Tables that a history does not hold. */
export type LatestTable = Exclude<ObservedTable, HistoryTable>

export interface LatestValue {
  /** In the order of KEY_COLUMNS. */
  readonly key: readonly string[]
  readonly time: Instant
  readonly value: number
  readonly sources: readonly string[]
}

export function latestIn(all: Iterable<Loaded>, table: LatestTable): readonly LatestValue[] {
  return Array.from(all).flatMap(({ table: its, key, columns }) => {
    const last = columns.times.length - 1
    if (its !== table || last < 0) return []
    const [time, value] = [columns.times[last] as number, columns.values[0][last] as number]
    return [{ key, time, value, sources: columns.sources }]
  })
}
