/** Deliveries as people see and steer them, kept in the store. */
import { platformOf } from '#src/chat/address.ts'
import { type Kysely, sql } from 'kysely'
import type { Deliveries, Delivery } from '#src/chat/delivery.ts'
import type { Posted } from '#src/chat/posting.ts'
import { parseFaults, parsePlan } from '#src/chat/planschema.ts'
import { type Awaits, pendingRow } from './enqueuedue.ts'
import { postedOf } from './posted.ts'
import type { DeliveryRow, Schema } from './schema.ts'
import { notifyOfThin } from './thinnotice.ts'
import { type Notify, notifyNobody } from './nextdue.ts'

/** Milliseconds for which what a person asked for is tried. */
const ASKED_FOR = 3_600_000

/** `awaits` as of materialising; `onPending` hears that there is something to do now. */
export interface DeliveriesParts {
  readonly awaits: Awaits
  readonly onPending: () => void
}

export function createDeliveries(
  database: Kysely<Schema>,
  { awaits, onPending }: DeliveriesParts,
  notify: Notify = notifyNobody,
): Deliveries {
  const get = async (id: string) => {
    const row = await database.selectFrom('delivery').selectAll().where('id', '=', id).executeTakeFirst()
    return row && deliveryOf(row, await postedOf(database, id))
  }
  return {
    get,
    async history(schedule, limit) {
      const rows = await database
        .selectFrom('delivery')
        .selectAll()
        .where('schedule', '=', schedule)
        .where('reason', '<>', 'review')
        .orderBy('fire_at', 'desc')
        .limit(limit)
        .execute()
      return Promise.all(rows.map(async (row) => deliveryOf(row, await postedOf(database, row.id))))
    },
    async unsettled(owner) {
      const rows = await database
        .selectFrom('delivery')
        .innerJoin('schedule', 'schedule.id', 'delivery.schedule')
        .selectAll('delivery')
        .where('schedule.owner', '=', owner)
        .where('schedule.deleted_at', 'is', null)
        .where('delivery.state', '=', 'uncertain')
        .orderBy('delivery.fire_at', 'desc')
        .execute()
      return Promise.all(rows.map(async (row) => deliveryOf(row, await postedOf(database, row.id))))
    },
    async runNow(schedule, reason, now, target) {
      const row = await database
        .selectFrom('schedule')
        .selectAll()
        .where('id', '=', schedule)
        .where('deleted_at', 'is', null)
        .executeTakeFirst()
      if (!row) throw new RangeError(`there is no schedule ${schedule}`)
      const plan = parsePlan(row.plan_json)
      // Two of one schedule cannot be due in the same millisecond: the later gets the next one that is free.
      for (let fireAt = now; ; fireAt++) {
        const run = {
          fire_at: fireAt,
          run_after: now,
          reason,
          awaits: (await awaits(plan, fireAt)) ?? null,
          expires_at: now + ASKED_FOR,
          created_at: now,
        }
        const to = target ?? row.target
        const made = pendingRow(row, { ...run, target: to, platform: platformOf(to) })
        const isNew = await database.transaction().execute(async (transaction) => {
          const { numInsertedOrUpdatedRows } = await transaction
            .insertInto('delivery')
            .values(made)
            .onConflict((conflict) => conflict.columns(['schedule', 'fire_at']).doNothing())
            .executeTakeFirst()
          if (numInsertedOrUpdatedRows !== 1n) return false
          await notify(transaction, { runAfter: now, count: 1 })
          return true
        })
        if (!isNew) continue
        onPending()
        return deliveryOf(made, [])
      }
    },
    settle: (id, as, now) =>
      database.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('delivery')
          .selectAll()
          .where('id', '=', id)
          .where('state', '=', 'uncertain')
          .executeTakeFirst()
        if (!row) return false
        const parts = transaction
          .updateTable('delivery_part')
          .where('delivery', '=', id)
          .where('state', '=', 'sending')
        const settled =
          as === 'arrived'
            ? await parts.set({ state: 'sent', posted_json: '[]' }).executeTakeFirst()
            : await parts.set({ state: 'waiting', sending_since: null }).executeTakeFirst()
        const { sent } = await transaction
          .selectFrom('delivery_part')
          .select((build) => build.fn.countAll<number>().as('sent'))
          .where('delivery', '=', id)
          .where('state', '=', 'sent')
          .executeTakeFirstOrThrow()
        const complete = as === 'arrived' && Number(sent) >= (row.parts ?? 1)
        const clean = { error_code: null, error_text: null, lacks_json: null, tell_after: null, notice: null }
        const { numUpdatedRows } = await transaction
          .updateTable('delivery')
          .set(
            complete
              ? { ...clean, state: 'sent', ended_at: now }
              : {
                  ...clean,
                  state: 'pending',
                  ended_at: null,
                  run_after: now,
                  tries: 0,
                  expires_at: now + ASKED_FOR,
                  // Another nonce: the platform would take the old one for the message that did not arrive.
                  ...(as === 'resend' && { resends: sql<number>`resends + 1` as unknown as number }),
                },
          )
          .where('id', '=', id)
          .where('state', '=', 'uncertain')
          .executeTakeFirst()
        if (numUpdatedRows > 0n && complete) await notifyOfThin(transaction, row, now)
        if (settled.numUpdatedRows > 0n && !complete) {
          await notify(transaction, { runAfter: now, count: 1 })
          onPending()
        }
        return numUpdatedRows > 0n
      }),
  }
}

export function deliveryOf(row: DeliveryRow, posted: readonly Posted[]): Delivery {
  return {
    id: row.id,
    schedule: row.schedule,
    target: row.target,
    fireAt: row.fire_at,
    reason: row.reason as Delivery['reason'],
    state: row.state as Delivery['state'],
    late: row.late === 1,
    tries: row.tries,
    ...(row.state === 'pending' && { runAfter: row.run_after }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.error_code !== null && { error: { code: row.error_code, text: row.error_text ?? '' } }),
    ...(row.edition !== null && { edition: row.edition }),
    ...(row.faults_json !== null && { faults: parseFaults(row.faults_json) }),
    ...(row.finish_after !== null && { finishAfter: row.finish_after }),
    posted,
  }
}
