/** Deliveries know whether their edition was posted with most of its figures missing: moderators hear of it once. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const thin: Migration = {
  name: '0013-thin',
  async run(database, { integer }) {
    await sql`alter table delivery add column thin ${integer} not null default 0`.execute(database)
  },
}
