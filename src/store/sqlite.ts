/** SQLite as Kysely sees it: `node:sqlite` in the shape that its dialect asks for. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { CompiledQuery, type Dialect, type Kysely, SqliteDialect, sql } from 'kysely'
import { kindOf } from './dialect.ts'

/** Waits this long for another process's lock, in milliseconds. */
const BUSY_TIMEOUT = 5000
const STATEMENTS_KEPT = 200

/**
 * Opens a database file, or `:memory:`. Write-ahead log with full synchronisation: what was acknowledged survives a
 * crash of the machine; readers and one writer do not wait for each other.
 */
export function openSqlite(file: string): { readonly dialect: Dialect; readonly close: () => void } {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: BUSY_TIMEOUT })
  // What is deleted is written over with zeros: nobody should find in the file what a member had removed.
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on')
  const statements = new Map<string, StatementSync>()
  // Preparing costs more than running, and the same few statements come again and again.
  const prepared = (text: string): StatementSync => {
    const known = statements.get(text)
    if (known) return known
    const statement = database.prepare(text)
    if (statements.size < STATEMENTS_KEPT) statements.set(text, statement)
    return statement
  }
  const close = () => {
    statements.clear()
    if (database.isOpen) database.close()
  }
  const dialect = new SqliteDialect({
    database: {
      close,
      prepare(text) {
        const statement = prepared(text)
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
  return { dialect: beginningImmediately(dialect), close }
}

/**
 * Takes the lock of writing when a transaction begins. One that took it later, after reading, would be refused at once
 * where another process has written in between, however long it may wait.
 */
function beginningImmediately(dialect: SqliteDialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver() {
      const driver = dialect.createDriver()
      driver.beginTransaction = async (connection) => {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'))
      }
      return driver
    },
  }
}

/**
 * Writes without waiting for the disk: it survives a crash of the process, and may be lost with the machine. For what
 * is written with every answer and worth little, as the disk may keep the whole thread waiting for a second.
 */
export function writeHastily<Tables, Result>(
  database: Kysely<Tables>,
  write: (connection: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  if (kindOf(database) === 'postgres') return writeHastilyThere(database, write)
  return database.connection().execute(async (connection) => {
    await sql`pragma synchronous = normal`.execute(connection)
    try {
      return await write(connection)
    } finally {
      await sql`pragma synchronous = full`.execute(connection)
    }
  })
}

function writeHastilyThere<Tables, Result>(
  database: Kysely<Tables>,
  write: (connection: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  return database.transaction().execute(async (transaction) => {
    await sql`set local synchronous_commit = off`.execute(transaction)
    return write(transaction)
  })
}
