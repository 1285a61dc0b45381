/** What the bot remembers about chats and answers, kept in the store. */
import type { Kysely, Transaction } from 'kysely'
import {
  type ActionRecord,
  type ChatSettings,
  KEPT_FOR,
  type Memory,
  patchSettings,
} from '#src/chat/memory.ts'
import { reconsiderBoxes } from './alerts/boxes.ts'
import { adderOf, arrivedAt, recordArrival } from './arrivals.ts'
import { kindOf } from './dialect.ts'
import type { ActionRow, Schema, SettingsRow } from './schema.ts'
import { changesOf, recordChanges } from './settingchanges.ts'
import {
  fleeting,
  forgetFleeting,
  openingsSince,
  privateChatOf,
  rememberFleeting,
  rememberPrivateChat,
} from './privatechats.ts'
import { writeHastily } from './sqlite.ts'
import { changeWatchlist, watchlistOf } from './watchlist.ts'

/** Closing the memory closes the database. */
export function createMemory(database: Kysely<Schema>): Memory {
  return {
    settings: (of) => readSettings(database, of),
    async saveSettings(of, settings, change) {
      if (!change) return saveRow(database, of, settings)
      await database.transaction().execute(async (transaction) => {
        const before = await readSettings(transaction, of)
        await saveRow(transaction, of, settings)
        await recordChanges(transaction, of, [before, settings], change)
        await followQuiet(transaction, of, [before, settings], change.at)
      })
    },
    changeSettings: (of, patch, change) =>
      database.transaction().execute(async (transaction) => {
        const before = await lockSettings(transaction, of)
        const after = patchSettings(before, patch)
        await saveRow(transaction, of, after)
        if (!change) return
        const { by, at } = change
        if (by !== undefined) await recordChanges(transaction, of, [before, after], { by, at })
        await followQuiet(transaction, of, [before, after], at)
      }),
    settleSettings: (of, defaults) =>
      database.transaction().execute(async (transaction) => {
        const settled = { ...defaults, ...(await lockSettings(transaction, of)) }
        await saveRow(transaction, of, settled)
        return settled
      }),
    settingChanges: (chats, most) => changesOf(database, chats, most),
    async saveAction({ createdAt, args, ...record }) {
      const changing = { ...record, args_json: JSON.stringify(args), created_at: createdAt }
      await writeHastily(database, (connection) =>
        connection
          .insertInto('action')
          .values(changing)
          .onConflict((conflict) => conflict.column('id').doUpdateSet(changing))
          .execute(),
      )
    },
    async action(id, now) {
      const row = await database
        .selectFrom('action')
        .selectAll()
        .where('id', '=', id)
        .where('created_at', '>=', now - KEPT_FOR)
        .executeTakeFirst()
      return row && recordOf(row)
    },
    async forgetOldActions(now) {
      const { numDeletedRows } = await database
        .deleteFrom('action')
        .where('created_at', '<', now - KEPT_FOR)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
    async countUse(chat, asset) {
      await writeHastily(database, (connection) =>
        connection
          .insertInto('use_count')
          .values({ chat, asset, count: 1 })
          .onConflict((conflict) =>
            conflict
              .columns(['chat', 'asset'])
              .doUpdateSet((build) => ({ count: build('use_count.count', '+', 1) })),
          )
          .execute(),
      )
    },
    uses: (chat) =>
      database
        .selectFrom('use_count')
        .select(['asset', 'count'])
        .where('chat', '=', chat)
        .orderBy('count', 'desc')
        .orderBy('asset')
        .execute(),
    watchlist: (of) => watchlistOf(database, of),
    changeWatchlist: (of, change) => changeWatchlist(database, of, change),
    privateChat: (of) => privateChatOf(database, of),
    rememberPrivateChat: (of, chat) => rememberPrivateChat(database, of, chat),
    openingsSince: (platform, at) => openingsSince(database, platform, at),
    rememberFleeting: (message) => rememberFleeting(database, message),
    fleeting: () => fleeting(database),
    forgetFleeting: (message) => forgetFleeting(database, message),
    async rememberChat({ at, ...chat }) {
      const changing = { title: chat.title, seen_at: at }
      await database
        .insertInto('managed_chat')
        .values({ ...chat, seen_at: at })
        .onConflict((conflict) => conflict.columns(['platform', 'member', 'chat']).doUpdateSet(changing))
        .execute()
    },
    async chatsOf(platform, member) {
      const rows = await database
        .selectFrom('managed_chat')
        .selectAll()
        .where('platform', '=', platform)
        .where('member', '=', member)
        .orderBy('seen_at', 'desc')
        .orderBy('chat')
        .limit(CHATS)
        .execute()
      return rows.map(({ seen_at, ...row }) => ({ ...row, platform, at: seen_at }))
    },
    async titleOf(chat) {
      const row = await database
        .selectFrom('managed_chat')
        .select('title')
        .where('chat', '=', chat)
        .orderBy('seen_at', 'desc')
        .executeTakeFirst()
      return row?.title
    },
    arrive: (arrival) => recordArrival(database, arrival),
    adderOf: (chat) => adderOf(database, chat),
    arrivedAt: (chat) => arrivedAt(database, chat),
    close: () => database.destroy(),
  }
}

async function readSettings(database: Kysely<Schema>, of: string): Promise<ChatSettings> {
  const row = await database.selectFrom('settings').selectAll().where('of', '=', of).executeTakeFirst()
  return row ? settingsOf(row) : {}
}

/** What is held for quiet hours, or until a morning, follows the hours and the zone that are set now. */
async function followQuiet(
  transaction: Transaction<Schema>,
  of: string,
  [before, after]: readonly [ChatSettings, ChatSettings],
  at: number,
): Promise<void> {
  if (before.quiet === after.quiet && before.zone === after.zone) return
  await reconsiderBoxes(transaction, of, at)
}

/** The settings as they stand, which nobody else changes before the transaction ends. */
async function lockSettings(transaction: Transaction<Schema>, of: string): Promise<ChatSettings> {
  await transaction
    .insertInto('settings')
    .values({ of, ...rowOf({}) })
    .onConflict((conflict) => conflict.column('of').doNothing())
    .execute()
  const row = await transaction
    .selectFrom('settings')
    .selectAll()
    .where('of', '=', of)
    .$if(kindOf(transaction) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirstOrThrow()
  return settingsOf(row)
}

async function saveRow(database: Kysely<Schema>, of: string, settings: ChatSettings): Promise<void> {
  const row = rowOf(settings)
  await database
    .insertInto('settings')
    .values({ of, ...row })
    .onConflict((conflict) => conflict.column('of').doUpdateSet(row))
    .execute()
}

/** Chats of a member's list. */
const CHATS = 20

function settingsOf({
  language,
  zone,
  theme,
  colors,
  currency,
  private: alone,
  ...row
}: SettingsRow): ChatSettings {
  return {
    ...(language !== null && { language: language as NonNullable<ChatSettings['language']> }),
    ...(zone !== null && { zone }),
    ...(theme !== null && { theme: theme as NonNullable<ChatSettings['theme']> }),
    ...(colors !== null && { colors: colors as NonNullable<ChatSettings['colors']> }),
    ...(currency !== null && { currency: currency as NonNullable<ChatSettings['currency']> }),
    ...(alone !== null && { private: alone === 1 }),
    ...(row.manager_role !== null && { managerRole: row.manager_role }),
    ...(row.log_channel !== null && { logChannel: row.log_channel }),
    ...(row.private_commands_json !== null && { privateCommands: listIn(row.private_commands_json) }),
    ...(row.coin !== null && { coin: row.coin }),
    ...(row.review_channel !== null && { reviewChannel: row.review_channel }),
    ...(row.two_people !== null && { twoPeople: row.two_people === 1 }),
    ...(row.allowed_chats_json !== null && { allowedChats: listIn(row.allowed_chats_json) }),
    ...(row.quiet !== null && { quiet: row.quiet }),
  }
}

function rowOf(settings: ChatSettings): Omit<SettingsRow, 'of'> {
  const { language, zone, theme, colors, currency, private: alone, managerRole, logChannel } = settings
  const { privateCommands, coin, allowedChats, reviewChannel, twoPeople, quiet } = settings
  return {
    language: language ?? null,
    zone: zone ?? null,
    theme: theme ?? null,
    colors: colors ?? null,
    currency: currency ?? null,
    private: alone === undefined ? null : Number(alone),
    manager_role: managerRole ?? null,
    log_channel: logChannel ?? null,
    private_commands_json: privateCommands ? JSON.stringify(privateCommands) : null,
    coin: coin ?? null,
    review_channel: reviewChannel ?? null,
    two_people: twoPeople === undefined ? null : Number(twoPeople),
    allowed_chats_json: allowedChats ? JSON.stringify(allowedChats) : null,
    quiet: quiet ?? null,
  }
}

function listIn(json: string): readonly string[] {
  return JSON.parse(json) as readonly string[]
}

function recordOf({ platform, args_json, created_at, ...row }: ActionRow): ActionRecord {
  return {
    ...row,
    platform: platform as ActionRecord['platform'],
    args: JSON.parse(args_json) as ActionRecord['args'],
    createdAt: created_at,
  }
}
