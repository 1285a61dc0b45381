/** Chats say which answers are private, where members are answered, and which coin is meant where none is typed. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const manners: Migration = {
  name: '0015-manners',
  async run(database) {
    await sql`alter table settings add column private_commands_json text`.execute(database)
    await sql`alter table settings add column coin text`.execute(database)
    await sql`alter table settings add column allowed_chats_json text`.execute(database)
  },
}
