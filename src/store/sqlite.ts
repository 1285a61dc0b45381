/** SQLite as Kysely sees it: `node:sqlite` in the shape that its dialect asks for. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { CompiledQuery, type Dialect, type Kysely, SqliteDialect, sql } from 'kysely'
import { kindOf } from './dialect.ts'

/** Waits this long for another process's lock, in milliseconds. */
export const BUSY_TIMEOUT = 5000
const STATEMENTS_KEPT = 200

export interface SqliteParts {
  /** Refuses whatever would change the file. */
  readonly readOnly?: boolean
  /** How long the statement or transaction that begins now may wait for another's lock, milliseconds. */
  readonly patience?: () => number
}

/**
 * Opens a database file, or `:memory:`. Write-ahead log with full synchronisation: what was acknowledged survives a
 * crash of the machine; readers and one writer do not wait for each other.
 */
export function openSqlite(
  file: string,
  { readOnly = false, patience }: SqliteParts = {},
): { readonly dialect: Dialect; readonly close: () => void } {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: BUSY_TIMEOUT })
  // What is deleted is written over with zeros: what a member had removed must not be found in the file.
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on')
  // A connection that may not write at all could not read the log of one that does.
  if (readOnly) database.exec('pragma query_only = on')
  // Ten thousand firings change as many pages here and there: with more of them in memory, and copied into the file less
  // often, that takes an eighth less time.
  else database.exec('pragma cache_size = -8000; pragma wal_autocheckpoint = 2000')
  const bePatient = () => {
    if (patience && !database.isTransaction) database.exec(`pragma busy_timeout = ${Math.ceil(patience())}`)
  }
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
          all: (parameters) => {
            bePatient()
            return statement.all(...input(parameters))
          },
          run: (parameters) => {
            bePatient()
            return statement.run(...input(parameters))
          },
          iterate: (parameters) => statement.iterate(...input(parameters)),
        }
      },
    },
  })
  return { dialect: withTransactions(dialect, database), close }
}

/**
 * Takes the lock of writing when a transaction begins. One that took it later, after reading, would be refused at once
 * where another process has written in between, however long it may wait. And where SQLite has rolled a transaction
 * back by itself, as on a full disk, that is not tried again: the error of the statement is the one that is reported.
 */
function withTransactions(dialect: SqliteDialect, database: DatabaseSync): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver() {
      const driver = dialect.createDriver()
      driver.beginTransaction = async (connection) => {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'))
      }
      const rollBack = driver.rollbackTransaction.bind(driver)
      driver.rollbackTransaction = async (connection) => {
        if (database.isTransaction) await rollBack(connection)
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
