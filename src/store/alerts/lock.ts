/** One change of alerts at a time, where it gives numbers or counts what an owner has. */
import { sql, type Transaction } from 'kysely'
import { kindOf } from '../dialect.ts'
import type { Schema } from '../schema.ts'

/** Numbers and ids are given one after the other. SQLite's transactions wait for one another anyway. */
export async function lock(transaction: Transaction<Schema>): Promise<void> {
  if (kindOf(transaction) === 'postgres') {
    await sql`select pg_advisory_xact_lock(hashtext('alerts'))`.execute(transaction)
  }
}
