/** The kinds of database that a contract of the store is run on: SQLite; in the slow suite SQLite in threads, PGlite, and a server where one is named. */
import { PGlite } from '@electric-sql/pglite'
import { PGliteDialect } from 'kysely'
import { onTestFinished } from 'vitest'
import { joinStore, openStore, type Store } from '#src/store/open.ts'
import { openThreadedStore } from '#src/store/thread/open.ts'
import { temporaryFolder } from './folder.ts'
import { emptyDatabase, SERVER } from './postgres.ts'

export interface DatabaseUnderTest {
  readonly name: string
  /** An empty store that goes when the running test ends. */
  open(): Promise<Store>
}

const INT8 = 20
const server = SERVER
/** Starting one takes seconds, and its tables a quarter of one: they are emptied between tests instead. */
let shared: Promise<{ readonly pglite: PGlite; readonly empty: string }> | undefined

/** Two threads start for each test. */
const IN_THREADS: DatabaseUnderTest = {
  name: 'SQLite in threads',
  async open() {
    const store = await openThreadedStore(await temporaryFolder())
    onTestFinished(() => store.close())
    return store
  },
}

const SQLITE: DatabaseUnderTest = {
  name: 'SQLite',
  async open() {
    const store = await openStore(await temporaryFolder())
    onTestFinished(() => store.close())
    return store
  },
}

const POSTGRES: readonly DatabaseUnderTest[] = [
  {
    name: 'PGlite',
    async open() {
      shared ??= startPglite()
      const { pglite, empty } = await shared
      await pglite.exec(empty)
      const store = await joinStore('pglite', dialectOf(pglite))
      onTestFinished(() => store.close())
      return store
    },
  },
  ...(server === undefined
    ? []
    : [
        {
          name: 'PostgreSQL',
          async open() {
            const store = await openStore('', await emptyDatabase(server))
            onTestFinished(() => store.close())
            return store
          },
        },
      ]),
]

/** All of them, whichever suite runs. */
export const ALL_DATABASES: readonly DatabaseUnderTest[] = [SQLITE, ...POSTGRES, IN_THREADS]

/** Whether the slow suite runs: the time that a lock is waited for is left to it. */
export const IS_SLOW = process.env.STORE_IN_THREADS !== undefined

export const DATABASES: readonly DatabaseUnderTest[] = IS_SLOW ? [IN_THREADS, ...POSTGRES] : [SQLITE]

/** A database with its tables, and the statements that bring it back to the rows that it starts with. */
async function startPglite() {
  const pglite = await PGlite.create({ parsers: { [INT8]: Number } })
  const first = await joinStore('pglite', dialectOf(pglite))
  await first.close()
  const { rows: tables } = await pglite.query<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'migration'",
  )
  const names = tables.map(({ name }) => name)
  const inserts = names.map(async (name) => {
    const { rows } = await pglite.query<{ rows: string | null }>(
      `select quote_literal(json_agg(one)::text) as rows from ${name} one`,
    )
    const kept = rows[0]?.rows
    return kept ? `insert into ${name} select * from json_populate_recordset(null::${name}, ${kept});` : ''
  })
  const empty = `truncate ${names.join(', ')} restart identity; ${(await Promise.all(inserts)).join('')}`
  return { pglite, empty }
}

const dialectOf = (pglite: PGlite) =>
  new PGliteDialect({ pglite: { ...facadeOf(pglite), close: async () => {} } })

/** What Kysely uses of it, without the closing. */
function facadeOf(pglite: PGlite) {
  return {
    closed: false,
    ready: true,
    waitReady: pglite.waitReady,
    query: <Row>(text: string, parameters?: unknown[]) => pglite.query<Row>(text, parameters),
    transaction: <Result>(
      work: (transaction: Parameters<Parameters<PGlite['transaction']>[0]>[0]) => Promise<Result>,
    ) => pglite.transaction(work),
  }
}
