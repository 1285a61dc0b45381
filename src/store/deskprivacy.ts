/** What the desk keeps of members: read for them, or removed from texts, posts and the list of what was done. */
import { type Expression, type Kysely, type SqlBool, sql, type Transaction } from 'kysely'
import { platformPrefix } from '#src/chat/address.ts'
import type { Additions, DeskKind, Texts } from '#src/chat/additions.ts'
import { type ActionRecord, EVERYWHERE } from '#src/chat/memory.ts'
import type { Whose } from '#src/chat/privacy.ts'
import type { Schema } from './schema.ts'

/** How the rest of the store names chats. */
export interface Names {
  readonly oneOf: (column: string, chats: readonly string[]) => Expression<SqlBool>
  readonly scheduleIn: (column: string, chats: readonly string[]) => Expression<SqlBool>
}

export async function readDesk(database: Kysely<Schema>, whose: Whose, names: Names) {
  const own = ofOwner(whose, names)
  return {
    desk_text: await database.selectFrom('desk_text').selectAll().where(own).execute(),
    desk_entry: await database.selectFrom('desk_entry').selectAll().where(own).orderBy('at').execute(),
    approval: await database.selectFrom('approval').selectAll().where(approvalsOf(whose, names)).execute(),
  }
}

/**
 * Removes it; `deleted` stands where a member decided something. What they wrote goes from approvals and from what is
 * kept of posts too. To be called before the schedules go. Gives the number of rows.
 */
export async function eraseDesk(
  transaction: Transaction<Schema>,
  whose: Whose,
  { deleted, ...names }: Names & { readonly deleted: string },
): Promise<number> {
  const own = ofOwner(whose, names)
  if (whose.kind === 'member') await eraseWritten(transaction, whose, names)
  const { oneOf, scheduleIn } = names
  const counts = [
    (await transaction.deleteFrom('desk_text').where(own).executeTakeFirst()).numDeletedRows,
    (await transaction.deleteFrom('desk_entry').where(oneOf('owner', whose.chats)).executeTakeFirst())
      .numDeletedRows,
    (await transaction.deleteFrom('approval').where(scheduleIn('schedule', whose.chats)).executeTakeFirst())
      .numDeletedRows,
    (
      await transaction
        .updateTable('settings')
        .set({ review_channel: null })
        .where(oneOf('review_channel', whose.chats))
        .executeTakeFirst()
    ).numUpdatedRows,
  ]
  if (whose.kind === 'member') {
    const entries = transaction.updateTable('desk_entry').set({ by: deleted, before: null, after: null })
    counts.push((await entries.where(own).executeTakeFirst()).numUpdatedRows)
    const approvals = transaction
      .updateTable('approval')
      .set({ by: deleted })
      .where(approvalsOf(whose, names))
    counts.push((await approvals.executeTakeFirst()).numUpdatedRows)
  }
  return counts.reduce((sum, one) => sum + Number(one), 0)
}

/** Takes a member's words out of what others have replaced, approved and posted. */
async function eraseWritten(transaction: Transaction<Schema>, whose: Whose, names: Names): Promise<void> {
  // What is behind the buttons of posts, which name no member.
  const buttons = await transaction
    .selectFrom('action')
    .select(['id', 'args_json'])
    .where('chat', '=', EVERYWHERE)
    .where('args_json', 'like', '%"additions"%')
    .execute()
  const entries = await transaction
    .selectFrom('desk_entry')
    .selectAll()
    .where(ofOwner(whose, names))
    .execute()
  for (const { owner, edition, what, language, after } of entries) {
    if (after === null || language === null) continue
    await transaction
      .updateTable('desk_entry')
      .set({ before: null })
      .where('owner', '=', owner)
      .where('edition', '=', edition)
      .where('before', '=', after)
      .execute()
    const kept = { kind: what as DeskKind, language: language as keyof Texts, text: after }
    const schedules = transaction.selectFrom('schedule').select('id').where('owner', '=', owner)
    for (const { id, args_json } of buttons) {
      const { additions = '{}' } = JSON.parse(args_json) as ActionRecord['args']
      if (without(additions, kept) === additions) continue
      await transaction.deleteFrom('action').where('id', '=', id).execute()
    }
    const approvals = await transaction
      .selectFrom('approval')
      .selectAll()
      .where('edition', '=', edition)
      .where('schedule', 'in', schedules)
      .execute()
    for (const { schedule, fire_at, additions_json } of approvals) {
      const left = without(additions_json, kept)
      if (left === additions_json) continue
      await transaction
        .updateTable('approval')
        .set({ additions_json: left })
        .where('schedule', '=', schedule)
        .where('fire_at', '=', fire_at)
        .execute()
    }
    const deliveries = await transaction
      .selectFrom('delivery')
      .select(['id', 'additions_json'])
      .where('additions_json', 'is not', null)
      .where('schedule', 'in', schedules)
      .execute()
    for (const { id, additions_json } of deliveries) {
      const left = without(additions_json ?? '{}', kept)
      if (left === additions_json) continue
      await transaction.updateTable('delivery').set({ additions_json: left }).where('id', '=', id).execute()
    }
  }
}

/** Additions without one text, where they have it. */
function without(
  json: string,
  {
    kind,
    language,
    text,
  }: { readonly kind: DeskKind; readonly language: keyof Texts; readonly text: string },
): string {
  const additions = JSON.parse(json) as Additions
  if (additions[kind]?.[language] !== text) return json
  const { [language]: _, ...texts } = additions[kind]
  return JSON.stringify({ ...additions, [kind]: texts })
}

/** Those of the chats; of a member, what they wrote or did anywhere on their platform. */
function ofOwner(whose: Whose, { oneOf }: Names): Expression<SqlBool> {
  const chats = oneOf('owner', whose.chats)
  if (whose.kind === 'chat') return chats
  const beginning = platformPrefix(whose.platform)
  return sql<SqlBool>`(${chats} or ("by" = ${whose.member}
    and substr(owner, 1, ${sql.lit(beginning.length)}) = ${beginning}))`
}

function approvalsOf(whose: Whose, { scheduleIn }: Names): Expression<SqlBool> {
  const chats = scheduleIn('schedule', whose.chats)
  if (whose.kind === 'chat') return chats
  const beginning = platformPrefix(whose.platform)
  return sql<SqlBool>`(${chats} or ("by" = ${whose.member} and schedule in
    (select id from schedule where substr(owner, 1, ${sql.lit(beginning.length)}) = ${beginning})))`
}
