/** A transaction that PostgreSQL may end as it waits for another that waits for it: done again, as nothing of it has happened. */
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/** Deadlocks in a row after which a transaction fails: each costs the server a second to find. */
const MOST = 3
/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const DEADLOCK = '40P01'

/** What `work` does beside the database it may do several times. */
export async function transact<Result>(
  database: Kysely<Schema>,
  work: (transaction: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await database.transaction().execute(work)
    } catch (error) {
      if ((error as { readonly code?: unknown } | null)?.code !== DEADLOCK || tries === MOST) throw error
    }
  }
}
