/** The contract of a source of history: whatever can hand over the whole past that it knows. */
import type { History } from '#src/market/history.ts'

export interface Source {
  /** As the table of sources and messages name it: `dataset`. */
  readonly name: string
  /** Reads everything. Rejects only where nothing can be used; what is merely malformed is a refusal. */
  load(): Promise<LoadedHistory>
}

export interface LoadedHistory {
  readonly history: History
  /** With what is withheld, as a record keeps all that was reported; `history` where nothing is. */
  readonly whole?: History
  /** What was left out because it was malformed, piece by piece. */
  readonly refusals: readonly Refusal[]
  /** The same reported file by file: those that are lost as a whole first. */
  readonly files: readonly RefusedFile[]
  /** Anything else that a person should know of. */
  readonly notices: readonly Notice[]
}

/** One piece that was not used. */
export interface Refusal {
  /** Where it stands: a file's name, an address. */
  readonly where: string
  /** Line in it, counted from 1, where it has lines. */
  readonly line?: number
  /** In English, for logs. */
  readonly reason: string
}

/** The reason of an instrument that is listed and reported nothing, where the supplier reports others: nothing was wrong. */
export const NOTHING_REPORTED = 'nothing was reported'

/** What is wrong, for a person's language: the sentence is `errors:dataset.faults.<code>` with these values. */
export interface Fault {
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
}

/** A file of which something was refused. */
export interface RefusedFile {
  readonly where: string
  /** Rows below its header. */
  readonly rows: number
  readonly refused: number
  /** Nothing of it is used. */
  readonly lost: boolean
  /** What is wrong, the most frequent first, each with how many rows it costs and the first line of them. */
  readonly kinds: readonly (Fault & { readonly rows: number; readonly line: number })[]
}

/** One thing to know: the sentence is `errors:dataset.notices.<code>` with these values. */
export type Notice = Fault
