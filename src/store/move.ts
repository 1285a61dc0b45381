/** A store moved from a SQLite file to an empty PostgreSQL database, whole or not at all, and checked row by row. */
import { createHash } from 'node:crypto'
import { access } from 'node:fs/promises'
import { Kysely, sql, type Transaction } from 'kysely'
import { RequestError } from '#src/errors.ts'
import { storeErrorOf } from './faults.ts'
import { migrate } from './migrations.ts'
import { fileIn } from './open.ts'
import { openPostgres } from './postgres.ts'
import { publicUrlOf } from './publicurl.ts'
import type { Schema } from './schema.ts'
import { openSqlite } from './sqlite.ts'

export interface MoveParts {
  /** The folder of the SQLite file. */
  readonly home: string
  /** The PostgreSQL database. */
  readonly url: string
  /** Hears of each table once its rows are there and the same. */
  readonly onTable: (table: string, rows: number) => void
}

type Row = Readonly<Record<string, unknown>>

interface Table {
  readonly name: string
  /** Its primary key. */
  readonly key: readonly string[]
}

/** What was run on a database, and who works on it now, is its own. */
const OWN = ['migration', 'worker', 'lease', 'standing']
/** Has a row from the beginning. */
const SEEDED = 'record_mark'
/** Rows in one statement: 65,535 parameters at most. */
const ROWS = 1000

/**
 * Gives how many rows there were, and where they are. The file is left as it is, and no program can write to it meanwhile. Throws RequestError
 * `store.missing` without a file and `store.notEmpty` where the database holds something; StoreError for the rest.
 */
export async function moveStore({
  home,
  url,
  onTable,
}: MoveParts): Promise<{ rows: number; target: string }> {
  const [file, name] = [fileIn(home), publicUrlOf(url)]
  await access(file).catch(() => {
    throw new RequestError('store.missing', { file })
  })
  const [source, target] = [
    new Kysely<Schema>({ dialect: openSqlite(file).dialect }),
    new Kysely<Schema>({ dialect: openPostgres(url) }),
  ]
  try {
    await migrate(source)
    await migrate(target)
    const rows = await source
      .transaction()
      .execute((from) =>
        target.transaction().execute((to) => moveTables(from, to, { onTable, target: name })),
      )
    return { rows, target: name }
  } catch (error) {
    if (error instanceof RequestError) throw error
    throw storeErrorOf(name, error)
  } finally {
    await source.destroy()
    await target.destroy()
  }
}

async function moveTables(
  from: Transaction<Schema>,
  to: Transaction<Schema>,
  { onTable, target }: Pick<MoveParts, 'onTable'> & { readonly target: string },
): Promise<number> {
  const tables = await tablesOf(from)
  for (const { name } of tables) {
    // No process adds anything while this is looked at and filled.
    await sql`lock table ${sql.table(name)}`.execute(to)
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(to)
    if (rows.length > 0 && name !== SEEDED) throw new RequestError('store.notEmpty', { target, table: name })
  }
  await sql`delete from ${sql.table(SEEDED)}`.execute(to)
  let all = 0
  for (const table of tables) {
    const sent = createDigest()
    for await (const rows of pagesOf(from, table)) {
      for (const row of rows) sent.add(row)
      await insert(to, table.name, rows)
    }
    const arrived = createDigest()
    for await (const rows of pagesOf(to, table)) for (const row of rows) arrived.add(row)
    if (sent.value() !== arrived.value()) {
      throw new Error(`${table.name} did not arrive as it was: ${sent.value()} became ${arrived.value()}`)
    }
    onTable(table.name, sent.rows())
    all += sent.rows()
  }
  return all
}

/** In the order in which they were made: those that others point to come first. */
async function tablesOf(source: Transaction<Schema>): Promise<readonly Table[]> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by rowid
  `.execute(source)
  const names = rows.map(({ name }) => name).filter((name) => !OWN.includes(name))
  const tables: Table[] = []
  for (const name of names) {
    const { rows: columns } = await sql<{ name: string }>`
      select name from pragma_table_info(${name}) where pk > 0 order by pk
    `.execute(source)
    tables.push({ name, key: columns.map((column) => column.name) })
  }
  return tables
}

/** All rows in the order of the key, as each database sorts it. */
async function* pagesOf(database: Transaction<Schema>, { name, key }: Table): AsyncGenerator<readonly Row[]> {
  const columns = sql.join(key.map((column) => sql.ref(column)))
  let last: Row | undefined
  for (;;) {
    const after: Row | undefined = last
    const behind = after ? sql`where (${columns}) > (${sql.join(key.map((column) => after[column]))})` : sql``
    const { rows } = await sql<Row>`
      select * from ${sql.table(name)} ${behind} order by ${columns} limit ${sql.lit(ROWS)}
    `.execute(database)
    if (rows.length > 0) yield rows
    if (rows.length < ROWS) return
    last = rows.at(-1)
  }
}

async function insert(database: Transaction<Schema>, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`)
  await sql`
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values ${sql.join(values)}
  `.execute(database)
}

/** Of rows in any order: their number, and the sum of the hashes of each one's contents. */
function createDigest() {
  let [count, sum] = [0, 0n]
  return {
    add(row: Row) {
      const contents = Object.keys(row)
        .toSorted()
        .map((column) => [column, row[column]])
      const hash = createHash('sha256').update(JSON.stringify(contents)).digest('hex').slice(0, 32)
      sum = BigInt.asUintN(128, sum + BigInt(`0x${hash}`))
      count += 1
    },
    rows: () => count,
    value: () => `${count} rows, ${sum.toString(16)}`,
  }
}
