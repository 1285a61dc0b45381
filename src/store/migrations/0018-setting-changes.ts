/** Who changed a setting of a chat or community, when and to what. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const settingChanges: Migration = {
  name: '0018-setting-changes',
  async run(database, { integer, keyed }) {
    await sql`create table setting_change (
      "of" text not null, number ${integer} not null, at ${integer} not null, "by" text not null,
      name text not null, value_json text, primary key ("of", number)
    ) ${keyed}`.execute(database)
  },
}
