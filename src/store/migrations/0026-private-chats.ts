/** The private chats that were opened with members, and messages that are to be removed again. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const privateChats: Migration = {
  name: '0026-private-chats',
  async run(database, { integer, keyed }) {
    await sql`create table private_chat (
      member text primary key, chat text not null, tried_at ${integer} not null, closed ${integer} not null
    ) ${keyed}`.execute(database)
    await sql`create index private_chat_tried on private_chat (tried_at)`.execute(database)
    await sql`create table removal (
      chat text not null, message text not null, due ${integer} not null, primary key (chat, message)
    ) ${keyed}`.execute(database)
  },
}
