/** What deliveries posted. */
import type { Kysely } from 'kysely'
import { parsePosted } from '#src/chat/planschema.ts'
import type { Posted } from '#src/chat/posting.ts'
import type { Schema } from './schema.ts'

/** Every message of a delivery, in order. */
export async function postedOf(database: Kysely<Schema>, delivery: string): Promise<readonly Posted[]> {
  const rows = await database
    .selectFrom('delivery_part')
    .select('posted_json')
    .where('delivery', '=', delivery)
    .orderBy('part')
    .execute()
  return rows.flatMap(({ posted_json }) => (posted_json === null ? [] : parsePosted(posted_json)))
}
