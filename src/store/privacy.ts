/** What the tables say of members and chats: read for them, or removed. */
import { type Expression, type Kysely, type SqlBool, sql, type Transaction } from 'kysely'
import { memberSettings, platformPrefix, topicPrefix } from '#src/chat/address.ts'
import type { Kept, Privacy, Whose } from '#src/chat/privacy.ts'
import { eraseDesk, readDesk } from './deskprivacy.ts'
import { kindOf } from './dialect.ts'
import { plain } from './plainrow.ts'
import { OTHER_COLUMNS } from './othercolumns.ts'
import { ALERT_COLUMNS, type Reveals } from './alerts/columns.ts'
import { eraseAlerts } from './alerts/erase.ts'
import { readFlashPosts } from './flashes.ts'
import type { Schema } from './schema.ts'
import { withPrivateChat } from './privatechats.ts'
import { readWatchlist } from './watchlist.ts'

/**
 * Every column of every table that is not the market's record. A new column is added here with what it holds; a test
 * holds the list against the tables, and against what is left after removing.
 */
export const COLUMNS: { readonly [Table in keyof Schema]: Readonly<Record<keyof Schema[Table], Reveals>> } = {
  settings: {
    ...{ of: 'member', log_channel: 'chat' },
    ...{ language: 'nothing', zone: 'nothing', theme: 'nothing', colors: 'nothing', currency: 'nothing' },
    ...{ private: 'nothing', manager_role: 'nothing', private_commands_json: 'nothing', coin: 'nothing' },
    ...{ allowed_chats_json: 'chat', review_channel: 'chat', two_people: 'nothing', quiet: 'nothing' },
  },
  setting_change: {
    ...{ of: 'chat', by: 'member', value_json: 'chat' },
    ...{ number: 'nothing', at: 'nothing', name: 'nothing' },
  },
  action: {
    ...{ chat: 'chat', asker: 'member', args_json: 'member' },
    ...{ id: 'nothing', platform: 'nothing', command: 'nothing', created_at: 'nothing' },
  },
  use_count: { chat: 'chat', asset: 'nothing', count: 'nothing' },
  managed_chat: { member: 'member', chat: 'chat', title: 'chat', platform: 'nothing', seen_at: 'nothing' },
  arrival: { chat: 'chat', member: 'member', arrived_at: 'nothing' },
  notice: {
    recipient: 'member',
    ...{ id: 'nothing', platform: 'nothing', opened_at: 'nothing', next_at: 'nothing' },
    ...{ sending_since: 'nothing', tries: 'nothing', told_at: 'nothing', shut_until: 'nothing' },
  },
  desk_text: {
    ...{ owner: 'chat', by: 'member', text: 'member' },
    ...{ edition: 'nothing', kind: 'nothing', language: 'nothing', at: 'nothing' },
  },
  desk_entry: {
    ...{ owner: 'chat', by: 'member', before: 'member', after: 'member' },
    ...{ id: 'nothing', at: 'nothing', what: 'nothing', edition: 'nothing', schedule: 'nothing' },
    language: 'nothing',
  },
  approval: {
    ...{ by: 'member', additions_json: 'member' },
    ...{ schedule: 'nothing', fire_at: 'nothing', edition: 'nothing', content: 'nothing', state: 'nothing' },
    ...{ at: 'nothing', public: 'nothing', deadline: 'nothing', expires_at: 'nothing', review: 'nothing' },
    ...{ shown: 'nothing', open: 'nothing' },
  },
  guild: { community: 'chat', joined_at: 'nothing', left_at: 'nothing' },
  schedule: {
    ...{ owner: 'chat', target: 'chat', plan_json: 'chat' },
    ...{ id: 'nothing', number: 'nothing', state: 'nothing', trouble: 'nothing', refusals: 'nothing' },
    ...{ skips_next: 'nothing', next_run_at: 'nothing', revision: 'nothing' },
    ...{ created_at: 'nothing', deleted_at: 'nothing', reviewed: 'nothing', flash_since: 'nothing' },
  },
  revision: {
    ...{ by: 'member', plan_json: 'chat' },
    ...{ schedule: 'nothing', revision: 'nothing', at: 'nothing', change: 'nothing' },
  },
  delivery: {
    target: 'chat',
    ...{ id: 'nothing', schedule: 'nothing', revision: 'nothing', platform: 'nothing', fire_at: 'nothing' },
    ...{ reason: 'nothing', awaits: 'nothing', state: 'nothing', late: 'nothing', tries: 'nothing' },
    ...{ run_after: 'nothing', expires_at: 'nothing', resends: 'nothing', worker: 'nothing' },
    ...{ epoch: 'nothing', lease_until: 'nothing', edition: 'nothing', parts: 'nothing' },
    ...{ error_code: 'nothing', error_text: 'nothing', lacks_json: 'nothing', tell_after: 'nothing' },
    ...{ notice: 'nothing', faults_json: 'nothing', finish_after: 'nothing' },
    thin: 'nothing',
    ...{ created_at: 'nothing', ended_at: 'nothing', additions_json: 'member' },
  },
  delivery_part: {
    ...{ delivery: 'nothing', part: 'nothing', state: 'nothing', nonce: 'nothing' },
    ...{ sending_since: 'nothing', posted_json: 'chat' },
  },
  ...OTHER_COLUMNS,
  ...ALERT_COLUMNS,
}

/** Stands where a member stood. */
const DELETED = 'deleted'
/** Deliveries of one export, the newest first: a file has to fit into a chat. */
const MOST_DELIVERIES = 2000

export function createPrivacy(database: Kysely<Schema>): Privacy {
  return {
    read: async (whose) => read(database, await withPrivateChat(database, whose)),
    async erase(whose) {
      const count = await database
        .transaction()
        .execute(async (transaction) => erase(transaction, await withPrivateChat(transaction, whose)))
      // SQLite's log holds pages as they were: it is written into the file and emptied. Where something reads for longer
      // than it waits that is left to the next time that the log is full, or to the stop.
      if (kindOf(database) === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(database)
      return count
    },
  }
}

async function read(database: Kysely<Schema>, whose: Whose): Promise<Kept> {
  const { chats } = whose
  const isMember = whose.kind === 'member'
  const rows = {
    settings: await database.selectFrom('settings').selectAll().where(settingsOf(whose)).execute(),
    setting_change: await database
      .selectFrom('setting_change')
      .selectAll()
      .where(changesOf(whose))
      .orderBy('at')
      .execute(),
    action: await database.selectFrom('action').selectAll().where(actionsOf(whose)).execute(),
    use_count: await database.selectFrom('use_count').selectAll().where(oneOf('chat', chats)).execute(),
    managed_chat: await database.selectFrom('managed_chat').selectAll().where(managedOf(whose)).execute(),
    arrival: await database.selectFrom('arrival').selectAll().where(arrivalsOf(whose)).execute(),
    notice: await database.selectFrom('notice').selectAll().where(noticesTo(whose)).execute(),
    guild: await database.selectFrom('guild').selectAll().where(oneOf('community', chats)).execute(),
    schedule: await database.selectFrom('schedule').selectAll().where(oneOf('owner', chats)).execute(),
    alert: await database.selectFrom('alert').selectAll().where(ownedBy(whose)).orderBy('number').execute(),
    watch: await database.selectFrom('watch').selectAll().where(ofAlerts(whose)).orderBy('id').execute(),
    firing: await database
      .selectFrom('firing')
      .selectAll()
      .where(ofAlerts(whose))
      .orderBy('seen_at')
      .execute(),
    box: await database.selectFrom('box').selectAll().where(ownedBy(whose)).execute(),
    watchlist: await readWatchlist(database, ownedBy(whose)),
    private_chat: await database.selectFrom('private_chat').selectAll().where(chatOf(whose)).execute(),
    removal: await database.selectFrom('removal').selectAll().where(oneOf('chat', chats)).execute(),
    revision: await database.selectFrom('revision').selectAll().where(revisionsOf(whose)).execute(),
    delivery: await database
      .selectFrom('delivery')
      .selectAll()
      .where(deliveriesOf(chats))
      .orderBy('fire_at', 'desc')
      .limit(MOST_DELIVERIES)
      .execute(),
    flash_post: await readFlashPosts(database, scheduleIn('schedule', chats)),
    delivery_part: await database.selectFrom('delivery_part').selectAll().where(partsOf(chats)).execute(),
    ...(await readDesk(database, whose, { oneOf, scheduleIn })),
  }
  const kept = {
    ...rows,
    // What others asked, and who manages, is theirs.
    ...(!isMember && {
      action: rows.action.map(({ asker: _, args_json: __, ...row }) => row),
      managed_chat: rows.managed_chat.map(({ member: _, ...row }) => row),
      arrival: rows.arrival.map(({ member: _, ...row }) => row),
    }),
  }
  return Object.fromEntries(Object.entries(kept).map(([table, list]) => [table, list.map(plain)]))
}

async function erase(transaction: Transaction<Schema>, whose: Whose): Promise<number> {
  const { chats } = whose
  // What others are still to be told goes to their next recipient.
  await transaction
    .updateTable('delivery')
    .set({ notice: null })
    .where(sql<SqlBool>`notice in (select id from notice where ${noticesTo(whose)})`)
    .execute()
  const written = await eraseDesk(transaction, whose, { oneOf, scheduleIn, deleted: DELETED })
  const alerts = await eraseAlerts(transaction, {
    firings: sql`(${ofAlerts(whose)} or ${oneOf('target', chats)})`,
    alerts: reaching(whose),
    boxes: boxesOf(whose),
  })
  const deleting = [
    transaction.deleteFrom('flash_post').where(scheduleIn('schedule', chats)),
    transaction.deleteFrom('delivery_part').where(partsOf(chats)),
    transaction.deleteFrom('delivery').where(deliveriesOf(chats)),
    transaction.deleteFrom('revision').where(scheduleIn('schedule', chats)),
    transaction.deleteFrom('schedule').where(oneOf('owner', chats)),
    transaction.deleteFrom('settings').where(settingsOf(whose)),
    transaction.deleteFrom('setting_change').where(namesChat(chats)),
    transaction.deleteFrom('notice').where(noticesTo(whose)),
    transaction.deleteFrom('action').where(actionsOf(whose)),
    transaction.deleteFrom('use_count').where(oneOf('chat', chats)),
    transaction.deleteFrom('managed_chat').where(managedOf(whose)),
    transaction.deleteFrom('watchlist').where(ownedBy(whose)),
    transaction.deleteFrom('private_chat').where(chatOf(whose)),
    transaction.deleteFrom('removal').where(oneOf('chat', chats)),
    transaction.deleteFrom('arrival').where(oneOf('chat', chats)),
    // While the bot is in a community, it has to know that it is.
    transaction.deleteFrom('guild').where(oneOf('community', chats)).where('left_at', 'is not', null),
  ]
  let count = alerts + BigInt(written)
  for (const one of deleting) count += (await one.executeTakeFirst()).numDeletedRows
  const updating = [
    transaction.updateTable('settings').set({ log_channel: null }).where(oneOf('log_channel', chats)),
    ...(whose.kind === 'member'
      ? [
          transaction.updateTable('revision').set({ by: DELETED }).where(revisionsOf(whose)),
          transaction.updateTable('setting_change').set({ by: DELETED }).where(changesOf(whose)),
          transaction.updateTable('arrival').set({ member: null }).where(arrivalsOf(whose)),
        ]
      : []),
  ]
  for (const one of updating) count += (await one.executeTakeFirst()).numUpdatedRows
  return Number(count)
}

/** Alerts and boxes of a member are owned by the name of their settings. */
function ownedBy(whose: Whose): Expression<SqlBool> {
  return namedBySettings('owner', whose)
}

/** Where a member was written to. */
function chatOf(whose: Whose): Expression<SqlBool> {
  return namedBySettings('member', whose)
}

/** Alerts that are theirs, or that are reported in a chat that is. */
function reaching(whose: Whose): Expression<SqlBool> {
  return sql<SqlBool>`(${ownedBy(whose)} or ${oneOf('target', whose.chats)})`
}

function ofAlerts(whose: Whose): Expression<SqlBool> {
  return sql<SqlBool>`alert in (select id from alert where ${reaching(whose)})`
}

/** Boxes that are theirs and that nobody else's alert is reported by. */
function boxesOf(whose: Whose): Expression<SqlBool> {
  return sql<SqlBool>`(${oneOf('target', whose.chats)} or (${ownedBy(whose)} and not exists (
    select 1 from alert where alert.target = box.target)))`
}

function settingsOf(whose: Whose): Expression<SqlBool> {
  return namedBySettings('of', whose)
}

/** A member is told alone by the name of their settings. */
function noticesTo(whose: Whose): Expression<SqlBool> {
  return namedBySettings('recipient', whose)
}

function namedBySettings(column: string, whose: Whose): Expression<SqlBool> {
  const chats = oneOf(column, whose.chats)
  if (whose.kind === 'chat') return chats
  return sql<SqlBool>`(${chats} or ${sql.ref(column)} = ${memberSettings(whose)})`
}

function actionsOf(whose: Whose): Expression<SqlBool> {
  const chats = oneOf('chat', whose.chats)
  if (whose.kind === 'chat') return chats
  return sql<SqlBool>`(${chats} or (platform = ${whose.platform} and asker = ${whose.member}))`
}

function managedOf(whose: Whose): Expression<SqlBool> {
  const chats = oneOf('chat', whose.chats)
  if (whose.kind === 'chat') return chats
  return sql<SqlBool>`(${chats} or (platform = ${whose.platform} and member = ${whose.member}))`
}

/** Those of the chats; of a member, wherever they added the bot. */
function arrivalsOf(whose: Whose): Expression<SqlBool> {
  const chats = oneOf('chat', whose.chats)
  if (whose.kind === 'chat') return chats
  const beginning = platformPrefix(whose.platform)
  return sql<SqlBool>`(${chats} or (member = ${whose.member}
    and substr(chat, 1, ${sql.lit(beginning.length)}) = ${beginning}))`
}

/** Those of the chats' schedules; of a member, what they changed anywhere on their platform. */
function revisionsOf(whose: Whose): Expression<SqlBool> {
  const chats = scheduleIn('schedule', whose.chats)
  if (whose.kind === 'chat') return chats
  const beginning = platformPrefix(whose.platform)
  return sql<SqlBool>`(${chats} or ("by" = ${whose.member} and schedule in
    (select id from schedule where substr(owner, 1, ${sql.lit(beginning.length)}) = ${beginning})))`
}

/** Those of the chats' settings; of a member, what they changed anywhere on their platform. */
function changesOf(whose: Whose): Expression<SqlBool> {
  const chats = oneOf('of', whose.chats)
  if (whose.kind === 'chat') return chats
  const beginning = platformPrefix(whose.platform)
  return sql<SqlBool>`(${chats} or ("by" = ${whose.member}
    and substr("of", 1, ${sql.lit(beginning.length)}) = ${beginning}))`
}

/** A change of one of the chats' settings, or one that made problems be reported in one of them. */
function namesChat(chats: readonly string[]): Expression<SqlBool> {
  const logs = chats.map((chat) => {
    const topic = JSON.stringify(topicPrefix(chat)).slice(0, -1)
    return sql`value_json = ${JSON.stringify(chat)} or substr(value_json, 1, ${sql.lit(topic.length)}) = ${topic}`
  })
  const own = oneOf('of', chats)
  return logs.length === 0 ? own : sql<SqlBool>`(${own} or ${sql.join(logs, sql` or `)})`
}

function deliveriesOf(chats: readonly string[]): Expression<SqlBool> {
  return sql<SqlBool>`(${oneOf('target', chats)} or ${scheduleIn('schedule', chats)})`
}

function partsOf(chats: readonly string[]): Expression<SqlBool> {
  return sql<SqlBool>`delivery in (select id from delivery where ${deliveriesOf(chats)})`
}

function scheduleIn(column: string, chats: readonly string[]): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} in (select id from schedule where ${oneOf('owner', chats)})`
}

/** A column names one of the chats, or a topic of one. */
function oneOf(column: string, chats: readonly string[]): Expression<SqlBool> {
  const named = chats.map((chat) => {
    const topic = topicPrefix(chat)
    return sql`${sql.ref(column)} = ${chat} or substr(${sql.ref(column)}, 1, ${sql.lit(topic.length)}) = ${topic}`
  })
  return named.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`(${sql.join(named, sql` or `)})`
}
