/** What one process knows and the others of the same bot are to know: the newest word of it alone. */
import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export interface Standings {
  /** In place of what was told under that name before. `now` in milliseconds since 1970. */
  tell(name: string, standing: unknown, now: number): Promise<void>
  /** What was told last, and when; undefined where nothing was. */
  told(name: string): Promise<{ readonly standing: unknown; readonly at: number } | undefined>
}

export function createStandings(database: Kysely<Schema>): Standings {
  return {
    async tell(name, standing, now) {
      const told = { told_at: now, standing_json: JSON.stringify(standing) }
      await database
        .insertInto('standing')
        .values({ name, ...told })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(told))
        .execute()
    },
    async told(name) {
      const row = await database
        .selectFrom('standing')
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirst()
      return row && { standing: JSON.parse(row.standing_json), at: row.told_at }
    },
  }
}
