/** A backup of the store that the settings name. */
import { RequestError } from '#src/errors.ts'
import { type Backup, backUp } from '#src/store/backup.ts'
import type { RecordPlace } from './record.ts'

/** Throws RequestError; for a PostgreSQL database, with the command of its own that copies it. */
export function makeBackup({ home, databaseUrl }: RecordPlace, to: string): Promise<Backup> {
  if (databaseUrl !== undefined) throw new RequestError('backup.usePgDump')
  return backUp(home, to)
}
