/**
 * Notices to moderators about deliveries. A recipient has one notice at a time: troubles are collected in it until it is
 * sent, and it is sent again until the platform has acknowledged it.
 */
import { randomBytes } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { platformOfRecipient } from '#src/chat/address.ts'
import { can } from '#src/chat/platform.ts'
import type { Trouble } from '#src/chat/delivery.ts'
import type { Notice } from '#src/chat/notice.ts'
import type { MissingPermission } from '#src/chat/posting.ts'
import { deliveryOf } from './deliveries.ts'
import { kindOf } from './dialect.ts'
import { postedOf } from './posted.ts'
import { scheduleOf } from './schedules.ts'
import type { DeliveryRow, NoticeRow, Schema } from './schema.ts'

/** Milliseconds after which what was taken to be assigned, and was not, is taken again. */
const NOTIFY_AGAIN = 60_000
/** Rows in one statement. */
const ROWS = 400

/** How notices are collected and paced, in milliseconds. */
export interface NoticeTimes {
  readonly now: number
  /** A notice waits for so long after the last trouble that joined it … */
  readonly quiet: number
  /** … but not longer than this after the first. */
  readonly longest: number
  /** Between two notices to one recipient. */
  readonly apart: number
}

export interface Notices {
  /** Troubles that are in no notice yet, taken so that no other worker assigns them for a minute. */
  pendingNotices(now: number, most: number): Promise<readonly Trouble[]>
  /**
   * Puts a trouble into the notice of the first recipient who takes notices. `waits`: that one's notice is being sent,
   * the trouble is for the next. `nowhere`: all of them have refused lately, it is tried again in a day.
   */
  assignNotice(
    delivery: string,
    recipients: readonly string[],
    times: NoticeTimes,
  ): Promise<'assigned' | 'waits' | 'nowhere'>
  /** A notice that may be sent now, the caller's for `lease` milliseconds. */
  takeNotice(platforms: readonly string[], now: number, lease: number): Promise<Notice | undefined>
  /**
   * Puts down, before the platform is called, that it is being sent, and holds on to it for `lease` milliseconds more.
   * False where it is another's by now.
   */
  noticeSending(notice: Pick<Notice, 'id' | 'tries'>, now: number, lease: number): Promise<boolean>
  /** The platform has acknowledged it, with these deliveries; what joined it meanwhile is for the next. */
  noticeTold(id: string, deliveries: readonly string[], now: number): Promise<void>
  /** To be sent again `at` an instant; `unsent` where it has certainly not arrived. Left as it is where another has taken it. */
  noticeAgain(
    notice: Pick<Notice, 'id' | 'tries'>,
    how: { readonly at: number; readonly unsent: boolean },
  ): Promise<void>
  /** Its recipient refuses notices, until an instant: its troubles are for the next recipient. */
  noticeRefused(id: string, now: number, until: number): Promise<void>
  /** Nobody need hear of a delivery, or they have. */
  noticeSent(id: string): Promise<void>
}

/** Milliseconds until a trouble that nobody takes is tried again. */
const NOWHERE_AGAIN = 86_400_000
/** Milliseconds until a trouble that waits for the next notice is looked at again. */
const WAITS = 20_000

export function createNotices(database: Kysely<Schema>): Notices {
  const forget = async (id: string) => {
    await database
      .updateTable('delivery')
      .set({ tell_after: null, notice: null })
      .where('id', '=', id)
      .execute()
  }
  return {
    async pendingNotices(now, most) {
      const rows = await database
        .selectFrom('delivery')
        .selectAll()
        .where('tell_after', '<=', now)
        .where('notice', 'is', null)
        .orderBy('tell_after')
        .limit(most)
        .execute()
      const taken: DeliveryRow[] = []
      for (const row of rows) {
        const { numUpdatedRows } = await database
          .updateTable('delivery')
          .set({ tell_after: now + NOTIFY_AGAIN })
          .where('id', '=', row.id)
          .where('tell_after', '=', row.tell_after)
          .where('notice', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows > 0n) taken.push(row)
      }
      return troublesOf(database, taken, forget)
    },
    assignNotice: (delivery, recipients, times) =>
      database.transaction().execute(async (transaction) => {
        let open: NoticeRow | undefined
        for (const recipient of recipients) {
          const row = await rowOf(transaction, recipient)
          if ((row.shut_until ?? 0) > times.now) continue
          // Under one nonce a message says one thing: what comes now is for the next.
          if (row.sending_since !== null && can(row.platform, 'nonce')) {
            await postpone(transaction, delivery, times.now + WAITS)
            return 'waits'
          }
          open = row
          break
        }
        if (!open) {
          await postpone(transaction, delivery, times.now + NOWHERE_AGAIN)
          return 'nowhere'
        }
        const { numUpdatedRows } = await transaction
          .updateTable('delivery')
          .set({ notice: open.id })
          .where('id', '=', delivery)
          .where('tell_after', 'is not', null)
          .where('notice', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows > 0n) await collect(transaction, open, times)
        return 'assigned'
      }),
    async takeNotice(platforms, now, lease) {
      if (platforms.length === 0) return undefined
      const row = await database
        .selectFrom('notice')
        .selectAll()
        .where('platform', 'in', platforms)
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .limit(1)
        .executeTakeFirst()
      if (!row) return undefined
      const { numUpdatedRows } = await database
        .updateTable('notice')
        .set({ next_at: now + lease, tries: sql<number>`tries + 1` as unknown as number })
        .where('id', '=', row.id)
        .where('next_at', '=', row.next_at)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return undefined
      const rows = await database
        .selectFrom('delivery')
        .selectAll()
        .where('notice', '=', row.id)
        .where('tell_after', 'is not', null)
        .orderBy('fire_at')
        .orderBy('target')
        .orderBy('id')
        .execute()
      return {
        id: row.id,
        recipient: row.recipient,
        tries: row.tries + 1,
        ...(row.sending_since !== null && { sendingSince: row.sending_since }),
        troubles: await troublesOf(database, rows, forget),
      }
    },
    async noticeSending({ id, tries }, now, lease) {
      const { numUpdatedRows } = await database
        .updateTable('notice')
        .set((build) => ({
          sending_since: build.fn.coalesce('sending_since', build.val(now)),
          next_at: now + lease,
        }))
        .where('id', '=', id)
        .where('tries', '=', tries)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    noticeTold: (id, deliveries, now) =>
      database.transaction().execute(async (transaction) => {
        for (let from = 0; from < deliveries.length; from += ROWS) {
          await transaction
            .updateTable('delivery')
            .set({ tell_after: null, notice: null })
            .where('notice', '=', id)
            .where('id', 'in', deliveries.slice(from, from + ROWS))
            .execute()
        }
        await leave(transaction, id, now)
        await renewed(transaction, id, { told_at: now })
      }),
    async noticeAgain({ id, tries }, { at, unsent }) {
      await database
        .updateTable('notice')
        .set({ next_at: at, ...(unsent && { sending_since: null }) })
        .where('id', '=', id)
        .where('tries', '=', tries)
        .execute()
    },
    noticeRefused: (id, now, until) =>
      database.transaction().execute(async (transaction) => {
        await leave(transaction, id, now)
        await renewed(transaction, id, { shut_until: until })
      }),
    noticeSent: forget,
  }
}

/** The recipient's notice, locked; made where there is none. */
async function rowOf(transaction: Transaction<Schema>, recipient: string): Promise<NoticeRow> {
  const fresh: NoticeRow = {
    ...{ recipient, id: newId(), platform: platformOfRecipient(recipient), tries: 0 },
    ...{ opened_at: null, next_at: null, sending_since: null, told_at: null, shut_until: null },
  }
  await transaction
    .insertInto('notice')
    .values(fresh)
    .onConflict((conflict) => conflict.column('recipient').doNothing())
    .execute()
  return transaction
    .selectFrom('notice')
    .selectAll()
    .where('recipient', '=', recipient)
    .$if(kindOf(transaction) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirstOrThrow()
}

/** One more trouble is in it: when it may be sent. What a failed try waits for is waited for all the same. */
async function collect(
  transaction: Transaction<Schema>,
  { id, opened_at, next_at, tries, told_at }: NoticeRow,
  { now, quiet, longest, apart }: NoticeTimes,
): Promise<void> {
  const opened = opened_at ?? now
  const wanted = Math.min(now + quiet, opened + longest)
  const earliest = Math.max(told_at === null ? 0 : told_at + apart, tries > 0 ? (next_at ?? 0) : 0)
  await transaction
    .updateTable('notice')
    .set({ opened_at: opened, next_at: Math.max(wanted, earliest) })
    .where('id', '=', id)
    .execute()
}

/** All that is in a notice is to be assigned anew. */
async function leave(transaction: Transaction<Schema>, id: string, now: number): Promise<void> {
  await transaction
    .updateTable('delivery')
    .set({ tell_after: now, notice: null })
    .where('notice', '=', id)
    .where('tell_after', 'is not', null)
    .execute()
}

async function postpone(transaction: Transaction<Schema>, delivery: string, until: number): Promise<void> {
  await transaction
    .updateTable('delivery')
    .set({ tell_after: until })
    .where('id', '=', delivery)
    .where('tell_after', 'is not', null)
    .execute()
}

/** An empty notice under another id in the place of one that is done with. */
async function renewed(
  transaction: Transaction<Schema>,
  id: string,
  values: Partial<Pick<NoticeRow, 'told_at' | 'shut_until'>>,
): Promise<void> {
  const empty = { id: newId(), opened_at: null, next_at: null, sending_since: null, tries: 0 }
  await transaction
    .updateTable('notice')
    .set({ ...empty, ...values })
    .where('id', '=', id)
    .execute()
}

/** With their schedules; of one that was deleted nobody need hear. */
async function troublesOf(
  database: Kysely<Schema>,
  rows: readonly DeliveryRow[],
  forget: (id: string) => Promise<void>,
): Promise<readonly Trouble[]> {
  const troubles: Trouble[] = []
  for (const row of rows) {
    const schedule = await database
      .selectFrom('schedule')
      .selectAll()
      .where('id', '=', row.schedule)
      .executeTakeFirstOrThrow()
    if (schedule.deleted_at !== null) {
      await forget(row.id)
      continue
    }
    troubles.push({
      delivery: deliveryOf(row, await postedOf(database, row.id)),
      schedule: scheduleOf(schedule),
      lacks: row.lacks_json === null ? [] : (JSON.parse(row.lacks_json) as MissingPermission[]),
    })
  }
  return troubles
}

/** Twenty characters: with the number of a part it is the nonce of a message. */
function newId(): string {
  return randomBytes(15).toString('base64url')
}
