/** What moderators settle for a community, and which chats a member manages. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const moderators: Migration = {
  name: '0006-moderators',
  async run(database, { integer, keyed }) {
    await sql`alter table settings add column manager_role text`.execute(database)
    await sql`alter table settings add column log_channel text`.execute(database)
    await sql`create table managed_chat (
      platform text not null, member text not null, chat text not null, title text not null,
      seen_at ${integer} not null, primary key (platform, member, chat)
    ) ${keyed}`.execute(database)
  },
}
