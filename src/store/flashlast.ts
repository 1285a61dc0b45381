/** The last flash that a chat may have in seven days: known only when it goes out, as others may not have been approved. */
import type { Transaction } from 'kysely'
import { CAPPED_OVER } from '#src/chat/flash.ts'
import { kindOf } from './dialect.ts'
import type { Schema } from './schema.ts'

/** States of deliveries that posted nothing. */
export const UNPOSTED = ['dead', 'failed', 'expired', 'skipped']

export interface Capped {
  /** Flashes in seven days. */
  readonly most: number
  /** Whether what was made says that it is the last of them. */
  readonly isLast: boolean
}

/** Whether a flash that goes out now says the truth of that; puts down what is true, for it to be made anew. */
export async function saysLast(
  transaction: Transaction<Schema>,
  run: { readonly delivery: string; readonly schedule: string; readonly now: number },
  { most, isLast }: Capped,
): Promise<boolean> {
  // Two of one chat go out one after the other.
  if (kindOf(transaction) === 'postgres') {
    await transaction
      .selectFrom('schedule')
      .select('id')
      .where('id', '=', run.schedule)
      .forUpdate()
      .executeTakeFirst()
  }
  const others = await transaction
    .selectFrom('flash_post')
    .innerJoin('delivery', 'delivery.id', 'flash_post.delivery')
    .select('flash_post.flash')
    .where('flash_post.schedule', '=', run.schedule)
    .where('flash_post.fate', '=', 'posted')
    .where('flash_post.at', '>', run.now - CAPPED_OVER)
    .where('delivery.id', '<>', run.delivery)
    .where('delivery.state', 'not in', UNPOSTED)
    // Bound or sent: those that only wait may never be posted.
    .where('delivery.parts', 'is not', null)
    .execute()
  const last = others.length + 1 === most
  if (last === isLast) return true
  await transaction
    .updateTable('flash_post')
    .set({ last: Number(last) })
    .where('delivery', '=', run.delivery)
    .execute()
  return false
}
