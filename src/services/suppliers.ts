/** Who supplied a figure that is made from several tables. */
import type { History } from '#src/market/history.ts'
import type { HistoryTable } from '#src/market/historytable.ts'

/** The suppliers of the tables, each named once, in the order of the tables. */
export function suppliersOf(history: History, ...tables: readonly HistoryTable[]): readonly string[] {
  return [...new Set(tables.flatMap((table) => history.suppliers(table)))]
}
