/** A lock on a file, which the system takes from its process when that ends, however it ends. */
import { DatabaseSync } from 'node:sqlite'

export interface FileLock {
  release(): void
}

/**
 * SQLite's lock on an empty file, which is made where it is missing; undefined where another holds it. Throws what the system
 * throws where there can be none. Of one machine: never on NFS.
 */
export function lockFile(file: string): FileLock | undefined {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    // Its journal would be a second file to look after; nothing is ever written.
    database.exec('pragma journal_mode = memory; begin exclusive')
    return { release: () => database.close() }
  } catch (error) {
    database.close()
    if (error instanceof Error && error.message.includes('locked')) return undefined
    throw error
  }
}
