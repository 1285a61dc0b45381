/** The communities that the bot is in, kept in the store. */
import type { Kysely } from 'kysely'
import type { Guilds } from '#src/chat/guilds.ts'
import type { Schema } from './schema.ts'

/** Rows of one statement: databases take only so many values at once. */
const CHUNK = 400

export function createGuilds(database: Kysely<Schema>): Guilds {
  return {
    async join(community, now) {
      const row = { joined_at: now, left_at: null }
      await database
        .insertInto('guild')
        .values({ community, ...row })
        .onConflict((conflict) => conflict.column('community').doUpdateSet(row))
        .execute()
    },
    async leave(community, now) {
      await database
        .insertInto('guild')
        .values({ community, joined_at: now, left_at: now })
        .onConflict((conflict) => conflict.column('community').doUpdateSet({ left_at: now }))
        .execute()
    },
    reconcile(present, covers, now) {
      return database.transaction().execute(async (transaction) => {
        const rows = await transaction
          .selectFrom('guild')
          .select('community')
          .where('left_at', 'is', null)
          .execute()
        const recorded = new Set(rows.map(({ community }) => community))
        const there = new Set(present)
        const joined = [...there].filter((community) => !recorded.has(community))
        const gone = [...recorded].filter((community) => !there.has(community))
        const left = gone.length === 0 ? [] : await covers(gone)
        const row = { joined_at: now, left_at: null }
        for (const chunk of chunks(joined)) {
          await transaction
            .insertInto('guild')
            .values(chunk.map((community) => ({ community, ...row })))
            .onConflict((conflict) => conflict.column('community').doUpdateSet(row))
            .execute()
        }
        for (const chunk of chunks(left)) {
          await transaction
            .updateTable('guild')
            .set({ left_at: now })
            .where('community', 'in', chunk)
            .execute()
        }
      })
    },
    async get(community) {
      const row = await database
        .selectFrom('guild')
        .selectAll()
        .where('community', '=', community)
        .executeTakeFirst()
      if (!row) return undefined
      const { joined_at: joinedAt, left_at: leftAt } = row
      return { community, joinedAt, ...(leftAt !== null && { leftAt }) }
    },
    async count() {
      const { many } = await database
        .selectFrom('guild')
        .select((build) => build.fn.countAll().as('many'))
        .where('left_at', 'is', null)
        .executeTakeFirstOrThrow()
      return Number(many)
    },
  }
}

function chunks(items: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, n) =>
    items.slice(n * CHUNK, (n + 1) * CHUNK),
  )
}
