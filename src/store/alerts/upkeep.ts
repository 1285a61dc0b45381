/** What time does to alerts: snoozes and terms end, series fall silent, what is old is forgotten. */
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { WatchedEvidence } from '#src/market/watched.ts'
import { flushBy } from './boxes.ts'
import type { Schema } from '../schema.ts'
import { transact } from '../transact.ts'
import { cell, elements, word } from './elements.ts'
import { holdAddresses, lock } from './lock.ts'
import type { SilentSeries } from './port.ts'
import { endWatches } from './states.ts'

const DAY = 86_400_000
/** Milliseconds for which prices of minutes, firings and alerts that are over are kept. */
const KEPT = {
  sample: 25 * 3_600_000,
  interest: 8 * DAY,
  firing: 90 * DAY,
  ended: 90 * DAY,
  deleted: DAY,
} as const
/** Alerts, or firings, in one transaction. */
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

/** In slices, so that others write in between. */
export async function endExpired(database: Kysely<Schema>, now: number): Promise<number> {
  const endSome = () =>
    transact(database, async (transaction) => {
      const over = sql<string>`select id from alert
        where ended_at is null and deleted_at is null and until <= ${now} limit ${SLICE}`
      const ended = await transaction
        .updateTable('alert')
        .set({ state: 'ended', ended_at: now, snoozed_until: null })
        .where(sql<boolean>`ended_at is null and until <= ${now} and id in (${over})`)
        .returning('id')
        .execute()
      await endWatches(
        transaction,
        ended.map(({ id }) => id),
      )
      return ended.length
    })
  return sumOfSlices(endSome)
}

/** Those that were set shortly before their end need no word of it. */
export function reportExpiring(
  database: Kysely<Schema>,
  { now, flushAt, ahead }: Times & { readonly ahead: number },
): Promise<number> {
  return transact(database, async (transaction) => {
    await holdAddresses(transaction)
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
      sql`watch.alert`,
    )
    return report(transaction, watches, 'expiring', { now, flushAt })
  })
}

/** One word to each chat of all its alerts on a series; once, until it has a value again. */
export function reportBlind(
  database: Kysely<Schema>,
  series: readonly SilentSeries[],
  kind: 'blind' | 'gone',
  times: Times,
): Promise<number> {
  if (series.length === 0) return Promise.resolve(0)
  return transact(database, async (transaction) => {
    await holdAddresses(transaction)
    const level = kind === 'blind' ? 1 : 2
    const told = await transaction
      .updateTable('observed')
      .set({ blind_told: level })
      .where(
        'id',
        'in',
        series.map(({ id }) => id),
      )
      .where('blind_told', '=', level - 1)
      .returning('id')
      .execute()
    if (told.length === 0) return 0
    const ids = sql.join(told.map(({ id }) => sql.val(id)))
    const watches = await firstWatches(
      transaction,
      sql`watch.series in (${ids}) and alert.state = 'active' and alert.deleted_at is null`,
      sql`watch.series, alert.target`,
    )
    const evidence = new Map(series.map(({ id, answers }) => [id, evidenceOf(answers)]))
    const silent = watches.map((watch) => ({ ...watch, evidence: evidence.get(watch.series) }))
    return report(transaction, silent, kind, times)
  })
}

/** Undefined where nothing is known of it. */
function evidenceOf(answers: SilentSeries['answers']): string | undefined {
  const evidence: WatchedEvidence | undefined = answers && { sources: [], answers }
  return evidence && JSON.stringify(evidence)
}

interface First {
  readonly id: number
  readonly series: number
  readonly alerts: number
  /** As JSON. */
  readonly evidence?: string | undefined
}

/** The first watch of each group, and how many alerts the group has. */
async function firstWatches(
  transaction: Transaction<Schema>,
  which: ReturnType<typeof sql>,
  group: RawBuilder<unknown>,
): Promise<readonly First[]> {
  const { rows } = await sql<First>`select min(watch.id) as id, min(watch.series) as series,
      count(distinct watch.alert) as alerts
    from watch inner join alert on alert.id = watch.alert
    where ${which} and watch.state <> 'done' group by ${group}`.execute(transaction)
  return rows.map(({ id, series, alerts }) => ({
    ...{ id: Number(id), series: Number(series), alerts: Number(alerts) },
  }))
}

async function report(
  transaction: Transaction<Schema>,
  watches: readonly First[],
  kind: string,
  { now, flushAt }: Times,
): Promise<number> {
  if (watches.length === 0) return 0
  const list = elements(
    transaction,
    watches.map(({ id, alerts, evidence }) => [id, alerts, evidence ?? null]),
  )
  await sql`update watch set step = step + 1 where id in (select ${cell(0)} from ${list})`.execute(
    transaction,
  )
  await sql`insert into firing (watch, step, alert, target, kind, series, side, level, seen_at,
      value, time, before_value, before_time, late, evidence_json, fate, listed, delivery)
    select watch.id, watch.step, watch.alert, alert.target, cast(${kind} as text), observed.name, watch.side,
      cast(${cell(1)} as double precision), cast(${now} as bigint), observed.value, observed.time, null, null,
      0, ${word(2)}, 'waits', null, null
    from ${list}
      inner join watch on watch.id = ${cell(0)}
      inner join alert on alert.id = watch.alert
      inner join observed on observed.id = watch.series`.execute(transaction)
  const targets = sql`select alert.target from watch inner join alert on alert.id = watch.alert
    where watch.id in (select ${cell(0)} from ${list})`
  await flushBy(transaction, flushAt, targets)
  return watches.length
}

/**
 * Forgets what is old, in slices, so that others write in between. Of a deleted alert its number stays, which is never given again.
 */
export async function housekeep(database: Kysely<Schema>, now: number): Promise<void> {
  await forgetSamples(database, now)
  await sumOfSlices(() => forgetFirings(database, now - KEPT.firing))
  await sumOfSlices(() => forgetFacts(database, now - KEPT.firing))
  await sumOfSlices(() => forgetAlerts(database, now))
  await transact(database, async (transaction) => {
    // Who adds an alert has found its series, and has not watched it yet.
    await lock(transaction)
    await sql`delete from observed where judged = 1 and not exists (
      select 1 from watch where watch.series = observed.id)`.execute(transaction)
  })
}

/** Coin by coin, as prices are kept by their coin. */
async function forgetSamples(database: Kysely<Schema>, now: number): Promise<void> {
  let last = ''
  for (;;) {
    const { asset } = await database
      .selectFrom('sample')
      .select((build) => build.fn.min('asset').as('asset'))
      .where('asset', '>', last)
      .executeTakeFirstOrThrow()
    if (asset === null) return
    const before = now - (asset.startsWith('interest.') ? KEPT.interest : KEPT.sample)
    await database.deleteFrom('sample').where('asset', '=', asset).where('time', '<', before).execute()
    last = asset
  }
}

async function forgetFirings(database: Kysely<Schema>, before: number): Promise<number> {
  const { numAffectedRows } = await sql`delete from firing where (watch, step) in (
    select watch, step from firing where seen_at < ${before} order by seen_at limit ${SLICE})`.execute(
    database,
  )
  return Number(numAffectedRows ?? 0)
}

async function forgetFacts(database: Kysely<Schema>, before: number): Promise<number> {
  const { numAffectedRows } = await sql`delete from firing_facts where id in (
    select id from firing_facts where created_at < ${before} limit ${SLICE})`.execute(database)
  return Number(numAffectedRows ?? 0)
}

function forgetAlerts(database: Kysely<Schema>, now: number): Promise<number> {
  return transact(database, async (transaction) => {
    const { rows } = await sql<{ id: string }>`select id from alert where plan_json <> '{}'
      and (deleted_at < ${now - KEPT.deleted} or ended_at < ${now - KEPT.ended}) limit ${SLICE}`.execute(
      transaction,
    )
    if (rows.length === 0) return 0
    const those = sql`select ${word(0)} from ${elements(
      transaction,
      rows.map(({ id }) => [id]),
    )}`
    await sql`delete from firing where alert in (${those})`.execute(transaction)
    await sql`delete from watch where alert in (${those})`.execute(transaction)
    await sql`update alert set plan_json = '{}', deleted_at = coalesce(deleted_at, ${now})
      where id in (${those})`.execute(transaction)
    return rows.length
  })
}

/** Repeats what does at most a slice at once until there is no more of it; gives how much it was. */
async function sumOfSlices(doSome: () => Promise<number>): Promise<number> {
  let sum = 0
  for (;;) {
    const done = await doSome()
    sum += done
    if (done < SLICE) return sum
  }
}
