/** Alerts as their owners see and change them, kept in the store. */
import { randomBytes } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { type Alert, ALERT_QUOTAS, UNDO_FOR, WATCHLIST } from '#src/chat/alert.ts'
import type { AlertChange, Alerts, NewAlert } from '#src/chat/alertstore.ts'
import type { AlertPlan } from '#src/chat/alert.ts'
import { memberIn } from '#src/chat/address.ts'
import { kindOf } from '../dialect.ts'
import type { Schema } from '../schema.ts'
import { transact } from '../transact.ts'
import { followList } from './follow.ts'
import { lock } from './lock.ts'
import {
  blockChat,
  keepUnreachable,
  openAgain,
  ownEnd,
  toldOfUnreachable,
  unblockBox,
  unreachableOf,
} from './blocked.ts'
import { openBox } from './boxes.ts'
import { countsOf, isTooMuch, watchedBy } from './counts.ts'
import { readFacts } from './facts.ts'
import { alertOf, firingOf, watchOf } from './read.ts'
import { putWatches } from './put.ts'
import type { AlertRow } from './rows.ts'
import { endWatches, holdWatches } from './states.ts'

/** Milliseconds for which an ended alert is listed. */
const ENDED_LISTED = 30 * 86_400_000

export function createAlerts(database: Kysely<Schema>): Alerts {
  const existing = () => database.selectFrom('alert').selectAll().where('deleted_at', 'is', null)
  return {
    async list(owner, now) {
      const rows = await existing()
        .where('owner', '=', owner)
        .where((where) =>
          where.or([where('ended_at', 'is', null), where('ended_at', '>', now - ENDED_LISTED)]),
        )
        .orderBy('number')
        .execute()
      return rows.flatMap((row) => alertOf(row) ?? [])
    },
    async get(id) {
      const row = await existing().where('id', '=', id).executeTakeFirst()
      return row && alertOf(row)
    },
    async find(owner, number) {
      const row = await existing().where('owner', '=', owner).where('number', '=', number).executeTakeFirst()
      return row && alertOf(row)
    },
    add: (wish) => transact(database, (transaction) => addIn(transaction, wish)),
    change: (change) => transact(database, (transaction) => changeIn(transaction, change)),
    remove: (id, now) =>
      transact(database, async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('alert')
          .set({ deleted_at: now })
          .where('id', '=', id)
          .where('deleted_at', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await holdWatches(transaction, [id], { as: 'paused' })
        await transaction
          .updateTable('firing')
          .set({ fate: 'unposted' })
          .where('alert', '=', id)
          .where('fate', '=', 'waits')
          .execute()
        return true
      }),
    restore: (id, now, total) =>
      transact(database, (transaction) => restoreIn(transaction, id, { now, total })),
    async watches(alert) {
      const rows = await database
        .selectFrom('watch')
        .innerJoin('observed', 'observed.id', 'watch.series')
        .selectAll('watch')
        .select('observed.name')
        .where('watch.alert', '=', alert)
        .orderBy('watch.id')
        .execute()
      return rows.map(watchOf)
    },
    follow: (change) => followList(database, change),
    async firings(alert, most) {
      const rows = await database
        .selectFrom('firing')
        .leftJoin('delivery', 'delivery.id', 'firing.delivery')
        .selectAll('firing')
        .select('delivery.state as sent')
        .where('firing.alert', '=', alert)
        .orderBy('firing.seen_at', 'desc')
        .orderBy('firing.step', 'desc')
        .limit(most)
        .execute()
      return rows.map(({ sent, ...row }) => firingOf(row, sent))
    },
    facts: (id) => readFacts(database, id),
    async observed(series) {
      if (series.length === 0) return []
      const rows = await database
        .selectFrom('observed')
        .select(['name', 'value', 'time'])
        .where('name', 'in', series)
        .where('time', 'is not', null)
        .execute()
      return rows.flatMap(({ name, value, time }) =>
        value === null || time === null ? [] : [{ series: name, value, time }],
      )
    },
    async box(target) {
      const row = await database.selectFrom('box').selectAll().where('target', '=', target).executeTakeFirst()
      if (!row) return undefined
      const { messagesPerDay } = quotaOf(row.owner)
      return {
        ...{ target, owner: row.owner },
        state: row.state as 'open' | 'blocked',
        ...(row.reason !== null && { reason: row.reason }),
        ...(row.day !== null && { day: row.day }),
        ...{ sent: row.sent_today, most: messagesPerDay },
      }
    },
    block: (...asked) => blockChat(database, ...asked),
    unblock: (target, now) => unblockBox(database, target, now),
    unreachable: (owner) => unreachableOf(database, owner),
    toldUnreachable: (owner, now) => toldOfUnreachable(database, owner, now),
    async count() {
      const rows = await database
        .selectFrom('alert')
        .select(['state', (build) => build.fn.countAll<number>().as('count')])
        .where('deleted_at', 'is', null)
        .groupBy('state')
        .execute()
      const counted = Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]))
      return { active: 0, paused: 0, snoozed: 0, ended: 0, ...counted }
    },
    async unsent() {
      const { rows } = await sql<{ reason: 'due' | 'quiet' | 'full' | 'blocked'; count: number }>`
        select case when box.state = 'blocked' then 'blocked' when box.listed = 'quiet' then 'quiet'
          when box.listed = 'full' then 'full' else 'due' end as reason, count(*) as count
        from firing inner join box on box.target = firing.target
        where firing.fate = 'waits' group by 1`.execute(database)
      const counted = Object.fromEntries(rows.map(({ reason, count }) => [reason, Number(count)]))
      return { due: 0, quiet: 0, full: 0, blocked: 0, ...counted }
    },
  }
}

/** What an owner may have: a member, or a chat of any kind. */
export function quotaOf(owner: string): (typeof ALERT_QUOTAS)[keyof typeof ALERT_QUOTAS] {
  return ALERT_QUOTAS[memberIn(owner) ? 'member' : 'chat']
}

async function addIn(
  transaction: Transaction<Schema>,
  { id = randomBytes(8).toString('base64url'), owner, plan, watches, now, most, unreachableUntil }: NewAlert,
): Promise<Alert | 'full'> {
  await lock(transaction)
  const { alerts, all, number } = await countsOf(transaction, owner)
  const watched = await watchedBy(transaction, owner)
  if (alerts >= most.alerts || all >= most.total || watched + watches.length > most.watches) return 'full'
  await openBox(transaction, plan, owner, now)
  const row: AlertRow = {
    ...{
      id,
      owner,
      number: number + 1,
      state: 'active',
      trouble: null,
    },
    ...{ snoozed_until: null, revision: 1, created_at: now, ended_at: null, deleted_at: null },
    ...fieldsOf(plan),
  }
  await transaction.insertInto('alert').values(row).execute()
  await putWatches(transaction, row.id, watches, now)
  if (unreachableUntil === undefined) return alertOf(row) as Alert
  await keepUnreachable(transaction, row, { until: unreachableUntil, now })
  const kept = await transaction
    .selectFrom('alert')
    .selectAll()
    .where('id', '=', row.id)
    .executeTakeFirstOrThrow()
  return alertOf(kept) as Alert
}

function fieldsOf(plan: AlertPlan) {
  const { condition } = plan
  return {
    ...{ target: plan.target, plan_json: JSON.stringify(plan), until: plan.until, expiry_told: 0 },
    is_list: Number('asset' in condition && condition.asset === WATCHLIST),
  }
}

async function changeIn(
  transaction: Transaction<Schema>,
  { id, revision, now, total, to }: AlertChange,
): Promise<Alert | 'full' | undefined> {
  if (to.kind === 'plan') await lock(transaction)
  const row = await transaction
    .selectFrom('alert')
    .selectAll()
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('deleted_at', 'is', null)
    .$if(kindOf(transaction) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) return undefined
  if (to.kind === 'plan') {
    const known = { id, owner: row.owner, isCounted: row.ended_at === null }
    const most = { ...quotaOf(row.owner), total }
    if (await isTooMuch(transaction, known, to.watches.length, most)) return 'full'
  }
  const until = to.kind === 'resume' ? ownEnd(row) : row.until
  const changed: AlertRow = { ...row, until, ...changesOf(row, { to, now }), revision: revision + 1 }
  const { id: _, ...values } = changed
  await transaction.updateTable('alert').set(values).where('id', '=', id).execute()
  if (to.kind === 'plan') {
    await openBox(transaction, to.plan, row.owner, now)
    await putWatches(transaction, id, to.watches, now)
  } else if (to.kind === 'pause') await holdWatches(transaction, [id], { as: 'paused' })
  else if (to.kind === 'snooze') await holdWatches(transaction, [id], { as: 'snoozed', wakeAt: to.until })
  else if (to.kind === 'end') await endWatches(transaction, [id])
  else if (to.kind === 'resume') {
    await openAgain(transaction, row.target)
    await holdWatches(transaction, [id], { as: 'snoozed', wakeAt: now })
  }
  return alertOf(changed)
}

function changesOf(row: AlertRow, { to, now }: Pick<AlertChange, 'to' | 'now'>): Partial<AlertRow> {
  switch (to.kind) {
    case 'plan':
      return { ...fieldsOf(to.plan), state: 'active', trouble: null, snoozed_until: null, ended_at: null }
    case 'end':
      return { state: 'ended', trouble: null, snoozed_until: null, ended_at: now }
    case 'pause':
      return { state: 'paused', trouble: null, snoozed_until: null }
    case 'resume':
      return { state: 'active', trouble: null, snoozed_until: null }
    case 'snooze':
      return { state: 'snoozed', trouble: null, snoozed_until: to.until }
    case 'extend': {
      const plan = JSON.parse(row.plan_json) as object
      return { until: to.until, expiry_told: 0, plan_json: JSON.stringify({ ...plan, until: to.until }) }
    }
  }
}

/** Judged from the next value on, as it was. */
async function restoreIn(
  transaction: Transaction<Schema>,
  id: string,
  { now, total }: { readonly now: number; readonly total: number | undefined },
): Promise<Alert | 'full' | undefined> {
  await lock(transaction)
  const row = await transaction
    .selectFrom('alert')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', '>', now - UNDO_FOR)
    .executeTakeFirst()
  if (!row) return undefined
  if (row.ended_at === null) {
    const { watches } = await transaction
      .selectFrom('watch')
      .select((build) => build.fn.countAll<number>().as('watches'))
      .where('alert', '=', id)
      .where('state', '<>', 'done')
      .executeTakeFirstOrThrow()
    const known = { id, owner: row.owner, isCounted: false }
    const most = { ...quotaOf(row.owner), total }
    if (await isTooMuch(transaction, known, Number(watches), most)) return 'full'
  }
  await transaction.updateTable('alert').set({ deleted_at: null }).where('id', '=', id).execute()
  if (row.state === 'active') await holdWatches(transaction, [id], { as: 'snoozed', wakeAt: now })
  if (row.state === 'snoozed')
    await holdWatches(transaction, [id], { as: 'snoozed', wakeAt: row.snoozed_until ?? now })
  return alertOf(row)
}
