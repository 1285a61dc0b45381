/** The private chats that were opened with members, and messages that are to be removed again. */
import { type Kysely, sql } from 'kysely'
import { type MemberOf, memberSettings } from '#src/chat/address.ts'
import type { Fleeting } from '#src/chat/memory.ts'
import type { Whose } from '#src/chat/privacy.ts'
import type { KnownPrivateChat } from '#src/chat/privatechat.ts'
import type { Schema } from './schema.ts'

export async function privateChatOf(
  database: Kysely<Schema>,
  of: MemberOf,
): Promise<KnownPrivateChat | undefined> {
  const row = await database
    .selectFrom('private_chat')
    .selectAll()
    .where('member', '=', memberSettings(of))
    .executeTakeFirst()
  return row && { target: row.chat, isClosed: row.closed === 1, triedAt: row.tried_at }
}

/** A member's own chats, with the private one that was opened: what comes there is theirs wherever they ask. */
export async function withPrivateChat(database: Kysely<Schema>, whose: Whose): Promise<Whose> {
  if (whose.kind !== 'member') return whose
  const known = await privateChatOf(database, whose)
  return known ? { ...whose, chats: [...new Set([...whose.chats, known.target])] } : whose
}

export async function rememberPrivateChat(
  database: Kysely<Schema>,
  of: MemberOf,
  { target, isClosed, triedAt }: KnownPrivateChat,
): Promise<void> {
  const values = { chat: target, tried_at: triedAt, closed: Number(isClosed) }
  await database
    .insertInto('private_chat')
    .values({ member: memberSettings(of), ...values })
    .onConflict((conflict) => conflict.column('member').doUpdateSet(values))
    .execute()
}

/** Sorted, the latest last. */
export async function openingsSince(
  database: Kysely<Schema>,
  platform: string,
  at: number,
): Promise<readonly number[]> {
  const rows = await database
    .selectFrom('private_chat')
    .select('tried_at')
    .where('tried_at', '>', at)
    .where(sql<boolean>`member like ${`${memberSettings({ platform, member: '' })}%`}`)
    .orderBy('tried_at')
    .execute()
  return rows.map(({ tried_at }) => tried_at)
}

export async function rememberFleeting(
  database: Kysely<Schema>,
  { chat, message, due }: Fleeting,
): Promise<void> {
  await database
    .insertInto('removal')
    .values({ chat, message, due })
    .onConflict((conflict) => conflict.columns(['chat', 'message']).doUpdateSet({ due }))
    .execute()
}

export function fleeting(database: Kysely<Schema>): Promise<readonly Fleeting[]> {
  return database.selectFrom('removal').selectAll().orderBy('due').execute()
}

export async function forgetFleeting(
  database: Kysely<Schema>,
  { chat, message }: Pick<Fleeting, 'chat' | 'message'>,
): Promise<void> {
  await database.deleteFrom('removal').where('chat', '=', chat).where('message', '=', message).execute()
}
