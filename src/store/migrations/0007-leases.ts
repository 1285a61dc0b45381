/** What one process alone may do at a time. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const leases: Migration = {
  name: '0007-leases',
  async run(database, { integer, keyed }) {
    await sql`create table lease (
      name text primary key, holder text not null, until ${integer} not null
    ) ${keyed}`.execute(database)
  },
}
