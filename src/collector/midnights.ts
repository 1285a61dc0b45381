/** Rows of open interest that stand for the end of their day: a reading of hours before a midnight says nothing of it. */
import { DAY, type Instant, MINUTE } from '#src/market/time.ts'
import type { Columns } from '#src/store/record/columns.ts'
import type { SupplierColumns } from '#src/store/record/bysupplier.ts'
import type { Loaded } from './loaded.ts'

/** How long after the beginning of its day a row must be observed to stand for its end, milliseconds. */
export const OBSERVED_AFTER = DAY - 15 * MINUTE

/**
 * A series without the rows of days that were over at `now` and that were observed earlier than a quarter of an hour before their
 * end. Those of the day that runs stay, as they are its level. The same object as long as the same rows are left out.
 */
export function atMidnights(one: Loaded, now: Instant): Loaded {
  // Caps of 00:00 are reported at 00:00, and turnover once its day is over.
  if (one.table !== 'open_interest') return one
  const isOver = (time: Instant) => time + DAY <= now
  const early = (one.early ?? []).filter(isOver)
  const parts = (one.bySupplier ?? []).map((its) => ({ its, early: earlyOf(its).filter(isOver) }))
  const count = parts.reduce((sum, each) => sum + each.early.length, early.length)
  if (count === 0) return one
  const known = kept.get(one)
  if (known?.count === count) return known.made
  const made: Loaded = {
    ...one,
    columns: without(one.columns, early),
    ...(one.bySupplier && { bySupplier: byLast(parts.map((each) => columnsWithout(each.its, each.early))) }),
  }
  kept.set(one, { made, count })
  return made
}

/** By how many rows are left out: of a series they only become more. */
const kept = new WeakMap<Loaded, { readonly made: Loaded; readonly count: number }>()

function earlyOf({ columns, observedAt }: SupplierColumns): readonly Instant[] {
  return [...columns.times].filter((time, row) => (observedAt[row] as number) < time + OBSERVED_AFTER)
}

function columnsWithout(one: SupplierColumns, early: readonly Instant[]): SupplierColumns {
  if (early.length === 0) return one
  const rows = rowsWithout(one.columns, early)
  return {
    ...one,
    columns: without(one.columns, early),
    observedAt: Float64Array.from(rows, (row) => one.observedAt[row] as number),
  }
}

/** The supplier of the newest time last. */
function byLast(all: readonly SupplierColumns[]): readonly SupplierColumns[] {
  const lastOf = ({ columns: { times } }: SupplierColumns) => times.at(-1) ?? Number.NEGATIVE_INFINITY
  return all.filter(({ columns }) => columns.times.length > 0).toSorted((a, b) => lastOf(a) - lastOf(b))
}

function without(columns: Columns, times: readonly Instant[]): Columns {
  if (times.length === 0) return columns
  const rows = rowsWithout(columns, times)
  const picked = (column: Float64Array) => Float64Array.from(rows, (row) => column[row] as number)
  const [v1, v2, v3, v4] = columns.values
  return {
    ...columns,
    times: picked(columns.times),
    values: [picked(v1), picked(v2), picked(v3), picked(v4)],
    texts: new Map(
      rows.flatMap((row, at) => {
        const text = columns.texts.get(row)
        return text ? [[at, text] as const] : []
      }),
    ),
  }
}

function rowsWithout({ times }: Columns, left: readonly Instant[]): readonly number[] {
  const out = new Set(left)
  return Array.from(times, (_, row) => row).filter((row) => !out.has(times[row] as number))
}
