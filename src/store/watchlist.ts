/** The coins that members follow, in their order. */
import type { Expression, Kysely, SqlBool, Transaction } from 'kysely'
import { MOST_FOLLOWED, type WatchlistChange } from '#src/chat/memory.ts'
import type { Schema } from './schema.ts'

export async function watchlistOf(database: Kysely<Schema>, owner: string): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('watchlist')
    .select('asset')
    .where('owner', '=', owner)
    .orderBy('position')
    .orderBy('asset')
    .execute()
  return rows.map(({ asset }) => asset)
}

/** Adds behind the last, as many as there is room for, and removes; gives what is followed then. */
export function changeWatchlist(
  database: Kysely<Schema>,
  owner: string,
  change: WatchlistChange,
): Promise<readonly string[]> {
  return database.transaction().execute((transaction) => changeWatchlistIn(transaction, owner, change))
}

/** The same as a part of what the caller changes. */
export async function changeWatchlistIn(
  transaction: Transaction<Schema>,
  owner: string,
  { add = [], remove = [] }: WatchlistChange,
): Promise<readonly string[]> {
  if (remove.length > 0) {
    await transaction
      .deleteFrom('watchlist')
      .where('owner', '=', owner)
      .where('asset', 'in', remove)
      .execute()
  }
  const rows = await transaction.selectFrom('watchlist').selectAll().where('owner', '=', owner).execute()
  const last = Math.max(0, ...rows.map(({ position }) => position))
  const known = new Set(rows.map(({ asset }) => asset))
  const added = [...new Set(add)].filter((asset) => !known.has(asset)).slice(0, MOST_FOLLOWED - rows.length)
  if (added.length > 0) {
    await transaction
      .insertInto('watchlist')
      .values(added.map((asset, i) => ({ owner, asset, position: last + 1 + i })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  return watchlistOf(transaction, owner)
}

/** Whole rows, for their owner to read. */
export function readWatchlist(database: Kysely<Schema>, where: Expression<SqlBool>) {
  return database.selectFrom('watchlist').selectAll().where(where).orderBy('position').execute()
}
