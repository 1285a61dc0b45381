/** How suppliers stand, as the process that asks them reports to the others. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const standing: Migration = {
  name: '0010-standing',
  async run(database, { integer, keyed }) {
    await sql`create table standing (
      name text primary key, told_at ${integer} not null, standing_json text not null
    ) ${keyed}`.execute(database)
  },
}
