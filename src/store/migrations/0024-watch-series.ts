/** Watches are found by their series: for a series that falls silent, and for one that is watched no longer. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const watchSeries: Migration = {
  name: '0024-watch-series',
  async run(database) {
    await sql`create index watch_by_series on watch (series)`.execute(database)
  },
}
