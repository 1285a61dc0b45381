/** Flashes: rare events as they were frozen, one row a revision; which chat got which; since when a schedule posts them. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const flash: Migration = {
  name: '0023-flash',
  async run(database, { integer, real, keyed }) {
    await sql`alter table schedule add column flash_since ${integer}`.execute(database)
    await sql`create index schedule_flash on schedule (id) where flash_since is not null`.execute(database)
    await sql`create table flash (
      id text primary key, first text not null, data_kind text not null, data_name text not null,
      subject text not null, weeks ${integer} not null, at ${integer} not null, revision ${integer} not null,
      salience ${real} not null, content_json text not null, frozen_at ${integer} not null,
      unique (data_kind, data_name, subject, weeks, at, revision)
    ) ${keyed}`.execute(database)
    await sql`create index flash_by_first on flash (first, revision)`.execute(database)
    await sql`create index flash_by_time on flash (at)`.execute(database)
    await sql`create table flash_post (
      schedule text not null references schedule (id), flash text not null, fate text not null,
      at ${integer} not null, last ${integer} not null, delivery text, primary key (schedule, flash)
    ) ${keyed}`.execute(database)
    await sql`create index flash_post_by_delivery on flash_post (delivery) where delivery is not null`.execute(
      database,
    )
  },
}
