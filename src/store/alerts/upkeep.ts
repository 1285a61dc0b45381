/** What time does to alerts: snoozes and terms end, series fall silent, what is old is forgotten. */
import { type Kysely, sql, type Transaction } from 'kysely'
import { flushBy } from './boxes.ts'
import type { Schema } from '../schema.ts'
import { elements, word } from './elements.ts'
import { endWatches } from './states.ts'

const DAY = 86_400_000
/** Milliseconds for which prices of minutes, firings and alerts that are over are kept. */
const KEPT = { sample: 25 * 3_600_000, firing: 90 * DAY, ended: 90 * DAY, deleted: DAY } as const
/** Alerts in one transaction. */
const SLICE = 200

interface Times {
  readonly now: number
  readonly flushAt: number
}

/** Alerts whose snooze has ended are active once all of their watches have been seen to. */
export async function wakeAlerts(database: Kysely<Schema>, now: number): Promise<void> {
  await sql`update alert set state = 'active', snoozed_until = null
    where state = 'snoozed' and snoozed_until <= ${now}
      and not exists (select 1 from watch where watch.alert = alert.id and watch.state = 'snoozed')`.execute(
    database,
  )
}

export function endExpired(database: Kysely<Schema>, now: number): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const ended = await transaction
      .updateTable('alert')
      .set({ state: 'ended', ended_at: now, snoozed_until: null })
      .where(sql<boolean>`ended_at is null and deleted_at is null`)
      .where('until', '<=', now)
      .returning('id')
      .execute()
    await endWatches(
      transaction,
      ended.map(({ id }) => id),
    )
    return ended.length
  })
}

/** Those that were set shortly before their end need no word of it. */
export function reportExpiring(
  database: Kysely<Schema>,
  { now, flushAt, ahead }: Times & { readonly ahead: number },
): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const rows = await transaction
      .selectFrom('alert')
      .select('id')
      .where(sql<boolean>`ended_at is null and deleted_at is null`)
      .where('until', '<=', now + ahead)
      .where('until', '>', now)
      .where('expiry_told', '=', 0)
      .where('state', '=', 'active')
      .where(sql<boolean>`until - created_at > ${2 * ahead}`)
      .limit(SLICE)
      .execute()
    if (rows.length === 0) return 0
    const list = elements(
      transaction,
      rows.map(({ id }) => [id]),
    )
    const told = await sql<{ id: string }>`update alert set expiry_told = 1
      where expiry_told = 0 and id in (select ${word(0)} from ${list}) returning id`.execute(transaction)
    const ids = told.rows.map(({ id }) => id)
    const watches = await firstWatches(
      transaction,
      sql`watch.alert in (select ${word(0)} from ${elements(
        transaction,
        ids.map((id) => [id]),
      )})`,
      'watch.alert',
    )
    return report(transaction, watches, 'expiring', { now, flushAt })
  })
}

/** One word to each chat of all its alerts on the series; once, until it has a value again. */
export function reportBlind(
  database: Kysely<Schema>,
  series: number,
  kind: 'blind' | 'gone',
  times: Times,
): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const level = kind === 'blind' ? 1 : 2
    const { numUpdatedRows } = await transaction
      .updateTable('observed')
      .set({ blind_told: level })
      .where('id', '=', series)
      .where('blind_told', '=', level - 1)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return 0
    const watches = await firstWatches(
      transaction,
      sql`watch.series = ${series} and alert.state = 'active' and alert.deleted_at is null`,
      'alert.target',
    )
    return report(transaction, watches, kind, times)
  })
}

interface First {
  readonly id: number
  readonly alerts: number
}

/** The first watch of each group, and how many alerts the group has. */
async function firstWatches(
  transaction: Transaction<Schema>,
  which: ReturnType<typeof sql>,
  group: string,
): Promise<readonly First[]> {
  const { rows } = await sql<First>`select min(watch.id) as id, count(distinct watch.alert) as alerts
    from watch inner join alert on alert.id = watch.alert
    where ${which} and watch.state <> 'done' group by ${sql.ref(group)}`.execute(transaction)
  return rows.map(({ id, alerts }) => ({ id: Number(id), alerts: Number(alerts) }))
}

async function report(
  transaction: Transaction<Schema>,
  watches: readonly First[],
  kind: string,
  { now, flushAt }: Times,
): Promise<number> {
  for (const { id, alerts } of watches) {
    await sql`update watch set step = step + 1 where id = ${id}`.execute(transaction)
    await sql`insert into firing (watch, step, alert, target, kind, series, side, level, seen_at,
        value, time, before_value, before_time, late, evidence_json, fate, listed, delivery)
      select watch.id, watch.step, watch.alert, alert.target, cast(${kind} as text), observed.name, watch.side,
        cast(${alerts} as double precision), cast(${now} as bigint), observed.value, observed.time, null, null,
        0, null, 'waits', null, null
      from watch inner join alert on alert.id = watch.alert inner join observed on observed.id = watch.series
      where watch.id = ${id}`.execute(transaction)
  }
  if (watches.length === 0) return 0
  const list = elements(
    transaction,
    watches.map(({ id }) => [id]),
  )
  const targets = sql`select alert.target from watch inner join alert on alert.id = watch.alert
    where watch.id in (select cast(e.value ->> 0 as bigint) from ${list})`
  await flushBy(transaction, flushAt, targets)
  return watches.length
}

/** Of a deleted alert its number stays, which is never given again. */
export function housekeep(database: Kysely<Schema>, now: number): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom('sample')
      .where('time', '<', now - KEPT.sample)
      .execute()
    await transaction
      .deleteFrom('firing')
      .where('seen_at', '<', now - KEPT.firing)
      .execute()
    await transaction
      .deleteFrom('firing_facts')
      .where('created_at', '<', now - KEPT.firing)
      .execute()
    const over = sql`select id from alert where deleted_at < ${now - KEPT.deleted} or ended_at < ${now - KEPT.ended}`
    await sql`delete from firing where alert in (${over})`.execute(transaction)
    await sql`delete from watch where alert in (${over})`.execute(transaction)
    await sql`update alert set plan_json = '{}', deleted_at = coalesce(deleted_at, ${now})
      where id in (${over})`.execute(transaction)
    await sql`delete from observed where judged = 1 and not exists (
      select 1 from watch where watch.series = observed.id)`.execute(transaction)
  })
}
