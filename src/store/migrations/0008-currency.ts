/** What money is reported in. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const currency: Migration = {
  name: '0008-currency',
  async run(database) {
    await sql`alter table settings add column currency text`.execute(database)
  },
}
