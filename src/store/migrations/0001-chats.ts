/** What is remembered about chats and answers: settings, the records behind buttons, what is asked for. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const chats: Migration = {
  name: '0001-chats',
  async run(database, { integer, keyed }) {
    await sql`create table settings (
      "of" text primary key, language text, zone text, theme text, colors text, private ${integer}
    ) ${keyed}`.execute(database)
    await sql`create table action (
      id text primary key, platform text not null, chat text not null, asker text not null,
      command text not null, args_json text not null, created_at ${integer} not null
    ) ${keyed}`.execute(database)
    await sql`create index action_by_age on action (created_at)`.execute(database)
    await sql`create table use_count (
      chat text not null, asset text not null, count ${integer} not null, primary key (chat, asset)
    ) ${keyed}`.execute(database)
  },
}
