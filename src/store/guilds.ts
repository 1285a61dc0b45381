/** The communities that the bot is in, kept in the store. */
import type { Kysely } from 'kysely'
import type { Guilds } from '#src/chat/guilds.ts'
import type { Schema } from './schema.ts'

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
