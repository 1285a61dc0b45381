/** One step in how the tables came to be. */
import type { Kysely } from 'kysely'
import type { ColumnTypes } from './dialect.ts'

export interface Migration {
  /** Sorts after all before it; recorded under this name. */
  readonly name: string
  /** Runs in a transaction of its own, on either kind of database: types that differ are taken from `types`. */
  run(database: Kysely<unknown>, types: ColumnTypes): Promise<void>
}
