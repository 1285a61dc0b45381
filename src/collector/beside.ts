/** What a supplier reports where another's report stays what is known: kept beside it, so that the two can be held together. */
import type { History } from '#src/market/history.ts'
import type { Observation } from '#src/market/observation.ts'
import type { HistoryTable } from '#src/market/historytable.ts'
import type { Supplier } from '#src/sources/supplier.ts'

/** Newest days that are kept beside what is on record, of a page of the past: a join needs 14. */
const OVERLAP = 20
const TURNOVER: readonly string[] = ['spot_volume', 'perp_volume']
const SNAPSHOTS: readonly string[] = ['market_caps', 'total_market_cap']

/** Turnover of a venue that another reports: what the venue itself reported for a day stands. */
export function isOfAnother({ table, of }: Observation, { name }: Pick<Supplier, 'name'>): boolean {
  return TURNOVER.includes(table) && of.venue !== name
}

/** Whether what is on record already is worth keeping as another report, where another supplier reported that. */
export function isKeptBeside({ table }: Observation): boolean {
  return SNAPSHOTS.includes(table)
}

/** Of rows of the past that are on record already, the newest of each series that others than their supplier reported. */
export function overlapIn(
  history: History,
  onRecord: readonly Observation[],
  { title }: Pick<Supplier, 'title'>,
): readonly Observation[] {
  const worth = onRecord.filter((one) => isKeptBeside(one) || TURNOVER.includes(one.table))
  const bySeries = Map.groupBy(worth, ({ table, of }) => `${table} ${Object.values(of).join(' ')}`)
  return [...bySeries.values()].flatMap((rows) => {
    const [first] = rows
    const { table, of } = first as Observation
    const feedSources = history.suppliers(table as HistoryTable, of.asset ?? of.venue)
    if (feedSources.every((name) => name === title)) return []
    return rows.toSorted((a, b) => b.time - a.time).slice(0, OVERLAP)
  })
}
