/** Editions: the frozen readings of a week, one row a revision. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const editions: Migration = {
  name: '0004-editions',
  async run(database, { integer, keyed }) {
    await sql`create table edition (
      id text primary key, data_kind text not null, data_name text not null, week text not null,
      zone text not null, revision ${integer} not null, content_json text not null,
      frozen_at ${integer} not null, unique (data_kind, data_name, week, zone, revision)
    ) ${keyed}`.execute(database)
  },
}
