/** Boxes of chats that refuse messages: nothing is sent there, and what was to be sent is not sent later. */
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { Unreachable } from '#src/chat/alertbox.ts'
import { parseAlertPlan } from '#src/chat/alertschema.ts'
import type { Schema } from '../schema.ts'
import { transact } from '../transact.ts'
import type { AlertRow } from './rows.ts'
import { holdWatches } from './states.ts'

/** To be called where a chat takes no more messages of a box, by the box's schedule: nothing more is sent there. */
export async function blockBox(
  transaction: Transaction<Schema>,
  schedule: { readonly id: string; readonly target: string },
  { reason, now }: { readonly reason: string; readonly now: number },
): Promise<void> {
  await transaction
    .updateTable('box')
    .set({ state: 'blocked', reason, flush_at: null, blocked_at: now, told_at: null })
    .where('schedule', '=', schedule.id)
    .execute()
  await discardWaiting(transaction, schedule.target)
  // What was gathered before would be refused as well; what may have arrived is looked for all the same.
  await transaction
    .updateTable('delivery')
    .set({ state: 'skipped', ended_at: now, error_code: 'unreachable', error_text: '', tell_after: null })
    .where('schedule', '=', schedule.id)
    .where('state', '=', 'pending')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('delivery_part')
            .select('delivery_part.part')
            .whereRef('delivery_part.delivery', '=', 'delivery.id')
            .where('delivery_part.state', '=', 'sending'),
        ),
      ),
    )
    .execute()
  await pauseAt(transaction, schedule.target)
}

/** An alert that was just saved is kept for a while where its chat lets nothing in: its owner reads so at once. */
export async function keepUnreachable(
  transaction: Transaction<Schema>,
  { id, target, until: own }: Pick<AlertRow, 'id' | 'target' | 'until'>,
  { until, now }: { readonly until: number; readonly now: number },
): Promise<void> {
  await transaction
    .updateTable('box')
    .set({ state: 'blocked', reason: 'forbidden', flush_at: null, blocked_at: now, told_at: now })
    .where('target', '=', target)
    .where('state', '=', 'open')
    .execute()
  await discardWaiting(transaction, target)
  await pauseAt(transaction, target)
  await transaction
    .updateTable('alert')
    .set({ until: Math.min(own, until) })
    .where('id', '=', id)
    .execute()
}

/** When an alert ends by its plan: one that was never reachable is kept for a shorter time. */
export function ownEnd({ until, plan_json }: Pick<AlertRow, 'until' | 'plan_json'>): number {
  return Math.max(until, parseAlertPlan(plan_json)?.until ?? until)
}

async function pauseAt(transaction: Transaction<Schema>, target: string): Promise<void> {
  const paused = await transaction
    .updateTable('alert')
    .set({ state: 'paused', trouble: 'unreachable', snoozed_until: null })
    .where('target', '=', target)
    .where('state', 'in', ['active', 'snoozed'])
    .where('deleted_at', 'is', null)
    .returning('id')
    .execute()
  await holdWatches(
    transaction,
    paused.map(({ id }) => id),
    { as: 'paused' },
  )
}

/** The same where the platform itself reports that a chat takes no messages any more. */
export function blockChat(
  database: Kysely<Schema>,
  target: string,
  reason: string,
  now: number,
): Promise<void> {
  return transact(database, async (transaction) => {
    const schedule = await transaction
      .selectFrom('box')
      .innerJoin('schedule', 'schedule.id', 'box.schedule')
      .select(['schedule.id', 'box.target'])
      .where('box.target', '=', target)
      .where('box.state', '=', 'open')
      .executeTakeFirst()
    if (schedule) await blockBox(transaction, schedule, { reason, now })
  })
}

/** Opens a blocked box: what was paused with it is judged again from the next value on. */
export function unblockBox(database: Kysely<Schema>, target: string, now: number): Promise<void> {
  return transact(database, async (transaction) => {
    await openAgain(transaction, target)
    await transaction
      .updateTable('box')
      .set({ blocked_at: null, told_at: null })
      .where('target', '=', target)
      .execute()
    const resumed = await transaction
      .updateTable('alert')
      .set({ state: 'active', trouble: null })
      .where('target', '=', target)
      .where('trouble', '=', 'unreachable')
      .where('deleted_at', 'is', null)
      .where('ended_at', 'is', null)
      .returning(['id', 'until', 'plan_json'])
      .execute()
    for (const row of resumed) {
      const until = ownEnd(row)
      if (until > row.until)
        await transaction.updateTable('alert').set({ until }).where('id', '=', row.id).execute()
    }
    await holdWatches(
      transaction,
      resumed.map(({ id }) => id),
      { as: 'snoozed', wakeAt: now },
    )
  })
}

/**
 * Opens a blocked box alone: what was to be sent while it was blocked is no news any more. Since when it refused stays written down, as
 * long as alerts are paused for that.
 */
export async function openAgain(transaction: Transaction<Schema>, target: string): Promise<void> {
  await discardWaiting(transaction, target)
  await transaction
    .updateTable('box')
    .set({ state: 'open', reason: null, listed: null })
    .where('target', '=', target)
    .where('state', '=', 'blocked')
    .execute()
}

/** Chats in which alerts of an owner are paused as they refused messages, the longest first. */
export async function unreachableOf(
  database: Kysely<Schema>,
  owner: string,
): Promise<readonly Unreachable[]> {
  const { rows } = await sql<{
    target: string
    since: number | null
    told_at: number | null
    alerts: number
  }>`
    select box.target, box.blocked_at as since, box.told_at, paused.alerts
    from (
      select target, count(*) as alerts from alert where ${pausedOf(owner)} group by target
    ) as paused inner join box on box.target = paused.target
    order by box.blocked_at, box.target`.execute(database)
  return rows.map(({ target, since, told_at, alerts }) => ({
    ...{ target, alerts: Number(alerts), isTold: told_at !== null },
    ...(since !== null && { since: Number(since) }),
  }))
}

/** Gives whether nobody had told the owner before. */
export async function toldOfUnreachable(
  database: Kysely<Schema>,
  owner: string,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('box')
    .set({ told_at: now })
    .where(sql<boolean>`target in (select target from alert where ${pausedOf(owner)})`)
    .where('told_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Alerts of an owner that are paused as their chat refused messages. */
function pausedOf(owner: string): RawBuilder<unknown> {
  return sql`owner = ${owner} and trouble = 'unreachable' and deleted_at is null and ended_at is null`
}

async function discardWaiting(transaction: Transaction<Schema>, target: string): Promise<void> {
  await transaction
    .updateTable('firing')
    .set({ fate: 'unposted' })
    .where('target', '=', target)
    .where('fate', '=', 'waits')
    .execute()
}
