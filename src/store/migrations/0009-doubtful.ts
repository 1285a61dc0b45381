/** An index of what may or may not have arrived, as that goes before all else. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const doubtful: Migration = {
  name: '0009-doubtful',
  async run(database) {
    await sql`create index delivery_part_sending on delivery_part (delivery) where state = 'sending'`.execute(
      database,
    )
  },
}
