/** What is said of a firing beside its own row: written down before the first try of its message, so that each try says the same. */
import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

export const firingFacts: Migration = {
  name: '0027-firing-facts',
  async run(database, { integer, keyed }) {
    await sql`create table firing_facts (
      id text primary key, facts_json text not null, created_at ${integer} not null
    ) ${keyed}`.execute(database)
    await sql`create index firing_facts_by_age on firing_facts (created_at)`.execute(database)
  },
}
