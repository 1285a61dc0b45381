/** Facts that somebody told and no figure is made from, as they cannot be right or are told in several ways. */
import type { ObservedTable } from './observation.ts'
import type { Instant } from './time.ts'

export interface Withheld {
  /** By which an operator lets it stand. */
  readonly name?: string
  readonly table: ObservedTable
  /** The key columns but time, as an observation has them. */
  readonly of: Readonly<Record<string, string>>
  /** As the row is dated. */
  readonly time: Instant
  /** As it was told, in the table's unit. */
  readonly value: number
  readonly reason: WithheldReason
  /** What speaks against it. */
  readonly against: readonly Against[]
}

export type WithheldReason =
  /** Another venue tells another value. */
  | 'apart'
  /** It lies too far from what it is held against, and nothing confirms it. */
  | 'jump'
  /** It settled so first, and was told otherwise later, which is the likelier. */
  | 'disputed'
  /** It settled before as something else, which is kept. */
  | 'settled'

export interface Against {
  /** A venue's name, or that of what it was held against: `before`, `byPrice`, `byCoins`, `month`, `first`. */
  readonly name: string
  /** In the same unit. */
  readonly value: number
}
