/** Dailies: the frozen figures of a day, one row a revision. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const daily: Migration = {
  name: '0021-daily',
  async run(database, { integer, keyed }) {
    await sql`create table daily (
      id text primary key, data_kind text not null, data_name text not null, day text not null,
      revision ${integer} not null, content_json text not null, frozen_at ${integer} not null,
      unique (data_kind, data_name, day, revision)
    ) ${keyed}`.execute(database)
  },
}
