/** When and by whom the bot was added to a chat: one greeting for one arrival, and somebody to notify where nobody else is known. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const arrivals: Migration = {
  name: '0016-arrivals',
  async run(database, { integer, keyed }) {
    await sql`create table arrival (
      chat text not null primary key, member text, arrived_at ${integer} not null
    ) ${keyed}`.execute(database)
  },
}
