/** Rows of Hyperliquid's open interest that another supplier's replaced were counted as of one side too: they stand beside its later ones. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const sidesReplaced: Migration = {
  name: '0014-sides-replaced',
  async run(database) {
    await sql`update superseded set text_json = ${'{"sides":"1"}'}
      where text_json is null
        and series in (select id from record_series where "table" = 'open_interest' and key_json like ${'["hyperliquid",%'})
        and source in (select id from record_source where name = 'Hyperliquid')`.execute(database)
  },
}
