/** The last changes of each chat's settings: who made them, when and to what. */
import type { Kysely, Transaction } from 'kysely'
import type { ChatSettings, SettingChange } from '#src/chat/memory.ts'
import type { Schema, SettingChangeRow } from './schema.ts'

/** Changes that are kept of one chat or community. */
const KEPT = 20

/** Adds a row for each setting that differs, and drops those that are too old to be shown. */
export async function recordChanges(
  transaction: Transaction<Schema>,
  of: string,
  [before, after]: readonly [ChatSettings, ChatSettings],
  { by, at }: Pick<SettingChange, 'by' | 'at'>,
): Promise<void> {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof ChatSettings)[]
  const jsonOf = (settings: ChatSettings, name: keyof ChatSettings) => JSON.stringify(settings[name]) ?? null
  const names = keys.filter((name) => jsonOf(before, name) !== jsonOf(after, name))
  if (names.length === 0) return
  const { last } = await transaction
    .selectFrom('setting_change')
    .select((build) => build.fn.max('number').as('last'))
    .where('of', '=', of)
    .executeTakeFirstOrThrow()
  const first = Number(last ?? 0) + 1
  await transaction
    .insertInto('setting_change')
    .values(
      names.map((name, index) => ({
        ...{ of, number: first + index, at, by, name },
        value_json: jsonOf(after, name),
      })),
    )
    .execute()
  await transaction
    .deleteFrom('setting_change')
    .where('of', '=', of)
    .where('number', '<=', first + names.length - 1 - KEPT)
    .execute()
}

/** The newest first, of all the chats together. */
export async function changesOf(
  database: Kysely<Schema>,
  chats: readonly string[],
  most: number,
): Promise<readonly SettingChange[]> {
  if (chats.length === 0) return []
  const rows = await database
    .selectFrom('setting_change')
    .selectAll()
    .where('of', 'in', chats)
    .orderBy('at', 'desc')
    .orderBy('of')
    .orderBy('number', 'desc')
    .limit(most)
    .execute()
  return rows.map(changeOf)
}

function changeOf({ of, at, by, name, value_json }: SettingChangeRow): SettingChange {
  const value: unknown = value_json === null ? undefined : JSON.parse(value_json)
  // One name and its own value were written together.
  return {
    of,
    at,
    by,
    name: name as keyof ChatSettings,
    settings: value === undefined ? {} : { [name]: value },
  }
}
