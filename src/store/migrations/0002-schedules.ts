/** Schedules with their revisions, deliveries with their parts, and the workers that carry them out. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const schedules: Migration = {
  name: '0002-schedules',
  async run(database, { integer, keyed }) {
    await sql`create table schedule (
      id text primary key, owner text not null, number ${integer} not null, target text not null,
      plan_json text not null, state text not null, trouble text, refusals ${integer} not null,
      skips_next ${integer} not null, next_run_at ${integer}, revision ${integer} not null,
      created_at ${integer} not null, deleted_at ${integer}, unique (owner, number)
    ) ${keyed}`.execute(database)
    await sql`create index schedule_due on schedule (next_run_at) where next_run_at is not null`.execute(
      database,
    )
    await sql`create index schedule_by_target on schedule (target)`.execute(database)
    // The plan of a revision never changes: deliveries point to the one they were made by.
    await sql`create table revision (
      schedule text not null references schedule (id), revision ${integer} not null, at ${integer} not null,
      by text not null, change text not null, plan_json text not null, primary key (schedule, revision)
    ) ${keyed}`.execute(database)
    await sql`create table delivery (
      id text primary key, schedule text not null references schedule (id), revision ${integer} not null,
      platform text not null, target text not null, fire_at ${integer} not null, reason text not null,
      awaits text, state text not null, late ${integer} not null, tries ${integer} not null,
      run_after ${integer} not null, expires_at ${integer} not null, resends ${integer} not null,
      worker text, epoch ${integer} not null, lease_until ${integer}, edition text, parts ${integer},
      error_code text, error_text text, lacks_json text, tell_after ${integer},
      created_at ${integer} not null, ended_at ${integer}, unique (schedule, fire_at)
    ) ${keyed}`.execute(database)
    await sql`create index delivery_pending on delivery (platform, run_after) where state = 'pending'`.execute(
      database,
    )
    await sql`create index delivery_leased on delivery (lease_until)
      where state in ('claimed', 'sending')`.execute(database)
    await sql`create index delivery_awaiting on delivery (awaits)
      where state = 'pending' and awaits is not null`.execute(database)
    await sql`create index delivery_untold on delivery (tell_after) where tell_after is not null`.execute(
      database,
    )
    await sql`create index delivery_by_edition on delivery (edition) where edition is not null`.execute(
      database,
    )
    await sql`create table delivery_part (
      delivery text not null references delivery (id), part ${integer} not null, state text not null,
      nonce text not null, sending_since ${integer}, posted_json text, primary key (delivery, part)
    ) ${keyed}`.execute(database)
    await sql`create table worker (id text primary key, seen_at ${integer} not null) ${keyed}`.execute(
      database,
    )
  },
}
