/** What the two kinds of database differ in, for those who write SQL that must run on both. */
import { type Kysely, type RawBuilder, SqliteAdapter, sql } from 'kysely'

export type DatabaseKind = 'sqlite' | 'postgres'

/** Names of column types, and what ends a `create table`, in a database's own words. */
export interface ColumnTypes {
  /** Whole numbers up to 2^53: times in milliseconds, counts. */
  readonly integer: RawBuilder<unknown>
  /** Doubles. */
  readonly real: RawBuilder<unknown>
  /** Ends a table that has a primary key of its own: SQLite keeps its rows by it, and its types to the letter. */
  readonly keyed: RawBuilder<unknown>
}

const TYPES: Readonly<Record<DatabaseKind, ColumnTypes>> = {
  sqlite: { integer: sql.raw('integer'), real: sql.raw('real'), keyed: sql.raw('strict, without rowid') },
  postgres: { integer: sql.raw('bigint'), real: sql.raw('double precision'), keyed: sql.raw('') },
}

/** Which kind a database or a transaction is of. */
export function kindOf<Tables>(database: Kysely<Tables>): DatabaseKind {
  return database.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'postgres'
}

export function columnTypesOf<Tables>(database: Kysely<Tables>): ColumnTypes {
  return TYPES[kindOf(database)]
}
