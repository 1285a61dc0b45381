/** SQLite as Kysely sees it: `node:sqlite` in the shape that its dialect asks for. */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { type Dialect, SqliteDialect } from 'kysely'

/** Waits this long for another process's lock, in milliseconds. */
const BUSY_TIMEOUT = 5000

/**
 * Opens a database file, or `:memory:`. Write-ahead log with full synchronisation: what was acknowledged survives a
 * crash of the machine; readers and one writer do not wait for each other.
 */
export function openSqlite(file: string): { readonly dialect: Dialect; readonly close: () => void } {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: BUSY_TIMEOUT })
  database.exec('pragma journal_mode = wal; pragma synchronous = full')
  const close = () => {
    if (database.isOpen) database.close()
  }
  const dialect = new SqliteDialect({
    database: {
      close,
      prepare(sql) {
        const statement = database.prepare(sql)
        const input = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[]
        return {
          reader: statement.columns().length > 0,
          all: (parameters) => statement.all(...input(parameters)),
          run: (parameters) => statement.run(...input(parameters)),
          iterate: (parameters) => statement.iterate(...input(parameters)),
        }
      },
    },
  })
  return { dialect, close }
}
