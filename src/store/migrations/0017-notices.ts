/** Notices to moderators, one a recipient at a time, and what posts that are there still lack. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const notices: Migration = {
  name: '0017-notices',
  async run(database, { integer, keyed }) {
    await sql`create table notice (
      recipient text primary key, id text not null, platform text not null, opened_at ${integer},
      next_at ${integer}, sending_since ${integer}, tries ${integer} not null, told_at ${integer},
      shut_until ${integer}
    ) ${keyed}`.execute(database)
    await sql`create index notice_due on notice (platform, next_at) where next_at is not null`.execute(
      database,
    )
    await sql`alter table delivery add column notice text`.execute(database)
    await sql`create index delivery_by_notice on delivery (notice) where notice is not null`.execute(database)
    await sql`alter table delivery add column faults_json text`.execute(database)
    await sql`alter table delivery add column finish_after ${integer}`.execute(database)
    await sql`create index delivery_unfinished on delivery (platform, finish_after)
      where finish_after is not null`.execute(database)
  },
}
