/** PostgreSQL as Kysely sees it. */
import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

/** Connections of one process: deliveries and answers take one for milliseconds. */
const CONNECTIONS = 10
/** Milliseconds to wait for a connection. */
const CONNECT_TIMEOUT = 10_000
/** PostgreSQL's number of the type int8. Ours are times and counts, which a double holds. */
const INT8 = 20

export interface PostgresParts {
  /** Hears why an idle connection ended. */
  readonly onLost?: (reason: string) => void
  /** Refuses whatever would change the database. */
  readonly readOnly?: boolean
}

export function openPostgres(
  url: string,
  { onLost = () => {}, readOnly = false }: PostgresParts = {},
): Dialect {
  const types = {
    getTypeParser: ((id: number, format: 'text' | 'binary' = 'text') =>
      id === INT8 ? Number : pg.types.getTypeParser(id, format as 'text')) as typeof pg.types.getTypeParser,
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    types,
    ...(readOnly && { options: '-c default_transaction_read_only=on' }),
  })
  // A server that restarts must not end the process; the next query says what is wrong.
  pool.on('error', (error) => onLost(error.message))
  // Nor one that is lost while somebody holds it between two queries: the pool listens to those that rest alone.
  pool.on('connect', (client) => {
    client.on('error', (error) => onLost(error.message))
  })
  return withOwnErrors(new PostgresDialect({ pool }))
}

/** A transaction whose connection is lost cannot be rolled back either: what is reported is how it was lost. */
function withOwnErrors(dialect: PostgresDialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (database) => dialect.createIntrospector(database),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver() {
      const driver = dialect.createDriver()
      const rollBack = driver.rollbackTransaction.bind(driver)
      // The server ends a transaction with its connection, and the pool lets go of a connection that is broken.
      driver.rollbackTransaction = (connection) => rollBack(connection).catch(() => {})
      return driver
    },
  }
}
