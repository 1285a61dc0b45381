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

/**
 * To be called first by who writes down what alerts report to chats, or gathers it: no chat moves to another address meanwhile, and
 * addresses that are read from here on are those after a move. They do not wait for each other.
 */
export async function holdAddresses(transaction: Transaction<Schema>): Promise<void> {
  if (kindOf(transaction) === 'postgres') {
    await sql`select pg_advisory_xact_lock_shared(hashtext('alert addresses'))`.execute(transaction)
  }
}

/** To be called first by who moves a chat: all that alerts have reported to it so far is there to be moved. */
export async function lockAddresses(transaction: Transaction<Schema>): Promise<void> {
  if (kindOf(transaction) === 'postgres') {
    await sql`select pg_advisory_xact_lock(hashtext('alert addresses'))`.execute(transaction)
  }
}
