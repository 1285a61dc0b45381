/** What reading a dataset left out: rows refused and things not known. */

export interface RefusedRow {
  readonly file: string
  /** Counted from 1; the header is line 1, and stands for the whole file where a column is absent. */
  readonly line: number
  readonly reason: string
}

export interface Report {
  readonly refused: RefusedRow[]
  /** Unknown files and columns: `notes.csv`, `prices_daily.csv: column "vwap"`. */
  readonly ignored: string[]
}

export function createReport(): Report {
  return { refused: [], ignored: [] }
}

/** Thrown inside a row's reading; the row's file and line are added where it is caught. */
export class RowRefusal extends Error {
  override readonly name = 'RowRefusal'
}
