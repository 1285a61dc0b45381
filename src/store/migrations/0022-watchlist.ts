/** The coins that a member follows, in their order. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const watchlist: Migration = {
  name: '0022-watchlist',
  async run(database, { integer, keyed }) {
    await sql`create table watchlist (
      owner text not null, asset text not null, position ${integer} not null, primary key (owner, asset)
    ) ${keyed}`.execute(database)
  },
}
