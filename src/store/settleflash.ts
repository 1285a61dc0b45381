/** A flash decided for one chat: written down once, and a delivery where it is posted. */
import type { Transaction } from 'kysely'
import { HELD_BACK } from '#src/chat/desk.ts'
import { FLASH_NEWS } from '#src/chat/flash.ts'
import { kindOf } from './dialect.ts'
import { LATE_AFTER, pendingRow } from './enqueuedue.ts'
import type { Settled } from './flashport.ts'
import type { Schema } from './schema.ts'

/** Milliseconds between two flashes that a chat gets together: they come in their order. */
const APART = 5000

/** Whether that made a delivery. What was decided before stands. */
export async function settleFlash(
  transaction: Transaction<Schema>,
  schedule: string,
  { flash, fate, last }: Settled,
  now: number,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('schedule')
    .selectAll()
    .where('id', '=', schedule)
    .where('state', '=', 'active')
    .where('deleted_at', 'is', null)
    .where('flash_since', 'is not', null)
    .$if(kindOf(transaction) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) return false
  const run = {
    ...{ fire_at: now, reason: 'due', run_after: now, created_at: now },
    ...{ expires_at: flash.at + FLASH_NEWS + LATE_AFTER },
  }
  const made = pendingRow(row, run)
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('flash_post')
    .values({
      ...{ schedule, flash: flash.first, fate, at: now, last: Number(last) },
      delivery: fate === 'posted' ? made.id : null,
    })
    .onConflict((conflict) => conflict.columns(['schedule', 'flash']).doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n || fate !== 'posted') return false
  await replaceHeldBack(transaction, schedule, flash.first, now)
  // Two of one schedule cannot be due in the same millisecond.
  const taken = await transaction
    .selectFrom('delivery')
    .select(({ fn }) => fn.max('fire_at').as('latest'))
    .where('schedule', '=', schedule)
    .where('fire_at', '>=', now)
    .executeTakeFirst()
  const fireAt = taken?.latest == null ? now : Number(taken.latest) + 1
  await transaction
    .insertInto('delivery')
    .values({ ...made, fire_at: fireAt, run_after: now + (fireAt - now) * APART })
    .execute()
  return true
}

/** What was not approved of the same subject, and can still be posted by hand, gives way: the chat would read both. */
async function replaceHeldBack(
  transaction: Transaction<Schema>,
  schedule: string,
  flash: string,
  now: number,
): Promise<void> {
  await transaction
    .updateTable('delivery')
    .set({ error_code: 'overtaken', tell_after: null, notice: null })
    .where('state', '=', 'skipped')
    .where('error_code', 'in', HELD_BACK)
    .where('expires_at', '>', now)
    .where('id', 'in', (query) =>
      query
        .selectFrom('flash_post')
        .innerJoin('flash as before', 'before.id', 'flash_post.flash')
        .innerJoin('flash as after', 'after.subject', 'before.subject')
        .select('flash_post.delivery')
        .where('flash_post.schedule', '=', schedule)
        .where('flash_post.delivery', 'is not', null)
        .where('after.id', '=', flash)
        .whereRef('before.id', '<>', 'after.id')
        .$castTo<{ delivery: string }>(),
    )
    .execute()
}
