/** The queue of the backfill: what is wanted of the past, and how far back each job has come. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const backfill: Migration = {
  name: '0011-backfill',
  async run(database, { integer, keyed }) {
    await sql`create table backfill_job (
      id text primary key, source text not null, kind text not null, subject text not null,
      place ${integer} not null, from_time ${integer} not null, to_time ${integer} not null,
      cursor ${integer} not null, state text not null, tries ${integer} not null, retry_at ${integer} not null,
      last_error text, created_at ${integer} not null, changed_at ${integer} not null
    ) ${keyed}`.execute(database)
    await sql`create index backfill_job_waiting on backfill_job (source, state, place)`.execute(database)
  },
}
