/** The editor's desk: texts for editions, approvals of runs, and what was done; where editions are shown first. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const desk: Migration = {
  name: '0019-desk',
  async run(database, { integer, keyed }) {
    await sql`alter table settings add column review_channel text`.execute(database)
    await sql`alter table settings add column two_people ${integer}`.execute(database)
    await sql`alter table schedule add column reviewed ${integer} not null default 0`.execute(database)
    await sql`create index schedule_reviewed on schedule (next_run_at) where reviewed = 1`.execute(database)
    await sql`alter table delivery add column additions_json text`.execute(database)
    await sql`create table desk_text (
      owner text not null, edition text not null, kind text not null, language text not null,
      text text not null, "by" text not null, at ${integer} not null,
      primary key (owner, edition, kind, language)
    ) ${keyed}`.execute(database)
    await sql`create table desk_entry (
      id text primary key, owner text not null, at ${integer} not null, "by" text not null,
      what text not null, edition text not null, schedule text, language text, before text, after text
    ) ${keyed}`.execute(database)
    await sql`create index desk_entry_by_owner on desk_entry (owner, at)`.execute(database)
    await sql`create table approval (
      schedule text not null references schedule (id), fire_at ${integer} not null, edition text not null,
      content text not null, additions_json text not null, state text not null, "by" text, at ${integer},
      public ${integer} not null, deadline ${integer} not null, expires_at ${integer} not null,
      review text, shown text, open ${integer} not null, primary key (schedule, fire_at)
    ) ${keyed}`.execute(database)
    await sql`create index approval_open on approval (schedule) where open = 1`.execute(database)
    await sql`create index approval_by_review on approval (review) where review is not null`.execute(database)
    await sql`create index approval_public on approval (edition) where public = 1`.execute(database)
  },
}
