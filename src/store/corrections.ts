/** Posts of an edition that was corrected: which there are, and what they are once they were edited. */
import type { Kysely } from 'kysely'
import type { Posted } from '#src/chat/posting.ts'
import { withParts, withPlans } from './claim.ts'
import type { Claimed } from './claimed.ts'
import type { Schema } from './schema.ts'

export interface Corrections {
  /** Deliveries that ended and posted something of an edition, be it a part of it. */
  postedOf(edition: string, most: number): Promise<readonly Claimed[]>
  /** What a delivery posted; undefined where it has not posted all of it. */
  postedBy(id: string): Promise<Claimed | undefined>
  /** These parts of a delivery are these messages now. */
  replaced(id: string, parts: readonly number[], posted: readonly Posted[]): Promise<void>
  /** A delivery shows another edition now. */
  correct(id: string, edition: string): Promise<void>
}

const ENDED = ['sent', 'uncertain', 'failed', 'dead', 'expired']

export function createCorrections(database: Kysely<Schema>): Corrections {
  return {
    async postedOf(edition, most) {
      const rows = await withPlans(database)
        .where('delivery.state', 'in', ENDED)
        .where('delivery.edition', '=', edition)
        // What is shown for approval follows the approval.
        .where('delivery.reason', '<>', 'review')
        .where((where) =>
          where.exists(
            where
              .selectFrom('delivery_part')
              .select('delivery_part.part')
              .whereRef('delivery_part.delivery', '=', 'delivery.id')
              .where('delivery_part.state', '=', 'sent'),
          ),
        )
        .orderBy('delivery.id')
        .limit(most)
        .execute()
      return rows.length === 0 ? [] : withParts(database, rows)
    },
    async postedBy(id) {
      const row = await withPlans(database)
        .where('delivery.id', '=', id)
        .where('delivery.state', '=', 'sent')
        .executeTakeFirst()
      return row && (await withParts(database, [row]))[0]
    },
    replaced: (id, parts, posted) =>
      database.transaction().execute(async (transaction) => {
        for (const [index, part] of parts.entries()) {
          await transaction
            .updateTable('delivery_part')
            .set({ posted_json: index === 0 ? JSON.stringify(posted) : null })
            .where('delivery', '=', id)
            .where('part', '=', part)
            .execute()
        }
      }),
    async correct(id, edition) {
      await database.updateTable('delivery').set({ edition }).where('id', '=', id).execute()
    },
  }
}
