/** How the tables came to be: steps that are only ever added, each run once and recorded. */
import { type Kysely, sql } from 'kysely'
import { columnTypesOf, kindOf } from './dialect.ts'
import { NewerStoreError } from './faults.ts'
import type { Migration } from './migration.ts'
import { chats } from './migrations/0001-chats.ts'
import { schedules } from './migrations/0002-schedules.ts'
import { guilds } from './migrations/0003-guilds.ts'
import { editions } from './migrations/0004-editions.ts'
import { record } from './migrations/0005-record.ts'
import { moderators } from './migrations/0006-moderators.ts'
import { leases } from './migrations/0007-leases.ts'
import { currency } from './migrations/0008-currency.ts'
import { doubtful } from './migrations/0009-doubtful.ts'
import { standing } from './migrations/0010-standing.ts'
import { backfill } from './migrations/0011-backfill.ts'
import { sides } from './migrations/0012-sides.ts'
import { thin } from './migrations/0013-thin.ts'
import { sidesReplaced } from './migrations/0014-sides-replaced.ts'
import { manners } from './migrations/0015-manners.ts'
import { arrivals } from './migrations/0016-arrivals.ts'
import { notices } from './migrations/0017-notices.ts'
import { settingChanges } from './migrations/0018-setting-changes.ts'
import { desk } from './migrations/0019-desk.ts'
import { alerts } from './migrations/0020-alerts.ts'
import { daily } from './migrations/0021-daily.ts'
import { watchlist } from './migrations/0022-watchlist.ts'
import { flash } from './migrations/0023-flash.ts'
import { watchSeries } from './migrations/0024-watch-series.ts'
import { unreachable } from './migrations/0025-unreachable.ts'
import { privateChats } from './migrations/0026-private-chats.ts'
import { firingFacts } from './migrations/0027-firing-facts.ts'

/** Sorted by name. */
export const MIGRATIONS: readonly Migration[] = [
  ...[chats, schedules, guilds, editions, record, moderators, leases],
  currency,
  doubtful,
  standing,
  backfill,
  sides,
  thin,
  sidesReplaced,
  manners,
  arrivals,
  notices,
  settingChanges,
  desk,
  alerts,
  daily,
  watchlist,
  flash,
  watchSeries,
  unreachable,
  privateChats,
  firingFacts,
]

/** Any number that is ours: processes that start together on one PostgreSQL run the steps one after the other. */
const LOCK = 1_267_434_826

/** Runs what has not been run yet, each step whole or not at all. Throws NewerStoreError for a store from the future. */
export async function migrate<Tables>(
  database: Kysely<Tables>,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<readonly string[]> {
  await inTurn(database, async (connection) => {
    await sql`create table if not exists migration (
      name text primary key, run_at ${columnTypesOf(database).integer} not null
    )`.execute(connection)
  })
  const done = await namesIn(database)
  const unknown = done.filter((name) => !migrations.some((one) => one.name === name))
  if (unknown.length > 0) throw new NewerStoreError(`unknown migrations ${unknown.join(', ')}`)
  const run: string[] = []
  for (const { name, run: step } of migrations.filter((one) => !done.includes(one.name))) {
    await inTurn(database, async (transaction) => {
      // Another process may have run it while this one waited.
      if ((await namesIn(transaction)).includes(name)) return
      await step(transaction as unknown as Kysely<unknown>, columnTypesOf(database))
      await sql`insert into migration (name, run_at) values (${name}, ${Date.now()})`.execute(transaction)
      run.push(name)
    })
  }
  return run
}

async function namesIn<Tables>(database: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from migration`.execute(database)
  return rows.map(({ name }) => name)
}

function inTurn<Tables>(
  database: Kysely<Tables>,
  work: (transaction: Kysely<Tables>) => Promise<void>,
): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    if (kindOf(database) === 'postgres') await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction)
    await work(transaction)
  })
}
