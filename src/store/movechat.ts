/** A group became a supergroup: its address changes in everything that names it, at once. */
import { type Kysely, sql, type Transaction } from 'kysely'
import { boxOwner, isBoxOwner } from '#src/chat/alertbox.ts'
import { movedAddress, movedText, topicPrefix } from '#src/chat/address.ts'
import { lockAddresses } from './alerts/lock.ts'
import { moveArrival } from './arrivals.ts'
import { mergeSettings } from './movesettings.ts'
import { saveRevision } from './schedules.ts'
import type { Schema } from './schema.ts'
import { transact } from './transact.ts'

/** `from` and `to` are addresses of chats, without a topic: `telegram:-100`. */
export function moveChat(database: Kysely<Schema>, from: string, to: string, now: number): Promise<void> {
  return transact(database, async (transaction) => {
    await lockAddresses(transaction)
    await moveSchedules(transaction, from, to, now)
    await move(transaction, 'delivery', 'target', from, to)
    await moveAlerts(transaction, from, to, now)
    // Notices of the old address are collected anew for the new one.
    await sql`update delivery set notice = null
      where notice in (select id from notice where ${named('recipient', from)})`.execute(transaction)
    await sql`delete from notice where ${named('recipient', from)}`.execute(transaction)
    await move(transaction, 'action', 'chat', from, to)
    await moveActionStates(transaction, from, to)
    await dropManaged(transaction, from, to)
    await move(transaction, 'managed_chat', 'chat', from, to)
    await mergeSettings(transaction, from, to)
    // What the new address has already counts more.
    await dropKnown(transaction, 'settings', 'of', from, to)
    await move(transaction, 'settings', 'of', from, to)
    await move(transaction, 'settings', 'log_channel', from, to)
    await move(transaction, 'settings', 'review_channel', from, to)
    await dropTexts(transaction, from, to)
    await move(transaction, 'desk_text', 'owner', from, to)
    await move(transaction, 'desk_entry', 'owner', from, to)
    await moveAllowed(transaction, from, to)
    await moveChanges(transaction, from, to)
    await dropKnown(transaction, 'use_count', 'chat', from, to)
    await move(transaction, 'use_count', 'chat', from, to)
    await moveArrival(transaction, from, to, now)
  })
}

async function moveSchedules(
  transaction: Transaction<Schema>,
  from: string,
  to: string,
  now: number,
): Promise<void> {
  const rows = await transaction
    .selectFrom('schedule')
    .selectAll()
    .where((where) => where.or([named('target', from), named('owner', from)]))
    .orderBy('number')
    .execute()
  for (const row of rows) {
    const target = movedAddress(row.target, from, to)
    const owner = isBoxOwner(row.owner) ? boxOwner(target) : movedAddress(row.owner, from, to)
    // All else stays as it is, whatever version wrote it.
    const plan: unknown = { ...(JSON.parse(row.plan_json) as object), target }
    const moved = { ...row, target, owner, plan_json: JSON.stringify(plan), revision: row.revision + 1 }
    const number =
      owner === row.owner ? row.number : await freeNumber(transaction, 'schedule', owner, row.number)
    await transaction
      .updateTable('schedule')
      .set({ target, owner, number, plan_json: moved.plan_json, revision: moved.revision })
      .where('id', '=', row.id)
      .execute()
    await saveRevision(transaction, moved, { by: 'system', at: now, change: 'moved' })
  }
}

/** What both addresses have of alerts is the new one's; what waits in a box that both have is gathered by the new one. */
async function moveAlerts(
  transaction: Transaction<Schema>,
  from: string,
  to: string,
  now: number,
): Promise<void> {
  const rows = await transaction
    .selectFrom('alert')
    .selectAll()
    .where((where) => where.or([named('target', from), named('owner', from)]))
    .orderBy('number')
    .execute()
  for (const row of rows) {
    const [target, owner] = [movedAddress(row.target, from, to), movedAddress(row.owner, from, to)]
    const plan: unknown = { ...(JSON.parse(row.plan_json) as object), target }
    const number =
      owner === row.owner ? row.number : await freeNumber(transaction, 'alert', owner, row.number)
    await transaction
      .updateTable('alert')
      .set({ target, owner, number, plan_json: JSON.stringify(plan) })
      .where('id', '=', row.id)
      .execute()
  }
  await move(transaction, 'firing', 'target', from, to)
  await dropKnown(transaction, 'box', 'target', from, to)
  await move(transaction, 'box', 'target', from, to)
  await move(transaction, 'box', 'owner', from, to)
  await sql`update box set flush_at = coalesce(flush_at, ${now}) where ${named('target', to)}
    and exists (select 1 from firing where firing.target = box.target and firing.fate = 'waits')`.execute(
    transaction,
  )
}

/** The group's own list of its topics. */
async function moveAllowed(transaction: Transaction<Schema>, from: string, to: string): Promise<void> {
  const row = await transaction
    .selectFrom('settings')
    .select('allowed_chats_json')
    .where('of', '=', to)
    .executeTakeFirst()
  if (row?.allowed_chats_json == null) return
  const chats = (JSON.parse(row.allowed_chats_json) as string[]).map((chat) => movedAddress(chat, from, to))
  await transaction
    .updateTable('settings')
    .set({ allowed_chats_json: JSON.stringify(chats) })
    .where('of', '=', to)
    .execute()
}

/** Under both addresses they may have been counted: those of the old go on from the last of the new. */
async function moveChanges(transaction: Transaction<Schema>, from: string, to: string): Promise<void> {
  const rows = await transaction
    .selectFrom('setting_change')
    .selectAll()
    .where((where) => where.or([named('of', from), named('of', to)]))
    .orderBy('at')
    .orderBy('number')
    .execute()
  const last = new Map<string, number>()
  const moved = rows.map(({ value_json: json, ...row }) => {
    const of = movedAddress(row.of, from, to)
    const number = (last.get(of) ?? 0) + 1
    last.set(of, number)
    return { ...row, of, number, value_json: json === null ? null : movedText(json, from, to) }
  })
  if (moved.length === 0) return
  await transaction
    .deleteFrom('setting_change')
    .where((where) => where.or([named('of', from), named('of', to)]))
    .execute()
  await transaction.insertInto('setting_change').values(moved).execute()
}

/** What menus and drafts keep with their buttons, in whichever chat they stand: addresses in it, also within a plan. */
async function moveActionStates(transaction: Transaction<Schema>, from: string, to: string): Promise<void> {
  const rows = await transaction
    .selectFrom('action')
    .select(['id', 'args_json'])
    .where('args_json', 'like', `%${from}%`)
    .execute()
  for (const { id, args_json: json } of rows) {
    const args_json = movedText(json, from, to)
    if (args_json === json) continue
    await transaction.updateTable('action').set({ args_json }).where('id', '=', id).execute()
  }
}

/** A chat that a member manages under both addresses is one. */
async function dropManaged(transaction: Transaction<Schema>, from: string, to: string): Promise<void> {
  const rest = sql.lit(from.length + 1)
  await sql`delete from managed_chat where ${named('managed_chat.chat', from)} and exists (
    select 1 from managed_chat as other where other.platform = managed_chat.platform
    and other.member = managed_chat.member
    and other.chat = ${to} || substr(managed_chat.chat, ${rest}))`.execute(transaction)
}

/** What was written at the new address counts more. */
async function dropTexts(transaction: Transaction<Schema>, from: string, to: string): Promise<void> {
  await sql`delete from desk_text where owner = ${from} and exists (
    select 1 from desk_text as other where other.owner = ${to} and other.edition = desk_text.edition
    and other.kind = desk_text.kind and other.language = desk_text.language)`.execute(transaction)
}

/** The same number, unless the new address has had one like it. */
async function freeNumber(
  transaction: Transaction<Schema>,
  table: 'schedule' | 'alert',
  owner: string,
  number: number,
): Promise<number> {
  const rows = await transaction.selectFrom(table).select('number').where('owner', '=', owner).execute()
  const taken = rows.map((row) => row.number)
  return taken.includes(number) ? Math.max(...taken) + 1 : number
}

/** The chat itself, and its topics. */
function named(column: string, chat: string) {
  const beginning = topicPrefix(chat)
  return sql<boolean>`(${sql.ref(column)} = ${chat}
    or substr(${sql.ref(column)}, 1, ${sql.lit(beginning.length)}) = ${beginning})`
}

async function move(
  transaction: Transaction<Schema>,
  table: string,
  column: string,
  from: string,
  to: string,
): Promise<void> {
  const [name, rest] = [sql.ref(column), sql.lit(from.length + 1)]
  await sql`update ${sql.table(table)} set ${name} = ${to} || substr(${name}, ${rest})
    where ${named(column, from)}`.execute(transaction)
}

async function dropKnown(
  transaction: Transaction<Schema>,
  table: string,
  column: string,
  from: string,
  to: string,
): Promise<void> {
  const [name, rest] = [sql.ref(column), sql.lit(from.length + 1)]
  await sql`delete from ${sql.table(table)} where ${named(column, from)} and
    ${to} || substr(${name}, ${rest}) in (select ${name} from ${sql.table(table)})`.execute(transaction)
}
