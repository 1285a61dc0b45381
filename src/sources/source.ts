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
  /** What was left out because it was malformed. */
  readonly refusals: readonly Refusal[]
  /** Anything else that a person should know of, one sentence each. */
  readonly warnings: readonly string[]
}

/** One piece that was not used. */
export interface Refusal {
  /** Where it stands: a file's name, an address. */
  readonly where: string
  /** Line in it, counted from 1, where it has lines. */
  readonly line?: number
  readonly reason: string
}
