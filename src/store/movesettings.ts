/** The settings of a group that became a supergroup: those of both addresses, in one. */
import type { Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/**
 * What people have set at the new address counts more than what was set at the old; a language that the program settled
 * there by itself does not. To be called before the old address is dropped.
 */
export async function mergeSettings(
  transaction: Transaction<Schema>,
  from: string,
  to: string,
): Promise<void> {
  const rows = await transaction.selectFrom('settings').selectAll().where('of', 'in', [from, to]).execute()
  const [old, known] = [rows.find(({ of }) => of === from), rows.find(({ of }) => of === to)]
  if (!old || !known) return
  const { of: _, ...before } = old
  const own = Object.entries(known).filter(([, value]) => value !== null)
  const merged = { ...before, ...(Object.fromEntries(own) as typeof known) }
  const chosen = await transaction
    .selectFrom('setting_change')
    .select('number')
    .where('of', '=', to)
    .where('name', '=', 'language')
    .executeTakeFirst()
  const language = chosen ? merged.language : (before.language ?? merged.language)
  await transaction
    .updateTable('settings')
    .set({ ...merged, language })
    .where('of', '=', to)
    .execute()
}
