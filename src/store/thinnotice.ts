/** Moderators hear once for each schedule and edition that it was posted with most of its figures missing. */
import type { Transaction } from 'kysely'
import { kindOf } from './dialect.ts'
import type { DeliveryRow, Schema } from './schema.ts'

/**
 * To be called in the transaction that makes a delivery `sent`: where its edition is thin, moderators are to be notified,
 * unless an earlier delivery of the same schedule and edition has been sent. Revisions of an edition are one edition.
 */
export async function notifyOfThin(
  transaction: Transaction<Schema>,
  { id, schedule, awaits, thin }: Pick<DeliveryRow, 'id' | 'schedule' | 'awaits' | 'thin'>,
  now: number,
): Promise<void> {
  if (thin === 0) return
  // Two deliveries of one schedule may end at once: the second waits here, and then sees the first.
  await transaction
    .selectFrom('schedule')
    .select('id')
    .where('id', '=', schedule)
    .$if(kindOf(transaction) === 'postgres', (query) => query.forUpdate())
    .execute()
  const earlier = await transaction
    .selectFrom('delivery')
    .select('id')
    .where('schedule', '=', schedule)
    .where('id', '<>', id)
    .where('thin', '=', 1)
    .where('state', '=', 'sent')
    .where('awaits', 'is not distinct from', awaits)
    .limit(1)
    .executeTakeFirst()
  if (earlier) return
  await transaction
    .updateTable('delivery')
    .set({ tell_after: now, notice: null })
    .where('id', '=', id)
    .execute()
}
