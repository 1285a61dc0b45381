/** Leases: what one process alone may do until a moment, kept where all processes look. */
import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export interface Leases {
  /** Takes or renews a lease until an instant. False while it is another's. Milliseconds since 1970. */
  take(name: string, holder: string, now: number, until: number): Promise<boolean>
  /** Gives it up, where it is the holder's. */
  release(name: string, holder: string): Promise<void>
}

export function createLeases(database: Kysely<Schema>): Leases {
  return {
    async take(name, holder, now, until) {
      const { numInsertedOrUpdatedRows } = await database
        .insertInto('lease')
        .values({ name, holder, until })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ holder, until })
            .where((where) =>
              where.or([where('lease.holder', '=', holder), where('lease.until', '<=', now)]),
            ),
        )
        .executeTakeFirst()
      return (numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    async release(name, holder) {
      await database.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute()
    },
  }
}
