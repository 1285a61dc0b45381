/** A history without what cannot be right: each fact that is left out is named, with what speaks against it. */
import type { AssetId } from '#src/market/asset.ts'
import type { HistoryTables } from '#src/market/tables.ts'
import type { Instant } from '#src/market/time.ts'
import type { Withheld } from '#src/market/withheld.ts'
import { closesApart } from './plausible/apart.ts'
import { withoutRows } from './plausible/rows.ts'
import type { WitnessClose } from './witnesses.ts'

export interface Evidence {
  /** What venues told of a day's close, that one among them which told the close on record. */
  readonly witnesses?: (asset: AssetId, day: Instant) => readonly WitnessClose[]
  /** What was told beside a fact that stands, and was not kept: it is named with the rest. */
  readonly otherwise?: readonly Withheld[]
}

/** The same tables where nothing is to be left out: columns that hold nothing doubtful are not copied. */
export function withoutImplausible(
  tables: HistoryTables,
  { witnesses, otherwise = [] }: Evidence = {},
): HistoryTables {
  const apart = witnesses ? closesApart(tables.dailyCandles ?? new Map(), witnesses) : []
  const withheld = [...apart, ...otherwise].toSorted((a, b) => b.time - a.time)
  return { ...withoutRows(tables, apart), withheld }
}
