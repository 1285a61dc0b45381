/** Taking up deliveries that no worker holds: of workers that died, and those whose time has passed. */
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import { platformsThat } from '#src/chat/platform.ts'
import type { Schema } from './schema.ts'

/** Milliseconds after its time in which what may have been sent is looked for, where it can be. */
const LOOKING = 10 * 60_000

/** Where what may have been sent can be sent again without harm, or looked for. */
const RESOLVABLE = [...new Set([...platformsThat('nonce'), ...platformsThat('readBack')])]

/**
 * Claimed ones, of which nothing was sent, wait again. Of those that were being sent it is unknown whether they arrived:
 * where a nonce keeps a second message from being made, or the bot can read what it has posted, they wait again, for who
 * claims them to see; else they are uncertain. Workers that are known to have ended have no leases any more, and are forgotten.
 */
export function expireLeases(
  database: Kysely<Schema>,
  now: number,
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
      notice: null,
      error_code: 'interrupted',
      error_text: 'the program ended while this was being sent',
    }
    // They keep their place, before what was never claimed.
    const again = { state: 'pending', lease_until: null }
    const results = [
      await leaseOver('claimed').set(again).executeTakeFirst(),
      await leaseOver('sending').set(again).where('platform', 'in', RESOLVABLE).executeTakeFirst(),
      await leaseOver('sending').set(uncertain).executeTakeFirst(),
      await transaction
        .updateTable('delivery')
        .set(uncertain)
        .where('state', '=', 'pending')
        .where((where) =>
          where.or([
            where('expires_at', '<', now - LOOKING),
            where.and([where('expires_at', '<', now), where('platform', 'not in', RESOLVABLE)]),
          ]),
        )
        .where((where) => where.exists(sendingPart(where)))
        .executeTakeFirst(),
      await transaction
        .updateTable('delivery')
        .set({ state: 'expired', ended_at: now, tell_after: now, notice: null })
        .where('state', '=', 'pending')
        .where('expires_at', '<', now)
        .where((where) => where.not(where.exists(sendingPart(where))))
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
