/** `migrate-store`: moves the store to PostgreSQL, with progress by table. */
import { RequestError } from '#src/errors.ts'
import type { Words } from '#src/i18n/words.ts'
import { moveStore } from '#src/store/move.ts'
import type { RecordPlace } from './record.ts'

export interface MigrateParts {
  readonly words: Words
  readonly stdout: { write(text: string): void }
}

/** Throws RequestError for what the person can mend, StoreError where a database fails; nothing was moved then. */
export async function migrateStore(
  { home, databaseUrl }: RecordPlace,
  { words, stdout }: MigrateParts,
): Promise<void> {
  if (databaseUrl === undefined) throw new RequestError('store.needsUrl')
  const { rows, target } = await moveStore({
    home,
    url: databaseUrl,
    onTable: (table, count) => stdout.write(`${words.say('preview:moved.table', { table, rows: count })}\n`),
  })
  stdout.write(`${words.say('preview:moved.all', { rows, target }).replaceAll('`', '')}\n`)
}
