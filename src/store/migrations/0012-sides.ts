/** Rows of Hyperliquid's open interest were counted as of one side, which they did not say: rows of two sides come after them. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const sides: Migration = {
  name: '0012-sides',
  async run(database) {
    await sql`update observation set text_json = ${'{"sides":"1"}'}
      where text_json is null
        and series in (select id from record_series where "table" = 'open_interest' and key_json like ${'["hyperliquid",%'})
        and source in (select id from record_source where name = 'Hyperliquid')`.execute(database)
  },
}
