/** The communities that have taken the bot in or put it out. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const guilds: Migration = {
  name: '0003-guilds',
  async run(database, { integer, keyed }) {
    await sql`create table guild (
      community text primary key, joined_at ${integer} not null, left_at ${integer}
    ) ${keyed}`.execute(database)
  },
}
