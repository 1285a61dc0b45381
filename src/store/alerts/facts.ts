/** What is said of firings beside their rows, each written down once: what came first stays. */
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

export async function readFacts(database: Kysely<Schema>, id: string): Promise<unknown> {
  const row = await database
    .selectFrom('firing_facts')
    .select('facts_json')
    .where('id', '=', id)
    .executeTakeFirst()
  return row && (JSON.parse(row.facts_json) as unknown)
}

/** Gives what is kept then: of two that write at once, what the first one wrote. */
export async function keepFacts(
  database: Kysely<Schema>,
  id: string,
  facts: unknown,
  now: number,
): Promise<unknown> {
  const facts_json = JSON.stringify(facts)
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('firing_facts')
    .values({ id, facts_json, created_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  // As it is read at a later try.
  return Number(numInsertedOrUpdatedRows) === 1
    ? (JSON.parse(facts_json) as unknown)
    : readFacts(database, id)
}
