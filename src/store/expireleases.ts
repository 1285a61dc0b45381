/** Seeing to deliveries that nobody sees to: of workers that died, and those whose time has passed. */
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import { platformsThat } from '#src/chat/platform.ts'
import type { Schema } from './schema.ts'

/**
 * Claimed ones, of which nothing was sent, wait again. Of those that were being sent nobody knows whether they arrived:
 * where a nonce keeps a second message from being made they wait again as long as it does, else they are uncertain.
 * Workers that are known to have ended have no leases any more, and are forgotten.
 */
export function expireLeases(
  database: Kysely<Schema>,
  now: number,
  nonceWindow: number,
  ended: readonly string[] = [],
): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const leaseOver = (state: string) =>
      transaction
        .updateTable('delivery')
        .where('state', '=', state)
        .where((where) =>
          where.or([
            where('lease_until', '<', now),
            ...(ended.length > 0 ? [where('worker', 'in', ended)] : []),
          ]),
        )
    const uncertain = {
      state: 'uncertain',
      lease_until: null,
      ended_at: now,
      tell_after: now,
      error_code: 'interrupted',
      error_text: 'the program ended while this was being sent',
    }
    // They keep their place, before what was never claimed.
    const again = { state: 'pending', lease_until: null }
    const results = [
      await leaseOver('claimed').set(again).executeTakeFirst(),
      await leaseOver('sending')
        .set(again)
        .where('platform', 'in', platformsThat('nonce'))
        .where((where) =>
          where.exists(
            sendingPart(where)
              .where('nonce', '<>', '')
              .where('sending_since', '>', now - nonceWindow),
          ),
        )
        .executeTakeFirst(),
      await leaseOver('sending').set(uncertain).executeTakeFirst(),
      await transaction
        .updateTable('delivery')
        .set(uncertain)
        .where('state', '=', 'pending')
        .where('expires_at', '<', now)
        .where((where) => where.exists(sendingPart(where)))
        .executeTakeFirst(),
      await transaction
        .updateTable('delivery')
        .set({ state: 'expired', ended_at: now, tell_after: now })
        .where('state', '=', 'pending')
        .where('expires_at', '<', now)
        .executeTakeFirst(),
    ]
    if (ended.length > 0) await transaction.deleteFrom('worker').where('id', 'in', ended).execute()
    return results.reduce((sum, { numUpdatedRows }) => sum + Number(numUpdatedRows), 0)
  })
}

function sendingPart(where: ExpressionBuilder<Schema, 'delivery'>) {
  return where
    .selectFrom('delivery_part')
    .select(sql`1`.as('one'))
    .whereRef('delivery_part.delivery', '=', 'delivery.id')
    .where('delivery_part.state', '=', 'sending')
}
