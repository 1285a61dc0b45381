/** What the ledger knows of deliveries that wait, to wake a worker for them. */
import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** So many deliveries may be tried from then on. */
export interface NextDue {
  /** Milliseconds since 1970. */
  readonly runAfter: number
  readonly count: number
}

/**
 * Called within the transaction that makes deliveries wait: what it writes through `transaction` is there exactly when
 * they are. Nothing depends on it but how soon they are looked at. A transaction of another thread cannot be written
 * through, and is undefined.
 */
export type Notify = (transaction: Kysely<Schema> | undefined, waiting: NextDue) => Promise<void>

/** Wakes no worker: for those who look by themselves. */
export const notifyNobody: Notify = async () => {}
