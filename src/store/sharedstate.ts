/** State that the processes of one bot share, by name: only the newest value is kept. */
import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export interface SharedState {
  /** Replaces the value under that name. `now` in milliseconds since 1970. */
  set(name: string, value: unknown, now: number): Promise<void>
  /** The value, and when it was set; undefined where none was. */
  get(name: string): Promise<{ readonly value: unknown; readonly at: number } | undefined>
}

export function createSharedState(database: Kysely<Schema>): SharedState {
  return {
    async set(name, value, now) {
      const row = { told_at: now, standing_json: JSON.stringify(value) }
      await database
        .insertInto('standing')
        .values({ name, ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute()
    },
    async get(name) {
      const row = await database
        .selectFrom('standing')
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirst()
      return row && { value: JSON.parse(row.standing_json), at: row.told_at }
    },
  }
}
