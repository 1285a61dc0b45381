/** What reading a dataset left out: rows refused, things not known, files read in another way than documented. */
import type { Fault, Notice } from '../source.ts'

export interface RefusedRow {
  readonly file: string
  /** Counted from 1; the header is line 1, and stands for the whole file where it costs the file. */
  readonly line: number
  /** In English, for logs. */
  readonly reason: string
  readonly fault: Fault
}

export interface Report {
  readonly refused: RefusedRow[]
  readonly notices: Notice[]
  /** Rows below the header, by file. */
  readonly rows: Map<string, number>
}

export function createReport(): Report {
  return { refused: [], notices: [], rows: new Map() }
}
