/** Since when the box of a chat is blocked, and when its owner was notified of it. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const unreachable: Migration = {
  name: '0025-unreachable',
  async run(database, { integer }) {
    await sql`alter table box add column blocked_at ${integer}`.execute(database)
    await sql`alter table box add column told_at ${integer}`.execute(database)
    // Read with every answer that a member alone sees.
    await sql`create index box_blocked on box (owner) where state = 'blocked'`.execute(database)
  },
}
