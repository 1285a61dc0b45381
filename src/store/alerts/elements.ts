/** Lists of numbers and words as one parameter: the same statement for any number of rows, on both kinds of database. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { kindOf } from '../dialect.ts'
import type { Schema } from '../schema.ts'

/** A cell: whole numbers, words, nothing. Fractions are never passed so: they would be printed and read again. */
export type Cell = number | string | null

/** `e`, with one element for each row; `cell(0)` and `word(1)` are its columns. */
export function elements(database: Kysely<Schema>, rows: readonly (readonly Cell[])[]): RawBuilder<unknown> {
  const json = JSON.stringify(rows)
  return kindOf(database) === 'sqlite'
    ? sql`json_each(${json}) as e`
    : sql`jsonb_array_elements(cast(cast(${json} as text) as jsonb)) as e(value)`
}

/** The whole number in a column of an element. */
export function cell(column: number): RawBuilder<number> {
  return sql<number>`cast(e.value ->> ${sql.lit(column)} as bigint)`
}

/** The word in a column of an element. */
export function word(column: number): RawBuilder<string> {
  return sql<string>`cast(e.value ->> ${sql.lit(column)} as text)`
}
