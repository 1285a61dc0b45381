/** Texts for editions as they stand, and entries of what was done at the desk. */
import { randomUUID } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { DeskKind, DeskText } from '#src/chat/additions.ts'
import type { DeskEntry } from '#src/chat/desk.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import type { Schema } from './schema.ts'

export async function textsOf(
  database: Kysely<Schema>,
  owner: string,
  edition: string,
): Promise<readonly DeskText[]> {
  const rows = await database
    .selectFrom('desk_text')
    .selectAll()
    .where('owner', '=', owner)
    .where('edition', '=', edition)
    .orderBy('kind')
    .orderBy('language')
    .execute()
  return rows.map(({ kind, language, text, by, at }) => ({
    ...{ kind: kind as DeskKind, language: language as LanguageCode, text, by, at },
  }))
}

/** Writes down what was done, in the transaction that does it. */
export async function enter(
  transaction: Transaction<Schema>,
  entry: DeskEntry & { readonly owner: string },
): Promise<void> {
  const { owner, at, by, what, edition, schedule, language, before, after } = entry
  await transaction
    .insertInto('desk_entry')
    .values({
      ...{ id: randomUUID(), owner, at, by, what, edition },
      schedule: schedule ?? null,
      language: language ?? null,
      before: before ?? null,
      after: after ?? null,
    })
    .execute()
}
