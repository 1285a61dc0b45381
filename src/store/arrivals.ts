/** When and by whom the bot was added to chats and communities. */
import type { Kysely, Transaction } from 'kysely'
import { type Arrival, ARRIVAL } from '#src/chat/memory.ts'
import type { Schema } from './schema.ts'

/**
 * Gives whether the arrival is a new one; one statement, so that of several processes one alone is told so. Who added the
 * bot may be known only when the same arrival is reported again.
 */
export async function recordArrival(
  database: Kysely<Schema>,
  { chat, member, at }: Arrival,
): Promise<boolean> {
  const result = await database
    .insertInto('arrival')
    .values({ chat, member: member ?? null, arrived_at: at })
    .onConflict((conflict) =>
      conflict
        .column('chat')
        .doUpdateSet({ member: member ?? null, arrived_at: at })
        .where('arrival.arrived_at', '<', at - ARRIVAL),
    )
    .executeTakeFirst()
  if (Number(result.numInsertedOrUpdatedRows ?? 0) > 0) return true
  if (member === undefined) return false
  await database
    .updateTable('arrival')
    .set({ member })
    .where('chat', '=', chat)
    .where('member', 'is', null)
    .execute()
  return false
}

/** Who has added the bot to a chat last; undefined where it is not known. */
export async function adderOf(database: Kysely<Schema>, chat: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('arrival')
    .select('member')
    .where('chat', '=', chat)
    .executeTakeFirst()
  return row?.member ?? undefined
}

/** When the bot was added to a chat last; undefined where it is not known. */
export async function arrivedAt(database: Kysely<Schema>, chat: string): Promise<number | undefined> {
  const row = await database
    .selectFrom('arrival')
    .select('arrived_at')
    .where('chat', '=', chat)
    .executeTakeFirst()
  return row?.arrived_at
}

/** A group that became a supergroup is no new one: who had added the bot to it stays known. */
export async function moveArrival(
  transaction: Transaction<Schema>,
  from: string,
  to: string,
  now: number,
): Promise<void> {
  const member = (await adderOf(transaction, from)) ?? (await adderOf(transaction, to)) ?? null
  const row = { member, arrived_at: now }
  await transaction.deleteFrom('arrival').where('chat', '=', from).execute()
  await transaction
    .insertInto('arrival')
    .values({ chat: to, ...row })
    .onConflict((conflict) => conflict.column('chat').doUpdateSet(row))
    .execute()
}
