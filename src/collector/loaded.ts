/** What the record holds, as it is loaded to make a history of it. */
import type { Instant } from '#src/market/time.ts'
import type { Columns } from '#src/store/record/columns.ts'
import type { SeriesName } from '#src/store/record/record.ts'
import type { SupplierColumns } from '#src/store/record/bysupplier.ts'

/** A series of the record and all that is in it. */
export interface Loaded extends SeriesName {
  readonly columns: Columns
  /** The same apart by who reported it, where several reported for a table that is joined. */
  readonly bySupplier?: readonly SupplierColumns[]
  /** Times of rows of open interest that were observed too early in their day to stand for its end, rising. */
  readonly early?: readonly Instant[]
  /** Midnights of caps that were observed some minutes after them, rising. */
  readonly late?: readonly Instant[]
}
