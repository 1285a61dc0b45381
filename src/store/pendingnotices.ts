/** Notices to moderators about deliveries: taken, sent, and sent again where the notice was cut off. */
import type { Kysely } from 'kysely'
import type { Trouble } from '#src/chat/delivery.ts'
import type { MissingPermission } from '#src/chat/posting.ts'
import { deliveryOf } from './deliveries.ts'
import { postedOf } from './posted.ts'
import { scheduleOf } from './schedules.ts'
import type { Schema } from './schema.ts'

/** Milliseconds after which what was taken to be reported, and was not, is taken again. */
const NOTIFY_AGAIN = 60_000
/** Milliseconds after which it is old news, and no process was there to send it. */
const OLD_NEWS = 86_400_000

export interface PendingNotices {
  pendingNotices(now: number, most: number): Promise<readonly Trouble[]>
  noticeSent(id: string): Promise<void>
}

export function createPendingNotices(database: Kysely<Schema>): PendingNotices {
  const forget = async (id: string) => {
    await database.updateTable('delivery').set({ tell_after: null }).where('id', '=', id).execute()
  }
  return {
    async pendingNotices(now, most) {
      const rows = await database
        .selectFrom('delivery')
        .selectAll()
        .where('tell_after', '<=', now)
        .orderBy('tell_after')
        .limit(most)
        .execute()
      const taken: Trouble[] = []
      for (const row of rows) {
        const { numUpdatedRows } = await database
          .updateTable('delivery')
          .set({ tell_after: now + NOTIFY_AGAIN })
          .where('id', '=', row.id)
          .where('tell_after', '=', row.tell_after)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) continue
        const schedule = await database
          .selectFrom('schedule')
          .selectAll()
          .where('id', '=', row.schedule)
          .executeTakeFirstOrThrow()
        if (now - (row.ended_at ?? now) > OLD_NEWS || schedule.deleted_at !== null) await forget(row.id)
        else {
          taken.push({
            delivery: deliveryOf(row, await postedOf(database, row.id)),
            schedule: scheduleOf(schedule),
            lacks: row.lacks_json === null ? [] : (JSON.parse(row.lacks_json) as MissingPermission[]),
          })
        }
      }
      return taken
    },
    noticeSent: forget,
  }
}
